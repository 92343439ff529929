/**
 * Makes `import 'electron'` and `require('electron')` mean the stand-in, in every module of the process: the app's own
 * and its packages' (electron-store imports electron too). Loaded with `--import`, so before anything else.
 */
import { registerHooks } from 'node:module';

const url = new URL('../electron.ts', import.meta.url).href;
const NAMES = new Set(['electron', 'electron/main', 'electron/common']);

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (NAMES.has(specifier)) return { url, format: 'module-typescript', shortCircuit: true };
    return nextResolve(specifier, context);
  },
});
