import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { temporaryDirectory } from './run-cli.ts';
import type { Ended, Told } from './lived-month.ts';
import type { Held } from './lived-session.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** Builds what lives as the program is built, so that what it holds is not of whoever runs sources. @returns the script */
export async function builtLife(): Promise<string> {
  const outDir = temporaryDirectory();
  // Where it finds the one module that no build takes in.
  symlinkSync(join(ROOT, 'node_modules'), join(outDir, 'node_modules'), 'junction');
  writeFileSync(join(outDir, 'package.json'), '{"type":"module"}');
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      target: 'node24',
      rolldownOptions: {
        input: {
          'lived-month': join(ROOT, 'test/support/lived-month.ts'),
          'collected-worker': join(ROOT, 'test/support/collected-worker.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
  return join(outDir, 'lived-month.js');
}

/** A session that lived, in a process of its own, which held nothing else. */
export interface Life extends Ended {
  /** After the first hour, and after each day. */
  held: Held[];
}

/** @param onHeld told after the first hour, and after each day */
export async function live(
  script: string,
  days: number,
  onHeld: (after: number, held: Held) => void = () => {},
): Promise<Life> {
  const child = spawn(process.execPath, [script, temporaryDirectory(), String(days)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // Of the GNU C library: pieces from 4 kB on are given back when they are let go of, whatever lies above them.
    env: { ...process.env, MALLOC_MMAP_THRESHOLD_: '4096' },
  });
  const closed = once(child, 'close');
  const held: Held[] = [];
  let ended: Ended | null = null;
  for await (const line of createInterface({ input: child.stdout })) {
    const told = JSON.parse(line) as Told;
    if ('held' in told) {
      held.push(told.held);
      onHeld(told.after, told.held);
    } else ended = told;
  }
  await closed;
  if (ended === null) throw new Error('It did not live to its end.');
  return { held, ...ended };
}
