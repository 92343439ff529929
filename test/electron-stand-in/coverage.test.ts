import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { APP, missingFor } from './coverage.ts';

const ROOT = resolve(import.meta.dirname, '../..');

describe('what the stand-in covers', () => {
  it('has everything of electron that the app uses', () => {
    expect(missingFor(APP.filter((path) => existsSync(join(ROOT, path))))).toEqual([]);
  });

  it('is seen to lack what it lacks', () => {
    const folder = join(ROOT, 'out/stand-in-coverage-probe');
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, 'probe.ts'),
      [
        "import { app, globalShortcut, type Rectangle } from 'electron';",
        'export const bounds: Rectangle = { x: 0, y: 0, width: 1, height: 1 };',
        'app.quit();',
        'app.setBadgeCount(1);',
        'globalShortcut.unregisterAll();',
      ].join('\n'),
    );
    const missing = missingFor(['out/stand-in-coverage-probe/probe.ts']);
    rmSync(folder, { recursive: true });
    expect(missing.map((line) => /'(\w+)' does not exist/.exec(line)?.[1])).toEqual([
      'setBadgeCount',
      'unregisterAll',
    ]);
  });
});
