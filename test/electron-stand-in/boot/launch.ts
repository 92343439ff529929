import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** What package.json of the app says about it. */
export interface AppManifest {
  name?: string;
  productName?: string;
  version?: string;
  main?: string;
}

/** How this process was started: which app, and with what. */
export interface Launch {
  /** Path of the stand-in executable, what `process.execPath` is in Electron. */
  executable: string;
  /** The app's folder. */
  appPath: string;
  /** Its main script. */
  entry: string;
  manifest: AppManifest;
  /** What the app sees as `process.argv` after the executable: the app's path as given, then its arguments. */
  argv: string[];
  /** Every `--switch[=value]` on the command line, Chromium's too. */
  switches: string[];
  /** Playwright holds `ready` back until it has attached; see `lifecycle.ts`. */
  underPlaywright: boolean;
}

/** What Playwright puts before the app's path; its loader takes it away again in the real Electron. */
const INJECTED = /^--(?:inspect(?:-brk)?(?:=.*)?|remote-debugging-port=0|no-sandbox)$/;

export function readLaunch(given: readonly string[]): Launch {
  const argv = given.filter((argument) => !INJECTED.test(argument));
  const place = argv.find((argument) => !argument.startsWith('-'));
  const path = resolve(place ?? '.');
  if (!existsSync(path)) {
    console.error(`stand-in: there is no app at ${path}`);
    process.exit(1);
  }
  // An archive is a folder too; see `archive.ts`.
  const isFolder = statSync(path).isDirectory() || path.endsWith('.asar');
  const appPath = isFolder ? path : dirname(path);
  const manifestFile = join(appPath, 'package.json');
  const manifest = existsSync(manifestFile)
    ? (JSON.parse(readFileSync(manifestFile, 'utf8')) as AppManifest)
    : {};
  return {
    executable: process.env['ELECTRON_STAND_IN_EXECUTABLE'] ?? process.execPath,
    appPath,
    entry: isFolder ? join(appPath, manifest.main ?? 'index.js') : path,
    manifest,
    argv,
    switches: given.filter((argument) => argument.startsWith('--')),
    underPlaywright: given.includes('--remote-debugging-port=0'),
  };
}

/** Read once, when the stand-in is loaded: `start.ts` has not touched `process.argv` then. */
export const launch = readLaunch(process.argv.slice(2));

/** The value of `--name=value` on the command line. */
export function switchValue(name: string): string | undefined {
  return launch.switches.find((one) => one.startsWith(`--${name}=`))?.slice(name.length + 3);
}
