import { net, protocol } from 'electron';
import { realpath } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { CONTENT_SECURITY_POLICY, fileOf, isInside } from './app-address.ts';

/** Must be called before the app is ready, and once. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built window. Every answer has the policy: one without it would be a page where anything may run. */
export function serveApp(folder: string): void {
  protocol.handle('app', async (request) => {
    const file = request.method === 'GET' ? fileOf(request.url, folder) : null;
    const served =
      (file !== null && (await read(file, folder))) || new Response('Not found', { status: 404 });
    const headers = new Headers(served.headers);
    headers.set('content-security-policy', CONTENT_SECURITY_POLICY);
    headers.set('x-content-type-options', 'nosniff');
    headers.set('referrer-policy', 'no-referrer');
    headers.set('x-dns-prefetch-control', 'off');
    return new Response(served.body, { status: served.status, headers });
  });
}

async function read(file: string, folder: string): Promise<Response | null> {
  try {
    const [path, root] = await Promise.all([realpath(file), realpath(folder)]);
    if (!isInside(path, root)) return null;
  } catch {
    // No link to follow: not there at all, which the next lines find out, or inside the package.
  }
  try {
    return await net.fetch(pathToFileURL(file).toString());
  } catch {
    return null;
  }
}
