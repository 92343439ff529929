import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSilence, type AddressInfo, type Server as NetServer } from 'node:net';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../support/run-cli.ts';

const SCRIPT = resolve(import.meta.dirname, '../../scripts/start/fetch-electron.mjs');
const ZIP = Buffer.alloc(100_000, 7);
const servers: (Server | NetServer)[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
  }
});

/** A server on loopback; its address as a mirror is named. */
async function mirror(server: Server | NetServer): Promise<string> {
  servers.push(server);
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
const answering = (answer: RequestListener) => mirror(createServer(answer));

/** Fetches an Electron that is made up, as `npm start` does. */
async function fetched(from: string, { patience = 60, proxy = '' } = {}) {
  const folder = join(temporaryDirectory(), 'electron');
  mkdirSync(folder);
  const name = `electron-v45.0.0-${process.platform}-${process.arch}.zip`;
  writeFileSync(join(folder, 'package.json'), '{"version":"45.0.0"}');
  writeFileSync(
    join(folder, 'checksums.json'),
    JSON.stringify({ [name]: createHash('sha256').update(ZIP).digest('hex') }),
  );
  writeFileSync(join(folder, 'install.js'), "require('node:fs').writeFileSync(__dirname + '/installed', '')");
  const child = spawn(process.execPath, [SCRIPT, folder, String(patience)], {
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      ELECTRON_MIRROR: from,
      electron_config_cache: join(folder, 'cache'),
      ...(proxy && { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxy }),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const code = await new Promise((settle) => child.once('close', settle));
  return { code, said, installed: existsSync(join(folder, 'installed')) };
}

describe('C8: fetching Electron', () => {
  it('says from where, and installs it', async () => {
    const from = await answering((_, response) => response.end(ZIP));
    const run = await fetched(from);
    expect(run).toMatchObject({ code: 0, installed: true });
    expect(run.said.split('\n')[0]).toBe(`Downloading Electron 45.0.0 from ${from.slice(0, -1)} …`);
    expect(run.said).not.toContain('ELECTRON_MIRROR');
  });

  it('goes through a proxy', async () => {
    const asked: string[] = [];
    const proxy = createServer();
    proxy.on('connect', (request, socket) => {
      asked.push(request.url!);
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    proxy.on('request', (request, response) => {
      asked.push(request.url!);
      response.end(ZIP);
    });
    await fetched('http://electron.example/', { proxy: await mirror(proxy) });
    expect(asked.join()).toContain('electron.example');
  });

  it.each([
    ['never answers', () => mirror(createSilence()), 'nothing was heard for 1 s'],
    [
      'stops in the middle',
      () =>
        answering((_, response) => {
          response.setHeader('Content-Length', ZIP.length);
          response.write(ZIP.subarray(0, 100));
        }),
      'nothing was heard for 1 s',
    ],
    ['has no such file', () => answering((_, response) => response.writeHead(404).end()), '404'],
    ['gives another file', () => answering((_, response) => response.end('something else')), 'checksum'],
    ['refuses', () => Promise.resolve('http://127.0.0.1:1/'), '127.0.0.1:1'],
    ['has a name that nobody knows', () => Promise.resolve('http://nobody.invalid/'), 'nobody.invalid'],
  ])('ends with the cause and the ways out where the server %s', async (_, server, cause) => {
    const from = await server();
    const run = await fetched(from, { patience: cause.includes('1 s') ? 1 : 60 });
    expect(run).toMatchObject({ code: 1, installed: false });
    expect(run.said.toLowerCase()).toContain(cause);
    for (const name of ['ELECTRON_MIRROR', 'HTTPS_PROXY', 'ELECTRON_OVERRIDE_DIST_PATH'])
      expect(run.said).toContain(name);
    expect(run.said).not.toContain('    at ');
  });
});
