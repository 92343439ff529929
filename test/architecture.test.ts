import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseSync, Visitor } from 'vite';
import { describe, expect, it } from 'vitest';

/*
 * The walls of the house: what each room may import. A room that is not named may not be there, and what is not named it
 * may not import, types included. Imports are read by the parser that builds the program.
 */

const ROOT = resolve(import.meta.dirname, '..');
const SOURCES = join(ROOT, 'src');

/** Room → the rooms it may import, besides itself and `shared`. */
const ROOMS: Record<string, readonly string[]> = {
  // Loose files; each for itself.
  'main/index.ts': [
    'main/desktop/alarms',
    'main/desktop/ipc',
    'main/desktop/life',
    'main/desktop/locale',
    'main/desktop/profile',
    'main/desktop/tray',
    'main/desktop/windows',
    'main/files',
    'main/session',
    'main/time',
    'shared/messages',
  ],
  'main/preload.ts': ['shared/ipc'],
  'main/package.ts': ['main/service.ts', 'main/simulator', 'shared/glucose'],
  'main/service.ts': [
    'main/credentials',
    'main/history',
    'main/libre',
    'main/monitor',
    'main/profile',
    'main/reports',
    'main/settings',
    'main/time',
    'shared/glucose',
    'shared/report',
    'shared/statistics',
  ],
  /** `problems.ts`, `result.ts`, `time.ts`, `printable.ts`: for everybody. */
  shared: [],
  /** The bridge, the feed of snapshots, how things are written: for every page. */
  renderer: ['shared/glucose', 'shared/ipc', 'shared/messages', 'shared/settings', 'shared/state'],
  'renderer/alarm': ['renderer', 'shared/alarms', 'shared/glucose', 'shared/ipc', 'shared/messages'],
  'renderer/charts': [
    'shared/alarms',
    'shared/chart',
    'shared/glucose',
    'shared/messages',
    'shared/statistics',
  ],
  'renderer/components': [
    'renderer',
    'shared/alarms',
    'shared/glucose',
    'shared/ipc',
    'shared/messages',
    'shared/settings',
    'shared/state',
  ],
  'renderer/window': [
    'renderer',
    'renderer/charts',
    'renderer/components',
    'shared/alarms',
    'shared/chart',
    'shared/doctor',
    'shared/exchange',
    'shared/glucose',
    'shared/ipc',
    'shared/messages',
    'shared/report',
    'shared/settings',
    'shared/state',
    'shared/statistics',
  ],
  'main/alarms': [
    'main/files',
    'main/history',
    'main/monitor',
    'main/profile',
    'main/time',
    'shared/alarms',
    'shared/glucose',
    'shared/settings',
    'shared/state',
  ],
  'main/cli': [
    'main/alarms',
    'main/computer',
    'main/credentials',
    'main/doctor',
    'main/erase',
    'main/exchange',
    'main/feed',
    'main/files',
    'main/history',
    'main/libre',
    'main/monitor',
    'main/nightscout',
    'main/profile',
    'main/reports',
    'main/service.ts',
    'main/session',
    'main/settings',
    'main/simulator',
    'main/time',
    'shared/alarms',
    'shared/doctor',
    'shared/exchange',
    'shared/glucose',
    'shared/messages',
    'shared/report',
    'shared/settings',
    'shared/state',
    'shared/statistics',
    'shared/status',
  ],
  'main/computer': ['main/dbus', 'main/time', 'shared/night'],
  'main/credentials': ['main/files', 'main/time', 'shared/state'],
  'main/dbus': ['main/time'],
  'main/desktop/alarms': [
    'main/alarms',
    'main/computer',
    'main/desktop/life',
    'main/desktop/notify',
    'main/desktop/tray',
    'main/desktop/windows',
    'main/evening',
    'main/history',
    'main/profile',
    'main/reports',
    'main/session',
    'main/time',
    'shared/alarms',
    'shared/ipc',
    'shared/messages',
    'shared/night',
    'shared/settings',
    'shared/state',
  ],
  'main/desktop/exchange': [
    'main/desktop/windows',
    'main/exchange',
    'main/files',
    'main/profile',
    'main/reports',
    'shared/exchange',
    'shared/glucose',
    'shared/ipc',
    'shared/messages',
  ],
  'main/desktop/ipc': [
    'main/desktop/alarms',
    'main/desktop/exchange',
    'main/desktop/life',
    'main/desktop/report',
    'main/desktop/status',
    'main/desktop/windows',
    'main/erase',
    'main/exchange',
    'main/profile',
    'main/reports',
    'main/session',
    'main/time',
    'shared/alarms',
    'shared/exchange',
    'shared/glucose',
    'shared/ipc',
    'shared/report',
    'shared/settings',
    'shared/statistics',
  ],
  'main/desktop/life': [
    'main/credentials',
    'main/desktop/profile',
    'main/desktop/watchdog',
    'main/desktop/windows',
    'main/files',
    'main/log',
    'main/profile',
    'main/reports',
    'main/session',
    'main/time',
    'main/updates',
    'shared/ipc',
    'shared/messages',
    'shared/settings',
    'shared/state',
  ],
  'main/desktop/locale': ['shared/messages'],
  'main/desktop/notify': [
    'main/alarms',
    'main/dbus',
    'main/desktop/picture',
    'main/time',
    'shared/alarms',
    'shared/glucose',
    'shared/messages',
    'shared/settings',
    'shared/state',
  ],
  'main/desktop/picture': ['shared/glucose', 'shared/settings'],
  'main/desktop/profile': [
    'main/credentials',
    'main/history',
    'main/log',
    'main/profile',
    'main/settings',
    'main/time',
    'shared/state',
  ],
  'main/desktop/report': [
    'main/desktop/windows',
    'main/files',
    'main/profile',
    'main/reports',
    'main/time',
    'shared/ipc',
    'shared/report',
  ],
  'main/desktop/status': [
    'main/computer',
    'main/credentials',
    'main/desktop/alarms',
    'main/desktop/life',
    'main/doctor',
    'main/files',
    'main/log',
    'main/profile',
    'main/reports',
    'main/session',
    'main/time',
    'shared/doctor',
    'shared/ipc',
    'shared/settings',
    'shared/state',
    'shared/statistics',
  ],
  'main/desktop/tray': [
    'main/dbus',
    'main/desktop/life',
    'main/desktop/picture',
    'main/desktop/windows',
    'main/profile',
    'main/reports',
    'main/session',
    'main/time',
    'shared/alarms',
    'shared/glucose',
    'shared/messages',
    'shared/settings',
    'shared/state',
    'shared/status',
  ],
  'main/desktop/watchdog': ['main/dbus', 'main/files', 'main/time', 'shared/messages'],
  'main/desktop/windows': ['main/files', 'main/session', 'main/time', 'shared/ipc', 'shared/messages'],
  'main/doctor': [
    'main/evening',
    'main/files',
    'main/history',
    'main/settings',
    'main/time',
    'shared/alarms',
    'shared/doctor',
    'shared/night',
    'shared/settings',
    'shared/status',
  ],
  'main/erase': [
    'main/alarms',
    'main/credentials',
    'main/evening',
    'main/files',
    'main/history',
    'main/nightscout',
    'main/profile',
    'shared/glucose',
    'shared/settings',
  ],
  'main/updates': ['main/files', 'main/time', 'shared/state'],
  'main/evening': ['main/files', 'main/time', 'shared/night', 'shared/statistics'],
  'main/exchange': [
    'main/files',
    'main/history',
    'main/profile',
    'main/reports',
    'main/time',
    'shared/exchange',
    'shared/glucose',
    'shared/ipc',
    'shared/messages',
  ],
  'main/feed': [
    'main/alarms',
    'main/files',
    'main/history',
    'main/monitor',
    'main/profile',
    'main/time',
    'shared/exchange',
    'shared/feed',
    'shared/glucose',
    'shared/settings',
    'shared/state',
    'shared/status',
  ],
  'main/files': ['main/time'],
  'main/history': [
    'main/files',
    'main/time',
    'shared/alarms',
    'shared/chart',
    'shared/exchange',
    'shared/glucose',
    'shared/report',
    'shared/state',
    'shared/statistics',
  ],
  'main/libre': [
    'main/credentials',
    'main/files',
    'main/log',
    'main/time',
    'shared/alarms',
    'shared/glucose',
    'shared/status',
  ],
  'main/log': [
    'main/credentials',
    'main/files',
    'main/time',
    'shared/alarms',
    'shared/settings',
    'shared/state',
  ],
  'main/monitor': [
    'main/files',
    'main/history',
    'main/libre',
    'main/profile',
    'main/reports',
    'main/time',
    'shared/alarms',
    'shared/glucose',
    'shared/settings',
    'shared/state',
    'shared/status',
  ],
  'main/nightscout': [
    'main/files',
    'main/history',
    'main/libre',
    'main/profile',
    'main/settings',
    'main/time',
    'shared/exchange',
    'shared/glucose',
    'shared/settings',
    'shared/state',
  ],
  'main/profile': [
    'main/credentials',
    'main/files',
    'main/history',
    'main/libre',
    'main/settings',
    'main/time',
    'shared/glucose',
    'shared/settings',
  ],
  'main/reports': [
    'main/history',
    'main/profile',
    'main/time',
    'shared/alarms',
    'shared/glucose',
    'shared/ipc',
    'shared/report',
    'shared/settings',
    'shared/state',
    'shared/statistics',
  ],
  'main/session': [
    'main/alarms',
    'main/credentials',
    'main/feed',
    'main/files',
    'main/history',
    'main/libre',
    'main/log',
    'main/monitor',
    'main/nightscout',
    'main/profile',
    'main/settings',
    'main/simulator',
    'main/time',
    'shared/alarms',
    'shared/glucose',
    'shared/ipc',
    'shared/messages',
    'shared/settings',
    'shared/state',
    'shared/statistics',
    'shared/status',
  ],
  'main/settings': ['main/files', 'main/time', 'shared/settings'],
  'main/simulator': ['main/time', 'shared/glucose'],
  'main/time': ['shared/glucose', 'shared/statistics'],
  'shared/alarms': ['shared/glucose'],
  'shared/chart': ['shared/alarms', 'shared/glucose', 'shared/statistics'],
  'shared/doctor': ['shared/alarms', 'shared/messages', 'shared/night', 'shared/state', 'shared/status'],
  'shared/exchange': ['shared/alarms', 'shared/glucose', 'shared/settings', 'shared/statistics'],
  'shared/feed': ['shared/alarms', 'shared/exchange', 'shared/glucose'],
  'shared/glucose': [],
  'shared/ipc': [
    'shared/alarms',
    'shared/chart',
    'shared/doctor',
    'shared/exchange',
    'shared/glucose',
    'shared/report',
    'shared/settings',
    'shared/state',
    'shared/statistics',
  ],
  'shared/messages': ['shared/alarms', 'shared/chart', 'shared/glucose', 'shared/state'],
  'shared/night': ['shared/alarms', 'shared/messages', 'shared/statistics'],
  'shared/report': ['shared/glucose', 'shared/messages', 'shared/statistics'],
  'shared/settings': ['shared/alarms', 'shared/glucose', 'shared/statistics'],
  'shared/state': ['shared/alarms', 'shared/glucose', 'shared/settings'],
  'shared/statistics': ['shared/glucose'],
  'shared/status': ['shared/alarms', 'shared/glucose', 'shared/messages', 'shared/settings', 'shared/state'],
};

interface Import {
  from: string;
  /** A package or `node:` name, or the path of a source file from the root. */
  what: string;
}

const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => join('src', name).replaceAll('\\', '/'));

/** Everything a file imports: statements, types named in place, dynamic imports and requires of a literal name. */
function importsIn(file: string, text: string): Import[] {
  const { program, module } = parseSync(file, text);
  const names = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.map(({ moduleRequest }) => moduleRequest?.value),
    ),
  ];
  const literal = (node: { type: string }) => ('value' in node ? String(node.value) : undefined);
  new Visitor({
    ImportExpression: ({ source }) => void names.push(literal(source)),
    TSImportType: ({ source }) => void names.push(literal(source)),
    CallExpression({ callee, arguments: [first] }) {
      if (callee.type === 'Identifier' && callee.name === 'require' && first) names.push(literal(first));
    },
  }).visit(program);
  return [...new Set(names)].flatMap((name) => {
    if (name === undefined) return [];
    const what = name.startsWith('.') ? relative(ROOT, join(ROOT, dirname(file), name)) : name;
    return [{ from: file, what: what.replaceAll('\\', '/') }];
  });
}

const importsOf = (file: string): Import[] => importsIn(file, readFileSync(join(ROOT, file), 'utf8'));

/**
 * The room of a file: its folder below main, renderer or shared, one deeper in desktop. Files that lie loose are a room
 * each in main, one room in renderer and shared.
 */
function roomOf(file: string): string {
  const [, side = '', ...path] = file.split('/');
  const folders = path.slice(0, -1).slice(0, side === 'main' && path[0] === 'desktop' ? 2 : 1);
  if (folders.length > 0) return [side, ...folders].join('/');
  return side === 'main' ? `main/${path[0]}` : side;
}

/** What is imported through a wall. */
function throughWalls(found: readonly Import[]): string[] {
  const wrong = found.filter((one) => {
    const from = roomOf(one.from);
    const allowed = ROOMS[from];
    if (allowed === undefined) return true;
    if (!isLocal(one)) return false;
    const to = roomOf(one.what);
    return to !== from && to !== 'shared' && !allowed.includes(to);
  });
  return wrong.map(shown);
}

/** A way that comes back to where it began, if there is one. */
function circleIn(nodes: Iterable<string>, next: (node: string) => readonly string[]): string[] | null {
  const done = new Set<string>();
  const walk = (node: string, path: string[]): string[] | null => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    if (done.has(node)) return null;
    for (const other of next(node)) {
      const circle = walk(other, [...path, node]);
      if (circle) return circle;
    }
    done.add(node);
    return null;
  };
  for (const node of nodes) {
    const circle = walk(node, []);
    if (circle) return circle;
  }
  return null;
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
  papaparse: ['src/main/exchange/'],
  preact: ['src/renderer/', 'src/shared/report/'],
  'preact-render-to-string': ['src/shared/report/'],
  '@preact/signals': ['src/renderer/'],
  'string-width': ['src/main/cli/'],
  'temporal-polyfill': ['src/main/cli/', 'src/main/simulator/', 'src/shared/exchange/'],
  zod: ['src/shared/schemas.ts'],
};

describe('the architecture', () => {
  it('is looked at as a whole', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(imports.length).toBeGreaterThan(150);
    expect(imports.some(({ what }) => what === 'src/shared/result.ts')).toBe(true);
  });

  it('no room imports what it is not allowed to, and no room is there that is not named', () => {
    expect(throughWalls(imports)).toEqual([]);
    expect(files.map(roomOf).filter((room) => !(room in ROOMS))).toEqual([]);
  });

  it('a room without a wall of its own fails with its first import, or its first file', () => {
    const what = 'src/shared/result.ts';
    expect(throughWalls([{ from: 'src/main/extra/new.ts', what }])).toHaveLength(1);
    expect(throughWalls([{ from: 'src/main/loose.ts', what }])).toHaveLength(1);
    expect(roomOf('src/main/desktop/extra/new.ts') in ROOMS).toBe(false);
  });

  it('finds imports however they are written', () => {
    const text = `import type { A } from './a.ts'; export { b } from './b.ts'; import './c.ts';
      export * from './d.ts'; const e = import('./e.ts'); type F = import('./f.ts').F; const g = require('./g.ts');`;
    const found = importsIn('src/shared/x.ts', text).map(({ what }) => what);
    expect(found.toSorted()).toEqual(
      ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((one) => `src/shared/${one}.ts`),
    );
  });

  it('every room that is named is there, and every wall is used', () => {
    const rooms = new Set(files.map(roomOf));
    expect(Object.keys(ROOMS).filter((room) => !rooms.has(room))).toEqual([]);
    const used = new Set(
      imports.filter(isLocal).map(({ from, what }) => `${roomOf(from)} → ${roomOf(what)}`),
    );
    const unused = Object.entries(ROOMS).flatMap(([room, allowed]) =>
      allowed.map((other) => `${room} → ${other}`).filter((wall) => !used.has(wall)),
    );
    expect(unused).toEqual([]);
  });

  it('rooms go in no circle, types included', () => {
    expect(circleIn(Object.keys(ROOMS), (room) => ROOMS[room] ?? [])).toBeNull();
  });

  it('docs/architecture.md names every room', () => {
    const text = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');
    const rooms = Object.keys(ROOMS).filter((room) => room.includes('/') && !room.endsWith('.ts'));
    expect(rooms.filter((room) => !text.includes(`\`src/${room}\``))).toEqual([]);
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

  it('files import each other in no circle, types included', () => {
    const next = new Map<string, string[]>();
    for (const one of imports)
      if (isLocal(one)) next.set(one.from, [...(next.get(one.from) ?? []), one.what]);
    expect(circleIn(files, (file) => next.get(file) ?? [])).toBeNull();
  });

  it('every relative import names a file that is there', () => {
    expectNone(imports.filter((one) => isLocal(one) && !existsSync(join(ROOT, one.what))));
  });

  it('no file is called after nothing in particular', () => {
    expect(
      files.filter((file) => /\/(utils?|helpers?|common|misc|manager|handlers?)\.tsx?$/.test(file)),
    ).toEqual([]);
  });
});
