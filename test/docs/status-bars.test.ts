import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { openHistory } from '../../src/main/history/history.ts';
import { systemClock } from '../../src/main/time/clock.ts';
import { valueOf } from '../main/history/history-folder.ts';
import { readExposition } from '../shared/status/exposition.ts';
import { reading } from '../support/readings.ts';
import { cleanEnvironment, temporaryDirectory } from '../support/run-cli.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/status-bars.md'), 'utf8');
const run = promisify(execFile);
const folder = temporaryDirectory();
const dataDir = join(folder, 'data');
let environment: Record<string, string>;

/** The snippet of a language under a heading. */
function snippet(heading: string, language: string): string {
  const section = PAGE.split(/^## /m).find((one) => one.startsWith(`${heading}\n`)) ?? '';
  const found = [...section.matchAll(/^```(\w+)\n(.*?)^```/gms)].find(([, name]) => name === language);
  if (found === undefined) throw new Error(`docs/status-bars.md has no ${language} under ${heading}.`);
  return found[2]!;
}

/** What a bar reads of a command it has been given, by the shell that it hands it to. */
const printed = async (command: string): Promise<string> =>
  (await run('/bin/sh', ['-c', command], { env: environment, cwd: folder })).stdout;

/** The first line of a command that goes on. */
async function firstLine(command: string): Promise<string> {
  const child = spawn('/bin/sh', ['-c', `exec ${command}`], { env: environment });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  child.kill();
  await once(child, 'close');
  return line;
}

beforeAll(() => {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const entry = join(ROOT, 'src/main/cli/index.ts');
  writeFileSync(join(bin, 'glucoglance'), `#!/bin/sh\nexec '${process.execPath}' '${entry}' "$@"\n`);
  chmodSync(join(bin, 'glucoglance'), 0o755);
  const clean = cleanEnvironment({ GLUCOGLANCE_DATA_DIR: dataDir, XDG_RUNTIME_DIR: folder });
  environment = { ...clean, PATH: `${bin}:${clean['PATH']}` };
  const history = valueOf(openHistory(join(dataDir, 'history.db'), systemClock));
  const person = { patientId: 'ada', firstName: 'Ada', lastName: 'T', target: null, unit: 'mgdl' } as const;
  valueOf(history.rememberPerson(person));
  // From the next minute on: however long these tests take, it is a value of now.
  const soon = Math.floor(Date.now() / 1000) * 1000 + 120_000;
  valueOf(history.record([reading({ measuredAt: soon, mgdl: 62 })]));
  history.close();
});

describe('each snippet of docs/status-bars.md', () => {
  it('Waybar: an object a line, with a text and classes that the style names', async () => {
    const { 'custom/glucose': module } = JSON.parse(`{${snippet('Waybar', 'jsonc')}}`) as {
      'custom/glucose': Record<string, string>;
    };
    expect(module['return-type']).toBe('json');
    const line = JSON.parse(await firstLine(module['exec']!)) as { text: string; class: string[] };
    expect(line.text).toMatch(/^62 /);
    const style = snippet('Waybar', 'css').matchAll(/#custom-glucose\.([\w-]+)/g);
    const styled = new Set([...style].map(([, one]) => one));
    expect(line.class.filter((one) => styled.has(one))).toEqual(['low', 'not-watching']);
  });

  it('i3status-rust: an object a line, in a state that it knows', async () => {
    const toml = snippet('i3status-rust', 'toml');
    expect(toml).toMatch(/^\[\[block\]\]\nblock = "custom"$/m);
    expect(toml).toMatch(/^json = true\npersistent = true$/m);
    const line = JSON.parse(await firstLine(/^command = "(.*)"$/m.exec(toml)![1]!)) as Record<string, string>;
    expect(['Idle', 'Info', 'Good', 'Warning', 'Critical']).toContain(line['state']);
    expect(line['text']).toMatch(/^62 /);
  });

  it('Polybar: a line of a script that goes on', async () => {
    const ini = snippet('Polybar', 'ini');
    expect(ini).toMatch(/^\[module\/glucose\]\ntype = custom\/script$/m);
    expect(ini).toMatch(/^tail = true$/m);
    expect(await firstLine(/^exec = (.*)$/m.exec(ini)![1]!)).toMatch(/^62 mg\/dL /);
  });

  it('tmux: one line for the command between #( and )', async () => {
    const command = /#\(([^)]*)\)/.exec(snippet('tmux', 'tmux'))![1]!;
    expect(await printed(command)).toMatch(/^62 mg\/dL [^\n]*\n$/);
  });

  it('xbar: a text for the bar, and a menu', async () => {
    const plugin = join(folder, 'glucose.1m.sh');
    writeFileSync(plugin, snippet('xbar and SwiftBar', 'sh'));
    chmodSync(plugin, 0o755);
    const [bar, menu, ...entries] = (await printed(plugin)).trimEnd().split('\n');
    expect(bar).toMatch(/^62 .* \| color=#/);
    expect([menu, entries.at(-1)]).toEqual(['---', 'Refresh | refresh=true']);
  });

  it('KDE and GNOME: one line', async () => {
    const { commandsArray } = JSON.parse(snippet('GNOME', 'json')) as {
      commandsArray: { command: string }[];
    };
    for (const command of [snippet('KDE Plasma', 'kde').trim(), commandsArray[0]!.command])
      expect(await printed(command)).toMatch(/^62 mg\/dL [^\n]*\n$/);
  });

  it('a shell prompt: the last line that was written, while somebody writes', async () => {
    const file = join(folder, 'glucose');
    writeFileSync(file, `${await firstLine(/^glucoglance status --follow/m.exec(PAGE)![0])}\n`);
    const shown = `${snippet('A shell prompt', 'bash')}\necho "\${PS1@P}"`;
    const prompt = async () => (await run('bash', ['--norc', '-c', shown], { env: environment })).stdout;
    expect(await prompt()).toMatch(/^62 mg\/dL /);
    const before = Date.now() / 1000 - 120;
    utimesSync(file, before, before);
    expect(await prompt()).not.toContain('62');
  });

  it('Home Assistant: keys that the status has, and nothing of what is old', async () => {
    const yaml = snippet('Home Assistant', 'yaml');
    const status = JSON.parse(await printed('glucoglance status --json')) as Record<string, unknown>;
    const named = [...yaml.matchAll(/value_json\.(\w+)/g)].map(([, key]) => key!);
    const attributes = /json_attributes: \[(.*)\]/.exec(yaml)![1]!.split(', ');
    for (const key of [...named, ...attributes]) expect(Object.keys(status)).toContain(key);
    const shown = /freshness in \[(.*)\]/.exec(yaml)![1]!.match(/\w+/g);
    expect(shown).toEqual(['current', 'delayed']);
    expect(shown).toContain(status['freshness']);
    expect(yaml).toContain('http://127.0.0.1:17580/now');
  });

  it('Prometheus: a file that its parser reads', async () => {
    await printed(snippet('Prometheus', 'sh'));
    const { samples } = readExposition(readFileSync(join(folder, 'glucose.prom'), 'utf8'));
    expect(samples['glucoglance_glucose_mg_per_dl{person="1"}']).toBe(62);
  });
});
