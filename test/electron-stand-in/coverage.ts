/**
 * Whether the stand-in has everything of electron that the app uses: the compiler looks at the app with the stand-in in
 * electron's place. The other direction, whether what the stand-in has is as Electron has it, is in the stand-in's own
 * types (`implements Pick<Electron.…>`).
 *
 * `node test/electron-stand-in/coverage.ts` prints what is missing.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
/** The check itself does not stand: no files, a wrong option, a shim that is not TypeScript. */
const BROKEN = /error TS(?:5\d{3}|6\d{3}|18\d{3})\b|stand-in-coverage-\w+\/electron\.ts/;

/**
 * Errors of the compiler that mean that something is not there. Others are not looked at: the app takes its types from
 * Electron's namespace here and there, and they are not the stand-in's classes.
 */
const MISSING = /error TS(?:2305|2339|2551|2576|2614|2724)\b/;

/** Types of Electron that are classes of the stand-in, and where they are. */
const CLASSES: Record<string, string> = {
  App: 'app/app.ts',
  IpcMain: 'ipc/ipc-main.ts',
  NativeImage: 'desktop/native-image.ts',
  NativeTheme: 'desktop/native-theme.ts',
  PowerMonitor: 'desktop/power.ts',
  Screen: 'desktop/screen.ts',
  Session: 'session/session.ts',
  WebContents: 'window/web-contents.ts',
};

/**
 * Writes an `electron` whose values and classes are the stand-in's, and whose other types are Electron's. The ambient module
 * of electron.d.ts would win over any mapping, so the check reads a copy without it.
 */
function writeShim(folder: string): void {
  const types = readFileSync(join(ROOT, 'node_modules/electron/electron.d.ts'), 'utf8');
  writeFileSync(
    join(folder, 'electron-types.d.ts'),
    types.replaceAll(/^declare module 'electron/gm, "declare module 'real-electron"),
  );
  const standIn = readFileSync(join(ROOT, 'test/electron-stand-in/electron.ts'), 'utf8');
  const [, values = ''] = /^export \{([^}]*)\};/m.exec(standIn) ?? [];
  const [, exported = ''] = /namespace CrossProcessExports \{(.*?)^ {2}\}/ms.exec(types) ?? [];
  const provided = new Set([...values.matchAll(/\w+/g)].map(([name]) => name).concat(Object.keys(CLASSES)));
  const typeLines = [...exported.matchAll(/^ {4}(type (\w+).*)$/gm)]
    .filter(([, , name = '']) => !provided.has(name))
    .map(([, line]) => `export ${line}`);
  const source = '../../test/electron-stand-in';
  writeFileSync(
    join(folder, 'electron.ts'),
    [
      '/// <reference path="./electron-types.d.ts" />',
      ...typeLines,
      ...Object.entries(CLASSES).map(([name, file]) => `export type { ${name} } from '${source}/${file}';`),
      `export {${values}} from '${source}/electron.ts';`,
      `export { default } from '${source}/electron.ts';`,
    ].join('\n'),
  );
}

/**
 * What of electron the given files use that the stand-in does not have, one line each.
 *
 * @param files TypeScript files, folders or patterns, from the root of the project
 */
export function missingFor(files: readonly string[]): string[] {
  // Inside the project, so that packages are found; in `out`, so that nobody keeps it.
  mkdirSync(join(ROOT, 'out'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, 'out/stand-in-coverage-'));
  try {
    writeShim(folder);
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        extends: '../../tsconfig.base.json',
        compilerOptions: {
          composite: false,
          emitDeclarationOnly: false,
          noEmit: true,
          // Electron's types taken by its default export are found in its namespace instead, here.
          noUnusedLocals: false,
          rootDir: '../..',
          lib: ['es2024', 'dom', 'dom.iterable'],
          // The pages of the report are drawn in main, too.
          jsx: 'react-jsx',
          jsxImportSource: 'preact',
          types: ['node'],
          paths: { electron: ['./electron.ts'] },
        },
        include: files.map((file) => join('../..', file)),
      }),
    );
    // TypeScript itself, on the Node that runs this: `.bin` could name an older one.
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const { stdout, stderr } = spawnSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    if (stderr !== '') throw new Error(stderr);
    return stdout.split('\n').filter((line) => MISSING.test(line) || BROKEN.test(line));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Where the app imports electron in its main process. The preload's part of it is checked by running it. */
export const APP = ['src/main/index.ts', 'src/main/desktop'];

if (import.meta.main) {
  const missing = missingFor(APP);
  for (const line of missing) console.error(line);
  process.exitCode = missing.length > 0 ? 1 : 0;
}
