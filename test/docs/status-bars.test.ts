import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
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

type Answer = Record<string, string | number | boolean | null>;
interface RestSensors {
  resource: string;
  scan_interval: number;
  sensor: [Record<'value_template' | 'availability', string> & { json_attributes: string[] }];
}

/** By the reader that the packager brings; a literal name would want types that it does not have. */
async function readYaml(text: string): Promise<unknown> {
  const name: string = 'js-yaml';
  return ((await import(name)) as { load: (text: string) => unknown }).load(text);
}

const TEMPLATE = /^\{\{ value_json\.(\w+)(?: in \[('\w+'(?:, '\w+')*)\])? \}\}$/;

/**
 * What Jinja makes of a template: of the two forms that stand in docs, and no other, so that one it was not made for
 * fails. A name that the answer lacks is an error as in Home Assistant's strict templates.
 */
function rendered(template: string, answer: Answer): string {
  const [, key = '', list] = TEMPLATE.exec(template) ?? [];
  if (!(key in answer)) throw new Error(`The answer has nothing for ${template}.`);
  const value = answer[key];
  if (list === undefined) return value === null ? 'None' : String(value);
  return list.split(', ').includes(`'${String(value)}'`) ? 'True' : 'False';
}

/** The feed of the folder; ended with the test. */
async function served(): Promise<string> {
  const child = spawn('/bin/sh', ['-c', 'exec glucoglance serve --port 0 --json'], { env: environment });
  onTestFinished(() => void child.kill());
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return (JSON.parse(line) as { url: string }).url;
}

/** What is answered where the last reading is so many minutes old. */
async function statusOfReading(minutes: number): Promise<Answer> {
  const old = join(temporaryDirectory(), 'data');
  record(old, Math.floor(Date.now() / 1000) * 1000 - minutes * 60_000);
  return JSON.parse(await printed(`glucoglance status --json --data-dir ${old}`)) as Answer;
}

function record(into: string, measuredAt: number): void {
  const history = valueOf(openHistory(join(into, 'history.db'), systemClock));
  const person = { patientId: 'ada', firstName: 'Ada', lastName: 'T', target: null, unit: 'mgdl' } as const;
  valueOf(history.rememberPerson(person));
  valueOf(history.record([reading({ measuredAt, mgdl: 62 })]));
  history.close();
}

beforeAll(() => {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const entry = join(ROOT, 'src/main/cli/index.ts');
  writeFileSync(join(bin, 'glucoglance'), `#!/bin/sh\nexec '${process.execPath}' '${entry}' "$@"\n`);
  chmodSync(join(bin, 'glucoglance'), 0o755);
  const clean = cleanEnvironment({ GLUCOGLANCE_DATA_DIR: dataDir, XDG_RUNTIME_DIR: folder });
  environment = { ...clean, PATH: `${bin}:${clean['PATH']}` };
  // From the next minute on: however long these tests take, it is a value of now.
  record(dataDir, Math.floor(Date.now() / 1000) * 1000 + 120_000);
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

  it('Home Assistant: its templates give the value of what the feed answers, and nothing of what is old', async () => {
    const { rest } = (await readYaml(snippet('Home Assistant', 'yaml'))) as { rest: RestSensors[] };
    expect(rest).toHaveLength(1);
    const { resource, scan_interval: seconds, sensor } = rest[0]!;
    expect([resource, seconds]).toEqual(['http://127.0.0.1:17580/now', 60]);
    const [{ value_template: value, availability, json_attributes: attributes, ...entity }] = sensor;
    // https://developers.home-assistant.io/docs/core/entity/sensor: this class may have this unit, and is measured.
    expect(entity).toEqual({
      name: 'Glucose',
      unique_id: 'glucoglance',
      unit_of_measurement: 'mg/dL',
      device_class: 'blood_glucose_concentration',
      state_class: 'measurement',
    });
    const shown = (answer: Answer) =>
      rendered(availability, answer) === 'True' ? rendered(value, answer) : 'unavailable';
    const now = (await (await fetch(`${await served()}/now`)).json()) as Answer;
    expect(now['freshness']).toBe('current');
    expect(shown(now)).toBe('62');
    for (const name of attributes) expect(Object.keys(now)).toContain(name);
    for (const [minutes, is] of [
      [8, '62'],
      [17, 'unavailable'],
      [30, 'unavailable'],
    ] as const)
      expect(shown(await statusOfReading(minutes)), `${minutes} min`).toBe(is);
    expect(
      shown(JSON.parse(await printed(`glucoglance status --json --data-dir ${folder}/none`)) as Answer),
    ).toBe('unavailable');
  });

  it('Prometheus: a file that its parser reads', async () => {
    await printed(snippet('Prometheus', 'sh'));
    const { samples } = readExposition(readFileSync(join(folder, 'glucose.prom'), 'utf8'));
    expect(samples['glucoglance_glucose_mg_per_dl{person="1"}']).toBe(62);
  });
});
