import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'vite';
import { CONTENT_SECURITY_POLICY } from '../../../src/main/desktop/windows/app-address.ts';

const PAGES = join(import.meta.dirname, 'page');
const TYPES: Record<string, string> = { html: 'text/html', js: 'text/javascript', css: 'text/css' };

export interface ServedPages {
  url: string;
  close(): Promise<void>;
}

/**
 * Builds the chart's pages as the window's own page is built, and serves them under the policy of production.
 *
 * @param others pages besides that of the chart, which only the bench wants
 */
export async function servePages(others: readonly string[] = []): Promise<ServedPages> {
  const files = await built(['index.html', ...others]);
  const server: Server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1) || 'index.html';
    const file = files.get(path);
    response.writeHead(file === undefined ? 404 : 200, {
      'content-type': TYPES[path.split('.').at(-1) ?? ''] ?? 'text/plain',
      'content-security-policy': CONTENT_SECURITY_POLICY,
    });
    response.end(file ?? '');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => new Promise((closed) => void server.close(() => closed())),
  };
}

async function built(names: readonly string[]): Promise<Map<string, Buffer>> {
  const result = await build({
    root: PAGES,
    configFile: false,
    logLevel: 'error',
    base: './',
    build: {
      write: false,
      minify: true,
      target: 'es2024',
      rolldownOptions: { input: names.map((name) => join(PAGES, name)) },
    },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  });
  const outputs = [result].flat().flatMap((one) => ('output' in one ? one.output : []));
  return new Map(
    outputs.map((file) => [file.fileName, Buffer.from(file.type === 'chunk' ? file.code : file.source)]),
  );
}
