import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/*
 * The walls of the house. Each rule says who may import what; a folder that is not named may not.
 */

const ROOT = resolve(import.meta.dirname, '..');
const SOURCES = join(ROOT, 'src');

interface Import {
  from: string;
  /** A package or `node:` name, or the path of a source file from the root. */
  what: string;
}

const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => join('src', name).replaceAll('\\', '/'));

/** Import and export statements, dynamic imports with a literal name, and what `vi`-less code can hide in a require. */
const STATEMENT =
  /(?:^|\n)\s*(?:import|export)\s+(?:type\s)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|\b(?:import|require)\(\s*['"]([^'"]+)['"]\s*\)/g;

function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(STATEMENT)].map((match) => {
    const name = match[1] ?? match[2] ?? '';
    const local = name.startsWith('.');
    const path = local ? relative(ROOT, join(ROOT, dirname(file), name)).replaceAll('\\', '/') : name;
    return { from: file, what: path };
  });
}

const imports = files.flatMap(importsOf);
const packageOf = ({ what }: Import) =>
  what
    .split('/')
    .slice(0, what.startsWith('@') ? 2 : 1)
    .join('/');
const isLocal = ({ what }: Import) => what.startsWith('src/');
const shown = ({ from, what }: Import) => `${from} imports ${what}`;

/** Fails with the offending imports, by name. */
function expectNone(offending: Import[]): void {
  expect(offending.map(shown)).toEqual([]);
}

/** The packages a room may import; anything else needs a decision. */
const PACKAGES: Record<string, readonly string[]> = {
  assets: ['src/renderer/alarm/sounds.ts', 'src/renderer/window/first-run/welcome.tsx'],
  'better-sqlite3': ['src/main/history/'],
  'chart.js': ['src/renderer/charts/'],
  commander: ['src/main/cli/'],
  conf: ['src/main/settings/'],
  electron: ['src/main/desktop/', 'src/main/index.ts', 'src/main/preload.ts'],
  'electron-store': ['src/main/desktop/profile/settings-file.ts'],
  preact: ['src/renderer/'],
  '@preact/signals': ['src/renderer/'],
  'string-width': ['src/main/cli/'],
  'temporal-polyfill': ['src/main/cli/', 'src/main/simulator/'],
  zod: ['src/main/', 'src/shared/settings/schema.ts'],
};

describe('the architecture', () => {
  it('is looked at as a whole', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(imports.length).toBeGreaterThan(150);
    expect(imports.some(({ what }) => what === 'src/shared/result.ts')).toBe(true);
  });

  it('shared imports nothing but shared, and zod for the schema', () => {
    const outside = imports.filter(
      (one) => one.from.startsWith('src/shared/') && !one.what.startsWith('src/shared/'),
    );
    expectNone(outside.filter((one) => one.what !== 'zod' || one.from !== 'src/shared/settings/schema.ts'));
  });

  it('packages are imported only by the rooms that own them', () => {
    const foreign = imports.filter((one) => !isLocal(one) && !one.what.startsWith('node:'));
    expectNone(foreign.filter((one) => !PACKAGES[packageOf(one)]?.some((room) => one.from.startsWith(room))));
  });

  it('keytar is loaded by credentials alone, and never by a static import', () => {
    // By a name that is no literal there: what the bundler and the type check must not look for.
    const loading = /(\bfrom|\bimport|\brequire)\s*\(?\s*['"]keytar['"]|string = 'keytar'/;
    const naming = files.filter((file) => loading.test(readFileSync(join(ROOT, file), 'utf8')));
    expect(naming).toEqual(['src/main/credentials/keychain.ts']);
    expectNone(imports.filter(({ what }) => what === 'keytar'));
  });

  it('the wire is known to the client and the simulator alone', () => {
    const naming = files.filter((file) =>
      /FactoryTimestamp|llu\/|authTicket/.test(readFileSync(join(ROOT, file), 'utf8')),
    );
    const allowed = ['src/main/libre/', 'src/main/simulator/', 'src/main/history/schema.ts'];
    expect(naming.filter((file) => !allowed.some((room) => file.startsWith(room)))).toEqual([]);
  });

  it.each([
    // The simulator checks the client from outside, so neither may borrow from the other.
    ['src/main/libre/', ['src/main/simulator/', 'src/main/history/', 'src/main/cli/', 'src/main/settings/']],
    ['src/main/simulator/', ['src/main/libre/', 'src/main/history/', 'src/main/cli/', 'src/main/settings/']],
    [
      'src/main/history/',
      ['src/main/libre/', 'src/main/cli/', 'src/main/credentials/', 'src/main/settings/'],
    ],
    [
      'src/main/credentials/',
      ['src/main/libre/', 'src/main/history/', 'src/main/cli/', 'src/main/settings/'],
    ],
    [
      'src/main/settings/',
      ['src/main/libre/', 'src/main/history/', 'src/main/cli/', 'src/main/credentials/'],
    ],
    ['src/main/service.ts', ['src/main/cli/', 'src/main/desktop/']],
    ['src/main/monitor/', ['src/main/cli/', 'src/main/desktop/', 'src/main/simulator/']],
    ['src/main/desktop/', ['src/main/cli/']],
    ['src/main/log/', ['src/main/libre/', 'src/main/simulator/', 'src/main/cli/', 'src/main/desktop/']],
    ['src/main/alarms/', ['src/main/libre/', 'src/main/simulator/', 'src/main/cli/', 'src/main/desktop/']],
    // The window knows the contract; the preload must be a file of its own that requires nothing but electron.
    ['src/renderer/', ['src/main/']],
    ['src/main/preload.ts', ['src/main/', 'src/shared/settings/schema.ts']],
    ['src/main/cli/', ['src/main/desktop/', 'src/main/index.ts']],
  ])('%s does not reach into the rooms it has no business in', (room, closed) => {
    expectNone(
      imports.filter(
        (one) => one.from.startsWith(room) && closed.some((other) => one.what.startsWith(other)),
      ),
    );
  });

  it('imports go in no circle, those of types neither', () => {
    const next = new Map<string, string[]>();
    for (const one of imports) {
      if (isLocal(one)) next.set(one.from, [...(next.get(one.from) ?? []), one.what]);
    }
    const done = new Set<string>();
    const walk = (file: string, path: string[]): string[] | null => {
      if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
      if (done.has(file)) return null;
      for (const other of next.get(file) ?? []) {
        const circle = walk(other, [...path, file]);
        if (circle) return circle;
      }
      done.add(file);
      return null;
    };
    for (const file of files) expect(walk(file, [])).toBeNull();
  });

  it('every relative import names a file that is there', () => {
    const known = new Set(files);
    expectNone(imports.filter((one) => isLocal(one) && !known.has(one.what)));
  });

  it('no file is called after nothing in particular', () => {
    expect(
      files.filter((file) => /\/(utils?|helpers?|common|misc|manager|handlers?)\.tsx?$/.test(file)),
    ).toEqual([]);
  });
});
