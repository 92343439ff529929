import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const MAIN = resolve(import.meta.dirname, '../../../src/main');

/** Rooms that do no work on the thread that asks, rings and shows, or hold nothing a running program comes by. */
const ROOMS = ['history/', 'cli/', 'simulator/'];

/**
 * What is left of calls that wait for the disk, each with why. A new one wants as good a reason: who runs on must not
 * wait for a disk.
 */
const LEFT: Record<string, string> = {
  'alarms/kept-state.ts': 'read once, at the start',
  'files/data-directory.ts': 'at the start',
  'alarms/glimpsed-states.ts': 'of a process that only looks',
  'feed/status-on-disk.ts': 'of a process that only looks',
  'desktop/life/autostart/autostart.ts': 'at the start and where somebody changes it',
  'desktop/life/crash-guard.ts': 'at the start, and at an end that nothing comes after',
  'desktop/watchdog/mark.ts': 'read once, at the start',
  'log/log-file.ts': 'at an end that nothing comes after',
  'desktop/picture/png.ts': 'no file: packs a picture',
  'erase/erase.ts': 'while nobody is watched or may begin to watch, and all wait for it',
  'exchange/import-archive.ts': 'in a thread of its own, or of a command that does this and ends',
  'exchange/understand-file.ts': 'the same',
  'erase/marker.ts': 'the same',
  'desktop/windows/main-window.ts': 'read once, before the window comes',
  'files/kept-file.ts': 'at an end that nothing comes after',
  'libre/server-state.ts': 'read once, before anybody is asked',
  'files/named-process.ts': 'no disk: what the system says of a process',
  'profile/profile.ts': 'at the start',
  'settings/settings-store.ts': 'at the start and where somebody changes them',
};

test('R2: whatever waits for the disk on the main thread is listed here, with a reason', () => {
  const files = readdirSync(MAIN, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  expect(files.length).toBeGreaterThan(100);
  const found = files.filter(
    (name) =>
      !ROOMS.some((room) => name.startsWith(room)) &&
      /\b[a-zA-Z]+Sync\(/.test(readFileSync(join(MAIN, name), 'utf8')),
  );
  expect(found.toSorted()).toEqual(Object.keys(LEFT).toSorted());
});
