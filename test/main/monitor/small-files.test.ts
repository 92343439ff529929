import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openSettings } from '../../../src/main/settings/settings-store.ts';
import { ada } from '../../../src/main/simulator/people.ts';
import { troubledDisk } from '../../support/troubled-disk.ts';
import { valueOf } from '../history/history-folder.ts';
import { DiskWorld } from './disk-world.ts';
import { HOUR, MINUTE } from './served-world.ts';

const NONE = 'Mounting is not allowed here: not tried.';

test('a snooze on a disk that is full holds in the program that runs; the next one rather rings', async () => {
  const all = DiskWorld.of(['full']);
  if (all === null) return console.log(NONE);
  const { world } = all;
  const isQuiet = () => all.alarms.states.get(ada.patientId)?.kinds.low.silence?.type === 'snoozed';
  await all.start();
  await world.run(2 * MINUTE);
  const before = readFileSync(join(world.dataDir, 'alarms.json'), 'utf8');
  all.begin('full');
  all.alarms.snoozeAll('all', 120, 'window');
  await world.run(HOUR);
  expect(isQuiet()).toBe(true);
  expect(readFileSync(join(world.dataDir, 'alarms.json'), 'utf8')).toBe(before);
  await all.again('restart');
  await world.run(MINUTE);
  expect(isQuiet()).toBe(false);

  all.alarms.snoozeAll('all', 120, 'window');
  all.end('full');
  await world.run(2 * MINUTE);
  await all.again('restart');
  expect(isQuiet()).toBe(true);
  await all.stop();
});

test('settings that a full disk does not take are refused; those in force stay, and are whole on the disk', () => {
  const disk = troubledDisk(onTestFinished);
  if (disk === null) return console.log(NONE);
  const store = valueOf(openSettings(disk.folder));
  valueOf(store.update((settings) => ({ ...settings, unit: 'mmol' })));
  disk.fill();
  const refused = store.update((settings) => ({ ...settings, unit: 'mgdl' }));
  expect(refused).toEqual({ ok: false, problem: { code: 'diskFull', params: { path: disk.folder } } });
  expect([store.read().unit, valueOf(openSettings(disk.folder)).read().unit]).toEqual(['mmol', 'mmol']);
  disk.makeRoom();
  expect(valueOf(store.update((settings) => ({ ...settings, unit: 'mgdl' }))).unit).toBe('mgdl');
});

test('settings on a disk that is read-only or gone are refused with the cause', () => {
  const disk = troubledDisk(onTestFinished);
  if (disk === null) return console.log(NONE);
  const store = valueOf(openSettings(disk.folder));
  valueOf(store.update((settings) => ({ ...settings, unit: 'mmol' })));
  const change = () => store.update((settings) => ({ ...settings, unit: 'mgdl' }));
  const refused = {
    ok: false,
    problem: { code: 'folderUnusable', params: { path: disk.folder, cause: 'readOnlyDisk' } },
  };
  disk.makeReadOnly();
  expect(change()).toEqual(refused);
  disk.takeAway();
  expect(change()).toEqual(refused);
  expect(store.read().unit).toBe('mmol');
  disk.putBack();
  expect(valueOf(openSettings(disk.folder)).read().unit).toBe('mmol');
});

test('settings in force come onto another disk whole with the first change', () => {
  const disk = troubledDisk(onTestFinished);
  if (disk === null) return console.log(NONE);
  const store = valueOf(openSettings(disk.folder));
  valueOf(store.update((settings) => ({ ...settings, unit: 'mmol' })));
  disk.replace('empty');
  valueOf(store.update((settings) => ({ ...settings, pollIntervalSeconds: 120 })));
  const kept = valueOf(openSettings(disk.folder)).read();
  expect([kept.unit, kept.pollIntervalSeconds]).toEqual(['mmol', 120]);
});
