/**
 * What Electron does around the app's main script: makes the process look like Electron's, loads the script, then
 * lets `ready` happen.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { dialog } from '../desktop/dialog.ts';
import { launch } from './launch.ts';
import { startLifecycle } from '../app/lifecycle.ts';

const { version } = JSON.parse(
  readFileSync(new URL('../../../node_modules/electron/package.json', import.meta.url), 'utf8'),
) as { version: string };

const define = (name: string, value: unknown) =>
  Object.defineProperty(process, name, { value, enumerable: true, configurable: true, writable: true });

define('execPath', launch.executable);
define('type', 'browser');
define('defaultApp', process.env['ELECTRON_STAND_IN_PACKAGED'] === undefined ? true : undefined);
define('resourcesPath', join(launch.appPath, '..'));
define('versions', Object.freeze({ ...process.versions, electron: version, chrome: '156.0.0.0' }));
process.argv = [launch.executable, ...launch.argv];

// Electron shows a box and goes on, unless the app has a listener of its own.
process.on('uncaughtException', (error: unknown) => {
  if (process.listenerCount('uncaughtException') > 1) return;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  console.error(text);
  dialog.showErrorBox('A JavaScript error occurred in the main process', `Uncaught Exception:\n${text}`);
});

await import(pathToFileURL(launch.entry).href);
// Only now: a main script that waits for `ready` at its top level never gets it, as in Electron.
await startLifecycle();
