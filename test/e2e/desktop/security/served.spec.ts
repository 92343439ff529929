import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONTENT_SECURITY_POLICY } from '../../../../src/main/desktop/windows/app-address.ts';
import { ROOT } from '../../support/runtime.ts';
import { expect, test } from '../../support/test.ts';
import { count, opened, PAGE } from './page.ts';

// What is handed out under our own scheme. See docs/security.md.

const SERVED: [string, string, { method: string; body?: string }?][] = [
  ['nothing', 'app://glucoglance/nothing.html'],
  ['the folder', 'app://glucoglance/'],
  ['another folder', 'app://glucoglance/assets/'],
  ['no path', 'app://glucoglance'],
  ['another host', 'app://elsewhere/index.html'],
  ['a host that begins alike', 'app://glucoglance.evil/index.html'],
  ['another port', 'app://glucoglance:8080/index.html'],
  ['dots', 'app://glucoglance/../main/index.js'],
  ['encoded dots', 'app://glucoglance/%2e%2e/main/index.js'],
  ['encoded slashes', 'app://glucoglance/..%2fmain%2findex.js'],
  ['twice encoded', 'app://glucoglance/%252e%252e/main/index.js'],
  ['backslashes', 'app://glucoglance/..%5cmain%5cindex.js'],
  ['a zero byte', 'app://glucoglance/index.html%00.js'],
  ['a broken escape', 'app://glucoglance/%E0%A4%A.html'],
  ['an absolute path', 'app://glucoglance//etc/hosts.html'],
  ['a stream of a file', 'app://glucoglance/index.html::$DATA'],
  ['the main process', 'app://glucoglance/main/index.js'],
  ['a source map', 'app://glucoglance/index.html.map'],
  ['a file of another kind', 'app://glucoglance/notes.txt'],
  ['a hidden file', 'app://glucoglance/.env'],
  ['a link to outside', 'app://glucoglance/link.html'],
  ['a folder linked to outside', 'app://glucoglance/linked/index.js'],
  ['a neighbour of the folder', 'app://glucoglance/..%2frenderer-old%2findex.html'],
  ['POST', PAGE, { method: 'POST', body: 'x' }],
  ['PUT', PAGE, { method: 'PUT', body: 'x' }],
  ['DELETE', PAGE, { method: 'DELETE' }],
  ['OPTIONS', PAGE, { method: 'OPTIONS' }],
  ['HEAD', PAGE, { method: 'HEAD' }],
];

test('nothing but the window is served, and every answer has the policy', async ({ launch, folder }) => {
  // A copy of the program with everything beside the window that should not be handed out.
  const copy = join(folder, 'copy');
  const renderer = join(copy, 'out/renderer');
  for (const part of ['main', 'preload', 'renderer'])
    cpSync(join(ROOT, 'out', part), join(copy, 'out', part), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(copy, 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  for (const name of ['index.html.map', 'notes.txt', '.env', 'extra.html'])
    writeFileSync(join(renderer, name), '<h1>extra</h1>');
  symlinkSync('../main/index.js', join(renderer, 'link.html'));
  symlinkSync('../main', join(renderer, 'linked'));
  mkdirSync(join(copy, 'out/renderer-old'));
  writeFileSync(join(copy, 'out/renderer-old/index.html'), 'old');

  const { app } = await launch({ app: copy });
  await opened(app);
  const answers = await app.evaluate(
    async ({ net }, requests) => {
      const ask = async (url: string, init?: { method: string; body?: string }) => {
        try {
          const answer = await net.fetch(url, init);
          const { status, headers } = answer;
          return {
            status,
            policy: headers.get('content-security-policy'),
            type: headers.get('x-content-type-options'),
          };
        } catch (error) {
          return { status: 0, policy: String(error), type: '' };
        }
      };
      return Promise.all(requests.map(([, url, init]) => ask(url, init)));
    },
    [['ours', PAGE], ['another of ours', 'app://glucoglance/extra.html'], ...SERVED] as typeof SERVED,
  );
  const ours = { status: 200, policy: CONTENT_SECURITY_POLICY, type: 'nosniff' };
  expect(answers.slice(0, 2)).toEqual([ours, ours]);
  for (const [index, [name]] of SERVED.entries())
    expect.soft(answers[index + 2], name).toEqual({ ...ours, status: 404 });
  count(SERVED.length);
});

test('docs/security.md names tests that there are', () => {
  const text = readFileSync(join(ROOT, 'docs/security.md'), 'utf8');
  const named = [...text.matchAll(/`([\w./-]+\.ts)` › ([^;|\n]+?)(?= *[;|\n])/g)].map(([, file, name]) => ({
    file,
    name,
  }));
  expect(named.length).toBeGreaterThan(20);
  for (const { file, name } of named) {
    const source = readFileSync(join(ROOT, file!), 'utf8');
    const title = name!.trim().replace(/ \([^)]*\)$/, '');
    expect.soft(source.includes(`'${title}'`), `${file} › ${title}`).toBe(true);
  }
  // The checklist of Electron's documentation has twenty items, each with its row.
  const rows = [...text.matchAll(/^\| (\d+) +\|/gm)].map(([, number]) => Number(number));
  expect(rows).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
});
