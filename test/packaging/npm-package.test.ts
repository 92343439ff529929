import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { keyringMissing, startInScene } from '../support/private-keyring.ts';
import { runCli, temporaryDirectory } from '../support/run-cli.ts';

/*
 * What `npm pack` makes of the build, and what it does where it is installed: the files are put where npm would put
 * them. An installation by npm itself, which wants a network, is tried in the long run.
 */
const ROOT = resolve(import.meta.dirname, '../..');
const BUILT = existsSync(join(ROOT, 'out/main/cli.js'));
const isLong = process.env['GLUCOGLANCE_LONG'] === '1';
const MODULES = join(ROOT, 'node_modules');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

interface Packed {
  filename: string;
  size: number;
  files: { path: string; size: number }[];
}

let folder: string;
let packed: Packed;
let paths: string[];

/** A folder in which the package is installed, with these of what it depends on. */
function installed(...packages: string[]): string {
  const there = temporaryDirectory();
  const own = join(there, 'node_modules/glucoglance');
  mkdirSync(own, { recursive: true });
  execFileSync('tar', ['-xzf', join(folder, packed.filename), '--strip-components=1', '-C', own]);
  for (const name of packages) symlinkSync(join(MODULES, name), join(there, 'node_modules', name));
  return there;
}
const entryIn = (there: string) => join(there, 'node_modules/glucoglance/scripts/glucoglance.mjs');

// `npm test` builds first; `npm run test:unit` on a fresh clone has nothing built to pack.
describe.skipIf(!BUILT)('the npm package (skipped before the first build)', () => {
  beforeAll(() => {
    folder = temporaryDirectory();
    const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
    const answer: unknown = JSON.parse(execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8' }));
    // A list of packages, or since npm 12 an object by their names.
    packed = Object.values(answer as Record<string, Packed>)[0]!;
    paths = packed.files.map(({ path }) => path);
  });

  it('is small: under 200 files and 1.5 MB', () => {
    expect(paths.length).toBeLessThan(200);
    expect(packed.size).toBeLessThan(1.5e6);
  });

  it('holds the build, its types and manual, and no sources, tests, maps or windows', () => {
    expect(new Set(paths.map((path) => path.split('/').slice(0, 2).join('/')))).toEqual(
      new Set([
        'LICENSE',
        'README.md',
        'out/THIRD-PARTY-NOTICES.txt',
        'out/main',
        'out/man',
        'out/package.d.ts',
        'package.json',
        'scripts/glucoglance.mjs',
        'scripts/require-node.mjs',
      ]),
    );
    const unwanted = /(?<!\.d)\.[cm]?tsx?$|\.(map|tsbuildinfo)$|\btests?\b|\bspec\b|desktop|watchdog/;
    expect(paths.filter((path) => unwanted.test(path))).toEqual([]);
  });

  it('holds every file that another one loads, and hardly one that none does', () => {
    const main = (name: string) => join('out/main', name);
    const loaded = new Set<string>();
    const load = (path: string) => {
      if (loaded.has(path)) return;
      loaded.add(path);
      const code = readFileSync(join(ROOT, path), 'utf8');
      for (const [, name] of code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*["'](\.{1,2}\/[^"'\s]+)["']/g))
        load(join(dirname(path), name!));
    };
    const started = [
      'cli.js',
      'package.js',
      'status-now.cjs',
      'history-worker.js',
      'understanding-worker.js',
    ];
    for (const name of started) load(main(name));
    expect([...loaded].filter((path) => !paths.includes(path))).toEqual([]);
    // npm packs what `main` in package.json names, whatever `files` says: there Electron finds the desktop.
    const idle = packed.files.filter(
      ({ path }) => path.startsWith('out/main/') && !loaded.has(path) && path !== main('index.js'),
    );
    expect(idle.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(20_000);
  });

  it('depends on native code alone, and brings the licences of all that it holds', () => {
    const { dependencies, optionalDependencies } = JSON.parse(
      readFileSync(join(ROOT, 'package.json'), 'utf8'),
    ) as Record<string, Record<string, string>>;
    expect(Object.keys({ ...dependencies, ...optionalDependencies })).toEqual(['better-sqlite3', 'keytar']);
    const notices = readFileSync(join(ROOT, 'out/THIRD-PARTY-NOTICES.txt'), 'utf8');
    // Of the command line, of what both share, of the windows, and of what is installed beside them.
    for (const name of ['commander', 'zod', 'preact', 'chart.js', 'better-sqlite3'])
      expect(notices).toMatch(
        new RegExp(`^${name} \\d[^]*?\\(MIT\\)\\n\\n[^]*?Permission is hereby granted`, 'm'),
      );
  });

  it('runs, without a keychain module', async () => {
    const there = installed('better-sqlite3');
    const environment = { GLUCOGLANCE_DATA_DIR: join(there, 'data') };
    const run = await runCli(['--demo', 'current', '--json'], { entry: entryIn(there), environment });
    expect(run).toMatchObject({ code: 0, error: '' });
    expect(run.json()).toHaveLength(2);
  });

  it.skipIf(keyringMissing() !== null)(
    'uses the keychain with keytar, and says without that it has none',
    async () => {
      const keychain = async (there: string) => {
        const data = ['--data-dir', join(there, 'data')];
        const { child } = startInScene('unlocked', [
          process.execPath,
          entryIn(there),
          'doctor',
          '--json',
          '--lang',
          'en',
          ...data,
        ]);
        const checks = JSON.parse(await text(child.stdout)) as {
          check: string;
          ok: boolean;
          detail: string;
        }[];
        return checks.find(({ check }) => check === 'keychain')!;
      };
      expect(await keychain(installed('better-sqlite3', 'keytar'))).toMatchObject({ ok: true });
      const without = await keychain(installed('better-sqlite3'));
      expect(without.ok).toBe(false);
      expect(without.detail).toContain('keytar');
    },
  );

  it('says what it needs on another Node, in one line', () => {
    const there = installed();
    const older = "Object.defineProperty(process, 'versions', { value: { node: '20.19.0' } })";
    const run = spawnSync(
      process.execPath,
      ['--import', `data:text/javascript,${encodeURIComponent(older)}`, entryIn(there), '--version'],
      { encoding: 'utf8' },
    );
    expect(run.stderr).toBe(
      'Glucoglance needs Node 24 or newer; this is Node 20.19.0. ' +
        'Install Node 24 (https://nodejs.org), then Glucoglance again with the npm that comes with it.\n',
    );
    expect(run.status).toBe(1);
  });

  it.each([
    ['nodenext', ['node']],
    ['bundler', []],
  ])('has types that compile whole (no skipLibCheck): module resolution %s', (moduleResolution, types) => {
    const there = installed();
    writeFileSync(join(there, 'package.json'), '{"type":"module"}');
    writeFileSync(join(there, 'program.ts'), /```ts\n([\s\S]*?)```/.exec(README)![1]!);
    const wrong =
      "import { GlucoseService } from 'glucoglance';\n// @ts-expect-error: a function makes it\nnew GlucoseService();\n";
    writeFileSync(join(there, 'wrong.ts'), wrong);
    const compilerOptions = {
      target: 'es2024',
      lib: types.length > 0 ? ['es2024'] : ['es2024', 'dom'],
      module: moduleResolution === 'bundler' ? 'esnext' : 'nodenext',
      moduleResolution,
      types,
      typeRoots: [join(MODULES, '@types')],
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
    };
    writeFileSync(
      join(there, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['program.ts', 'wrong.ts'] }),
    );
    const { stdout, status } = spawnSync(
      process.execPath,
      [join(MODULES, 'typescript/bin/tsc'), '-p', there],
      {
        encoding: 'utf8',
      },
    );
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });

  it.skipIf(!isLong)(
    'is installed by npm for all of a machine, manual too (long: wants a network)',
    async () => {
      const prefix = temporaryDirectory();
      const args = ['install', '--global', '--prefix', prefix, join(folder, packed.filename)];
      execFileSync('npm', args, { stdio: 'pipe' });
      const command = join(prefix, 'bin/glucoglance');
      expect(statSync(command).mode & 0o111).toBeTruthy();
      expect(globSync('{share,lib}/**/glucoglance.1', { cwd: prefix })).not.toEqual([]);
      // Nothing but what it needs: no Node of its own, no window.
      const modules = join(prefix, 'lib/node_modules/glucoglance/node_modules');
      expect(existsSync(join(modules, 'better-sqlite3'))).toBe(true);
      for (const name of ['node', 'electron', 'electron-store', 'zod'])
        expect(existsSync(join(modules, name))).toBe(false);
      const run = await runCli(['--demo', 'current', '--json'], {
        entry: command,
        environment: { GLUCOGLANCE_DATA_DIR: join(prefix, 'data') },
      });
      expect(run).toMatchObject({ code: 0, error: '' });
      expect(run.json()).toHaveLength(2);
    },
  );
});
