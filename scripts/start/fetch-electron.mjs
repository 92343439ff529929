// Fetches the Electron that lies beside its package, in a process of its own, for `npm start`: with signs of life, an end
// where nothing is heard, and the cause in words where it fails. By what Electron's own installer uses, which then
// finds it in the cache.
//
// Arguments: the folder of the package `electron`; how many seconds the server may be silent.
import { downloadArtifact } from '@electron/get';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [folder, patience] = process.argv.slice(2);
const SIGN_EVERY_MS = 3000;
const MEGABYTE = 1e6;

const json = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const { env } = process;
const server = new URL(env.npm_config_electron_mirror || env.ELECTRON_MIRROR || 'https://github.com/').origin;
const { version } = json('package.json');
const silence = new AbortController();

let timer;
function listen() {
  clearTimeout(timer);
  timer = setTimeout(() => silence.abort(new Error(`nothing was heard for ${patience} s`)), patience * 1000);
}

let toldAt = Date.now();
function progress({ transferred, total }) {
  listen();
  if (Date.now() < toldAt + SIGN_EVERY_MS) return;
  toldAt = Date.now();
  const of = total ? ` of ${Math.round(total / MEGABYTE)}` : '';
  console.error(`${Math.round(transferred / MEGABYTE)}${of} MB …`);
}

/** The cause beneath what fetch says of it. */
function causeOf(error) {
  const { cause } = error;
  if (cause instanceof Error) return causeOf(cause);
  // Several addresses were tried.
  if (error instanceof AggregateError) return causeOf(error.errors[0]);
  return error.message;
}

try {
  console.error(`Downloading Electron ${version} from ${server} …`);
  listen();
  await downloadArtifact({
    version,
    artifactName: 'electron',
    cacheRoot: env.electron_config_cache,
    checksums: json('checksums.json'),
    platform: process.platform,
    arch: process.arch,
    downloadOptions: { quiet: true, getProgressCallback: progress, signal: silence.signal },
  });
  clearTimeout(timer);
  createRequire(import.meta.url)(join(folder, 'install.js'));
} catch (error) {
  console.error(
    `${server}: ${causeOf(error)}.\n` +
      'ELECTRON_MIRROR names another server, HTTPS_PROXY a proxy, ELECTRON_OVERRIDE_DIST_PATH a folder in which Electron ' +
      'lies unpacked.',
  );
  process.exit(1);
}
