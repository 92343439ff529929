import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, Visitor } from 'vite';
import { describe, expect, it } from 'vitest';
import { messagesOf, pluralFormOf, type Catalogue } from '../../../src/shared/messages/catalogue.ts';
import english from '../../../src/shared/messages/en.json' with { type: 'json' };

const SOURCES = join(import.meta.dirname, '../../../src');
const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => ({ file, text: readFileSync(join(SOURCES, file), 'utf8') }));

/** Functions that give words of the language spoken when they are called. */
const SPEAKING = /^(say|\w+Sentences?|alarmOf|documentName|(age|ago|span|list|cause|expected|input)Text)$/;

/** Calls of speaking functions that run when a module is loaded: their words would stay in one language. */
function boundAtImport(file: string, text: string): string[] {
  const found: string[] = [];
  const { program } = parseSync(file, text);
  let depth = 0;
  const enter = () => void (depth += 1);
  const leave = () => void (depth -= 1);
  new Visitor({
    FunctionDeclaration: enter,
    'FunctionDeclaration:exit': leave,
    FunctionExpression: enter,
    'FunctionExpression:exit': leave,
    ArrowFunctionExpression: enter,
    'ArrowFunctionExpression:exit': leave,
    CallExpression({ callee }) {
      if (depth === 0 && callee.type === 'Identifier' && SPEAKING.test(callee.name)) found.push(callee.name);
    },
  }).visit(program);
  return found.map((name) => `${file}: ${name}`);
}

describe('words', () => {
  it('are bound by no module when it is loaded, since the language can change', () => {
    expect(files.flatMap(({ file, text }) => boundAtImport(file, text))).toEqual([]);
    expect(boundAtImport('x.ts', `const a = [say('tray.demo')]; const b = () => say('tray.demo');`)).toEqual([
      'x.ts: say',
    ]);
  });

  it('are each said by somebody', () => {
    const sources = files.filter(({ file }) => !file.endsWith('.generated.ts')).map(({ text }) => text);
    const all = sources.join('\n');
    // `tray.menu.${scope}` says each of that place.
    const open = [...all.matchAll(/`(\w+\.[^`]*\$\{[^`]*)`/g)].map(
      ([, key]) =>
        new RegExp(
          `^${key!
            .split(/\$\{[^}]*\}/)
            .map((part) => part.replaceAll('.', '\\.'))
            .join('[^.]+')}$`,
        ),
    );
    const keys = new Set(messagesOf(english as Catalogue).map(([key]) => pluralFormOf(key)?.message ?? key));
    expect(keys.size).toBeGreaterThan(800);
    expect(
      [...keys].filter((key) => !all.includes(`'${key}'`) && !open.some((one) => one.test(key))),
    ).toEqual([]);
  });

  it('stand in no heading of a table', () => {
    const headings = files
      .filter(({ file }) => file.startsWith('main/cli/'))
      .flatMap(({ file, text }) =>
        [...text.matchAll(/heading: '([^']+)'/g)].map(([, word]) => `${file}: ${word}`),
      );
    expect(headings).toEqual([]);
  });

  it('are made of others by no change of their letters', () => {
    const changed = files.filter(
      ({ file, text }) => file.startsWith('shared/messages/sentences/') && /to(Locale)?LowerCase/.test(text),
    );
    expect(changed.map(({ file }) => file)).toEqual([]);
    expect(files.filter(({ text }) => /say\([^)]*\)\s*\.to(Locale)?LowerCase/.test(text))).toEqual([]);
  });
});
