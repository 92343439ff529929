import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { definedProgram } from '../../src/main/cli/completion/defined.ts';

/*
 * Whatever the documents tell somebody to type or to open is there: npm scripts, commands of `glucoglance` with their
 * options, files and folders of the project.
 */
const ROOT = resolve(import.meta.dirname, '../..');
const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  'packaging/README.md',
  ...globSync('{docs/**/*.md,.github/**/*.{md,yml}}', { cwd: ROOT }).toSorted(),
].map((name) => ({ name, text: readFileSync(join(ROOT, name), 'utf8') }));

const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

/** What stands between backticks on a line, and every line of a block for a shell. */
function typed(text: string): string[] {
  const blocks = [...text.matchAll(/^```(?:sh|bash)\n(.*?)^```/gms)].flatMap(([, block]) =>
    block!.split('\n'),
  );
  const inline = text.replace(/^```.*?^```/gms, '').matchAll(/`([^`]+)`/g);
  return [...blocks, ...[...inline].map(([, code]) => code!.replaceAll('\n', ' '))];
}

const program = definedProgram();

/** What is wrong with what stands behind `glucoglance`; null: nothing. */
function wrongCall(call: string): string | null {
  const words = call.trim().split(/\s+/);
  let command = program;
  for (const word of words.filter((one) => !one.startsWith('-'))) {
    const next = command.commands.find(({ names }) => names.includes(word));
    if (!next) break;
    command = next;
  }
  const known = [...program.options, ...command.options].map(({ long }) => long);
  const options = words.flatMap((word) => /^--[a-z][a-z-]*/.exec(word) ?? []);
  const unknown = options.filter((option) => !known.includes(option));
  if (unknown.length > 0) return `${call}: ${unknown.join()}`;
  return command === program && /^[a-z]/.test(words[0]!) ? `${call}: no command` : null;
}

describe.each(PAGES)('$name', ({ name, text }) => {
  it('names npm scripts that there are', () => {
    const named = typed(text).flatMap((code) =>
      [...code.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, script]) => script!),
    );
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });

  it('names commands and options of glucoglance that there are', () => {
    const calls = typed(text).flatMap((code) =>
      [...code.matchAll(/(?:^|[\s(;&|])glucoglance ((?:-|[a-z])[^|;&#)]*)/g)].map(([, call]) => call!),
    );
    expect(calls.flatMap((call) => wrongCall(call) ?? [])).toEqual([]);
  });

  it('names files and folders that there are', () => {
    const paths = typed(text).flatMap((code) =>
      [...code.matchAll(/(?:^|[\s=])((?:src|scripts|test|docs|assets|\.ci|\.github)\/[^\s:,;)]*)/g)].map(
        ([, path]) => path!.replace(/<\w+>/g, '*').replace(/[.]$/, ''),
      ),
    );
    const missing = paths.filter(
      (path) => !existsSync(join(ROOT, path)) && globSync(path, { cwd: ROOT }).length === 0,
    );
    expect(missing).toEqual([]);
  });

  it('links to what is there', () => {
    const folder = join(ROOT, name, '..');
    const targets = [...text.matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, target]) => target!);
    expect(targets.filter((target) => !existsSync(join(folder, target)))).toEqual([]);
  });
});

it('docs/README.md lists every page', () => {
  const index = readFileSync(join(ROOT, 'docs/README.md'), 'utf8');
  const pages = readdirSync(join(ROOT, 'docs')).filter(
    (name) => name.endsWith('.md') && name !== 'README.md',
  );
  expect(pages.filter((page) => !index.includes(`](${page})`))).toEqual([]);
});

it('would notice', () => {
  expect(wrongCall('status --format plain')).toBeNull();
  expect(wrongCall('alarms why 03:12')).toBeNull();
  expect(wrongCall('--demo current --json')).toBeNull();
  expect(wrongCall('statsu')).not.toBeNull();
  expect(wrongCall('status --fromat plain')).not.toBeNull();
});
