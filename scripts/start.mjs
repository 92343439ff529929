// `npm start`: builds if the sources are newer than the build, then opens the desktop; where that is not possible, says
// why and watches the demo account in this terminal. Plain JavaScript, because an old Node must be able to say what is
// missing.
import './require-node.mjs';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const program = join(root, 'out/main/cli.js');
const electron = join(root, 'node_modules/electron');
const given = process.argv.slice(2);
/** So long a server that Electron is fetched from may be silent. */
const SILENCE_SECONDS = '30';

function newest(folder) {
  return Math.max(
    ...readdirSync(folder, { recursive: true }).map((name) => statSync(join(folder, name)).mtimeMs),
  );
}

/** The Electron that is there, or null. */
function installedElectron() {
  const elsewhere = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const pathFile = join(electron, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : 'electron';
  const path = join(elsewhere ?? join(electron, 'dist'), name);
  return existsSync(path) ? path : null;
}

/** What starts the desktop, or why nothing can. */
function desktop() {
  const { DISPLAY, WAYLAND_DISPLAY, ELECTRON_OVERRIDE_DIST_PATH } = process.env;
  const onLinux = process.platform === 'linux';
  if (onLinux && !DISPLAY && !WAYLAND_DISPLAY) return { why: 'There is no display here' };
  if (onLinux && !ELECTRON_OVERRIDE_DIST_PATH && process.getuid() === 0)
    return { why: 'Electron does not run as root (another user can start it)' };
  const installed = installedElectron();
  if (installed !== null) return { path: installed };
  fetchElectron();
  const downloaded = installedElectron();
  return downloaded === null ? { why: 'Electron could not be downloaded' } : { path: downloaded };
}

/** Says by itself how it goes, and why it fails. Node heeds the variables of a proxy only where it is told to. */
function fetchElectron() {
  const script = join(root, 'scripts/start/fetch-electron.mjs');
  const env = { NODE_USE_ENV_PROXY: '1', ...process.env };
  spawnSync(process.execPath, [script, electron, SILENCE_SECONDS], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env,
  });
}

/** Builds by the npm that runs this: on Windows `npm` is a script for a shell, which Node does not start as a program. */
function build() {
  const { npm_execpath: npm } = process.env;
  const isScript = npm !== undefined && /\.[cm]?js$/.test(npm);
  const [command, ...args] = isScript ? [process.execPath, npm] : [npm ?? 'npm'];
  // A command of the shell on Windows, where it is no program; it has no arguments from elsewhere.
  const shell = process.platform === 'win32' && !isScript;
  const options = { cwd: root, stdio: ['ignore', 2, 2], shell };
  const { status, signal, error } = spawnSync(
    command,
    [...args, 'run', '--silent', 'build:program'],
    options,
  );
  if (status === 0) return;
  const cause = error?.message ?? (signal ? `ended by ${signal}` : `exit code ${status}, see above`);
  console.error(`Glucoglance could not be built: ${cause}.`);
  process.exit(status ?? 1);
}

if (!existsSync(program) || statSync(program).mtimeMs < newest(join(root, 'src'))) {
  console.error('Building …');
  build();
}

const { path, why } = desktop();
if (path) {
  const child = spawn(path, [root, ...given], { cwd: root, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`The desktop could not be started: ${error.message}.`);
    process.exit(1);
  });
  child.on('exit', (code) => process.exit(code ?? 1));
} else {
  // In this process, so that whoever stops it stops the monitor.
  console.error(`${why}: watching the demo account in this terminal instead of the desktop. Ctrl+C ends it.`);
  process.argv = [process.execPath, program, '--demo', 'watch', ...given];
  await import(pathToFileURL(program).href);
}
