import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli, temporaryDirectory } from './support/run-cli.ts';
import { statusTextNow as shortWay } from '../src/main/cli/status-now.ts';
import { VERSION } from '../src/main/profile/version.ts';
import { STATUS_FORMATS } from '../src/shared/status/formats/formats.ts';

const ROOT = resolve(import.meta.dirname, '..');
const BUILT = existsSync(join(ROOT, 'out/main/cli.js'));
const readText = (name: string) => readFileSync(join(ROOT, name), 'utf8');

it('the version is the one of package.json', () => {
  expect((JSON.parse(readText('package.json')) as { version: string }).version).toBe(VERSION);
});

it('every file the documents link to is there', () => {
  const pages = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));
  for (const name of ['README.md', ...pages.map((page) => `docs/${page}`)]) {
    for (const [, target] of readText(name).matchAll(/\]\((?!https?:)([^)#]+)\)/g)) {
      expect(existsSync(join(ROOT, name, '..', target!)), `${name} → ${target}`).toBe(true);
    }
  }
});

// `npm test` builds first; `npm run test:unit` on a fresh clone has nothing built to try.
describe.skipIf(!BUILT)('the built program (skipped before the first build)', () => {
  it('runs', async () => {
    const entry = join(ROOT, 'scripts/glucoglance.mjs');
    const dataDir = temporaryDirectory();
    const run = await runCli(['--demo', 'record', '--json', '--data-dir', dataDir], { entry });
    expect(run).toMatchObject({ code: 0, error: '' });
    expect(run.json()).toMatchObject({ recorded: 2 });
  });

  it('shows a status without loading the other commands', async () => {
    const dataDir = join(temporaryDirectory(), 'none');
    const { statusTextNow } = createRequire(import.meta.url)(join(ROOT, 'out/main/status-now.cjs')) as {
      statusTextNow: typeof shortWay;
    };
    for (const format of STATUS_FORMATS)
      for (const lang of ['en', 'de']) {
        const args = ['status', '--format', format, '--lang', lang, '--data-dir', dataDir];
        expect(statusTextNow(args, {})).toBe(shortWay(args, {}));
      }
    const entry = join(ROOT, 'scripts/glucoglance.mjs');
    const shown = await runCli(['status', '--data-dir', dataDir], { entry });
    expect(shown).toMatchObject({ code: 0, out: 'no reading to show · not watching\n', error: '' });
    const unknown = await runCli(['status', 'cleo', '--data-dir', dataDir], { entry });
    expect(unknown).toMatchObject({ code: 7, out: '' });
  });

  it('the example in the README does what it says', () => {
    const example = /```ts\n([\s\S]*?)```/.exec(readText('README.md'))![1]!;
    expect(example.trim().split('\n').length).toBeLessThanOrEqual(14);
    const folder = mkdtempSync(join(tmpdir(), 'glucoglance-example-'));
    try {
      // As in a project that has installed the package.
      writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
      writeFileSync(join(folder, 'example.ts'), example);
      execFileSync('mkdir', ['node_modules'], { cwd: folder });
      symlinkSync(ROOT, join(folder, 'node_modules/glucoglance'));
      const printed = execFileSync(process.execPath, ['example.ts'], { cwd: folder, encoding: 'utf8' });
      expect(JSON.parse(printed)).toEqual([expect.any(Number), expect.any(Number)]);
      expect(existsSync(join(folder, 'my-readings/history.db'))).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
