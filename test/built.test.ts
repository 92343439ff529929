import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtFiles } from '../src/main/desktop/life/built-files.ts';

const OUT = resolve(import.meta.dirname, '../out');
const BUILT = existsSync(join(OUT, 'main/index.js'));

/** Everything a built file loads, its own chunks followed. */
function loads(file: string, seen = new Set<string>()): Set<string> {
  const text = readFileSync(file, 'utf8');
  for (const [, name] of text.matchAll(/(?:\bfrom|(?<!:)\bimport|\brequire)\s*\(?\s*["']([^"'\s()]+)["']/g)) {
    const found = name!.startsWith('.') ? join(dirname(file), name!) : name!;
    if (seen.has(found)) continue;
    seen.add(found);
    if (name!.startsWith('.')) loads(found, seen);
  }
  return seen;
}

// `npm test` builds first; `npm run test:unit` on a fresh clone has nothing built to look at.
describe.skipIf(!BUILT)('the build (skipped before the first one)', () => {
  it('has a command line that never loads Electron', () => {
    const loaded = [...loads(join(OUT, 'main/cli.js'))];
    expect(loaded).toContain('better-sqlite3');
    expect(loaded.filter((name) => /electron/.test(name))).toEqual([]);
    expect([...loads(join(OUT, 'main/package.js'))].filter((name) => /electron/.test(name))).toEqual([]);
  });

  it('has a preload that is CommonJS and requires nothing but Electron', () => {
    const text = readFileSync(join(OUT, 'preload/preload.cjs'), 'utf8');
    expect(text).not.toMatch(/^\s*(import|export)\s/m);
    expect([...loads(join(OUT, 'preload/preload.cjs'))]).toEqual(['electron']);
  });

  it('has the thread of the history as a file of its own, which never loads Electron', () => {
    const loaded = [...loads(join(OUT, 'main/history-worker.js'))];
    expect(loaded).toContain('better-sqlite3');
    expect(loaded.filter((name) => /electron/.test(name))).toEqual([]);
  });

  it('bundles no native module', () => {
    expect([...loads(join(OUT, 'main/index.js'))]).toContain('better-sqlite3');
    for (const name of ['main/index.js', 'main/cli.js', 'main/history-worker.js']) {
      for (const file of loads(join(OUT, name))) {
        if (file.startsWith('/'))
          expect(readFileSync(file, 'utf8')).not.toMatch(/bindings?\.node|node_modules\/better/);
      }
    }
  });

  it('finds beside its main file what that hands on, and looks for nothing by the place of another one', () => {
    const main = readFileSync(join(OUT, 'main/index.js'), 'utf8');
    expect(main.includes('builtFiles(import.meta.dirname)')).toBe(true);
    expect(Object.values(builtFiles(join(OUT, 'main'))).filter((path) => !existsSync(path))).toEqual([]);
    const chunks = readdirSync(join(OUT, 'main/chunks'));
    const text = (name: string) => readFileSync(join(OUT, 'main/chunks', name), 'utf8');
    expect(chunks.filter((name) => /\(import\.meta\.dirname/.test(text(name)))).toEqual([]);
  });

  it('has a window that asks nobody on the net and carries no script of its own in the page', () => {
    const page = readFileSync(join(OUT, 'renderer/index.html'), 'utf8');
    expect(page).not.toMatch(/https?:/);
    expect(page.match(/<script\b[^>]*>/g)).toEqual([expect.stringContaining('src="./assets/')]);
    expect(page).not.toMatch(/style=|<style/);
  });
});
