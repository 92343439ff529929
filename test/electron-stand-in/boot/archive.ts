/**
 * Lets an app start from inside its `app.asar`, in every thread: modules, workers, preload and files keep the archive's
 * path, as in Electron, and their bytes come from a folder it was extracted to, which ELECTRON_STAND_IN_EXTRACTED names.
 * Native modules come from `app.asar.unpacked`, since the system itself opens them.
 */
import fs from 'node:fs';
import Module, { createRequire, registerHooks, syncBuiltinESMExports } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The calls of `fs` that the app, and the stand-in for it, read its own files with. */
const READING = ['access', 'existsSync', 'open', 'openSync', 'readFile', 'readFileSync', 'stat', 'statSync'];

/** `archive` and `extracted`: absolute paths. */
function readInside(archive: string, extracted: string): void {
  const archiveUrl = pathToFileURL(`${archive}/`).href;
  const extractedUrl = pathToFileURL(`${extracted}/`).href;
  const isInside = (given: string) => given.startsWith(`${archive}/`) || given.startsWith(archiveUrl);
  const outside = (given: string) =>
    given.replace(archiveUrl, extractedUrl).replace(`${archive}/`, `${extracted}/`);
  const insidePath = (path: string) => path.replace(`${extracted}/`, `${archive}/`);
  const inside = (url: string) => url.replace(extractedUrl, archiveUrl);

  const pathOutside = (path: unknown) => {
    const text = path instanceof URL && path.protocol === 'file:' ? fileURLToPath(path) : path;
    return typeof text === 'string' && isInside(text) ? outside(text) : path;
  };

  registerHooks({
    resolve(specifier, context, nextResolve) {
      const found = nextResolve(outside(specifier), {
        ...context,
        parentURL: outside(context.parentURL ?? ''),
      });
      return { ...found, url: inside(found.url) };
    },
    load(url, context, nextLoad) {
      return nextLoad(outside(url), context);
    },
  });

  // `require` knows the module it stands in by the module itself, not by what a hook is told.
  const modules = Module as unknown as { _resolveFilename: (...given: unknown[]) => string };
  const { _resolveFilename } = modules;
  modules._resolveFilename = (request, parent, ...rest) => {
    const from = (parent as { filename?: string | null } | undefined)?.filename ?? '';
    const asked = pathOutside(request);
    if (!isInside(from)) return insidePath(_resolveFilename(asked, parent, ...rest));
    return insidePath(createRequire(outside(from)).resolve(asked as string));
  };

  for (const calls of [fs, fs.promises] as unknown as Record<string, unknown>[]) {
    for (const name of READING) {
      const call = calls[name];
      if (typeof call !== 'function') continue;
      calls[name] = (path: unknown, ...rest: unknown[]) =>
        (call as (...given: unknown[]) => unknown).call(calls, pathOutside(path), ...rest);
    }
  }
  syncBuiltinESMExports();

  const dlopen = process.dlopen.bind(process);
  process.dlopen = (module: object, path: string, ...rest: number[]) =>
    dlopen(module, path.replace(`${archive}/`, `${archive}.unpacked/`), ...rest);
}

const extracted = process.env['ELECTRON_STAND_IN_EXTRACTED'];
const archive = process.env['ELECTRON_STAND_IN_ARCHIVE'];
if (archive !== undefined && extracted !== undefined) readInside(archive, extracted);
