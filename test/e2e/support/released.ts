import { execFileSync } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { ROOT } from './runtime.ts';

/** What only GitHub answers, in the program that `buildReleased` builds. */
const GITHUB = 'https://api.github.com';
/** Where it asks. */
export const FEED = '/repos/somebody/glucoglance/releases/latest';

/** Builds the program as it is once package.json names a repository, and with it where releases are, into an empty folder. */
export function buildReleased(folder: string): void {
  for (const name of ['src', 'scripts', 'assets', 'node_modules'])
    symlinkSync(join(ROOT, name), join(folder, name));
  const copied = readdirSync(ROOT).filter((name) => /^tsconfig.*\.json$|^electron\.vite\./.test(name));
  for (const name of copied) copyFileSync(join(ROOT, name), join(folder, name));
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as object;
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ ...manifest, repository: 'github:somebody/glucoglance' }),
  );
  const cli = join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js');
  execFileSync(process.execPath, [cli, 'build'], { cwd: folder, stdio: 'pipe' });
}

/** A program asks `server` whatever it would have asked GitHub; before anything is asked. */
export const askInstead = (app: ElectronApplication, server: string): Promise<void> =>
  app.evaluate(
    ({ net }, [github, instead]) => {
      const ask = net.fetch.bind(net);
      net.fetch = (asked, init) =>
        typeof asked === 'string' && asked.startsWith(`${github}/`)
          ? ask(asked.replace(github, instead), init)
          : ask(asked, init);
    },
    [GITHUB, server] as const,
  );
