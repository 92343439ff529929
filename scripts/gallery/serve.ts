import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { CONTENT_SECURITY_POLICY } from '../../src/main/desktop/windows/app-address.ts';

const FOLDER = join(import.meta.dirname, '../../out/renderer');
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

export interface Served {
  url: string;
  close: () => void;
}

/** What is answered under a path, and under what policy where it is not the window's own. */
export interface Answer {
  body: string | Uint8Array;
  policy?: string;
}

/** Serves on loopback alone. @param answer null: nothing is there; @param port 0: any that is free */
export async function serve(
  answer: (path: string) => Answer | null | Promise<Answer | null>,
  port = 0,
): Promise<Served> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    Promise.resolve(answer(path)).then(
      (found) => {
        if (found === null) return response.writeHead(404).end();
        response.writeHead(200, {
          'content-type': TYPES[extname(path)] ?? '',
          'content-security-policy': found.policy ?? CONTENT_SECURITY_POLICY,
          'x-content-type-options': 'nosniff',
          'cache-control': 'no-store',
        });
        return response.end(found.body);
      },
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', listening);
  });
  const { port: own } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${own}/`, close: () => server.close() };
}

/** The files of the built windows by their paths, as they are at this moment. */
export function builtWindows(): ReadonlyMap<string, Buffer> {
  const names = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter(
    (name) => extname(name) in TYPES,
  );
  return new Map(names.map((name) => [`/${name.replaceAll('\\', '/')}`, readFileSync(join(FOLDER, name))]));
}

/** The built windows, under the policy they are really served with. */
export function serveRenderer(): Promise<Served> {
  const files = builtWindows();
  return serve((path) => {
    const body = files.get(path);
    return body ? { body } : null;
  });
}
