import { net, protocol } from 'electron';
import { realpath } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { CONTENT_SECURITY_POLICY, fileOf, isInside } from './app-address.ts';
import { HELD_PAGE_POLICY, heldPage } from './held-pages.ts';

/** Must be called before the app is ready, and once. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built window, and what main holds. Every answer has a policy: without one anything may run in a page. */
export function serveApp(folder: string): void {
  protocol.handle('app', async (request) => {
    const address = request.method === 'GET' ? request.url : '';
    const held = heldPage(address);
    if (held !== undefined)
      return guarded(
        new Response(held, { headers: { 'content-type': 'text/html; charset=utf-8' } }),
        HELD_PAGE_POLICY,
      );
    const file = fileOf(address, folder);
    const served = file !== null && (await read(file, folder));
    return guarded(served || new Response('Not found', { status: 404 }), CONTENT_SECURITY_POLICY);
  });
}

function guarded(served: Response, policy: string): Response {
  const headers = new Headers(served.headers);
  headers.set('content-security-policy', policy);
  headers.set('x-content-type-options', 'nosniff');
  headers.set('referrer-policy', 'no-referrer');
  headers.set('x-dns-prefetch-control', 'off');
  return new Response(served.body, { status: served.status, headers });
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
