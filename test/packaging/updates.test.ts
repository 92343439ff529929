import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

it('row 69: the program never updates itself, so that no update can come into an alarm', () => {
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.tsx?$/.test(name),
  );
  expect(sources.length).toBeGreaterThan(500);
  const updating = sources.filter((name) =>
    /autoUpdater|electron-updater|update-electron-app|quitAndInstall|checkForUpdates/.test(
      readFileSync(join(ROOT, 'src', name), 'utf8'),
    ),
  );
  expect(updating).toEqual([]);
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  expect(Object.keys(dependencies).filter((name) => /updat/i.test(name))).toEqual([]);
});
