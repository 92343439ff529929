import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { backupsOf } from '../../../src/main/history/backups/backup-names.ts';
import { HistoryHere } from '../../../src/main/history/history-here.ts';
import { DailyBackup, isDue } from '../../../src/main/session/daily-backup.ts';
import { Pulse } from '../../../src/main/time/pulse.ts';
import type { BackupState } from '../../../src/shared/state/backup-state.ts';
import { DAY, HOUR, MINUTE } from '../../../src/shared/time.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { NOON, reading } from '../../support/readings.ts';
import { temporaryFolder, valueOf } from '../history/history-folder.ts';

function berlin(instant: number): number {
  return instant < Date.UTC(2026, 9, 25, 1) ? 7200 : 3600;
}

/** A history somebody records to, and its backups. */
async function recording() {
  const clock = new FakeClock(NOON);
  const path = join(temporaryFolder(), 'history.db');
  const history = new HistoryHere(path, clock);
  onTestFinished(() => history.close());
  valueOf(await history.ask('record', { people: [], readings: [reading()] }));
  const told: BackupState[] = [];
  const may = { make: true };
  const backups = new DailyBackup({
    history: () => history,
    pulse: new Pulse(clock),
    now: () => clock.now(),
    mayMake: () => may.make,
    onChange: (state) => told.push(state),
    offsetAt: berlin,
  });
  /** Lets time pass, minute by minute, with all that a minute brings done before the next. */
  const pass = async (minutes: number) => {
    for (let minute = 0; minute < minutes; minute++) {
      clock.advance(MINUTE);
      await backups.look();
    }
  };
  return { clock, path, history, backups, told, may, pass };
}

const hoursOf = (path: string) =>
  backupsOf(path)
    .map(({ at }) => new Date(at + berlin(at) * 1000).toISOString().slice(0, 16))
    .toReversed();

describe('a backup a day', () => {
  test('is made soon after the start, and from then on after each night', async () => {
    const { path, backups, pass, told } = await recording();
    expect(backups.state).toBeNull();
    await pass(3 * 24 * 60);
    expect(hoursOf(path)).toEqual([
      '2026-11-20T13:01',
      '2026-11-21T06:00',
      '2026-11-22T06:00',
      '2026-11-23T06:00',
    ]);
    expect(backups.state).toMatchObject({
      last: { at: Date.UTC(2026, 10, 23, 5) },
      problem: null,
      failures: 0,
    });
    // Nothing, the first, and one more a day.
    expect(told).toHaveLength(5);
  });

  test('is known to be under way, so that nothing cuts it off', async () => {
    const { clock, backups } = await recording();
    clock.advance(MINUTE);
    const looked = backups.look();
    expect(backups.isUnderWay).toBe(true);
    await looked;
    expect(backups.isUnderWay).toBe(false);
  });

  test('asks when the last one was made once an hour, not each minute', async () => {
    const { history, pass } = await recording();
    const asked = vi.spyOn(history, 'ask');
    await pass(10 * 60);
    const names = asked.mock.calls.map(([name]) => name);
    expect(names.filter((name) => name === 'lastBackup')).toHaveLength(10);
    expect(names.filter((name) => name === 'backup')).toHaveLength(1);
  });

  test('sees within an hour that another was made or taken away', async () => {
    const { clock, path, history, backups, pass } = await recording();
    await pass(1);
    clock.advance(MINUTE);
    const { at } = valueOf(await history.ask('backup', { output: null }));
    await pass(60);
    expect(backups.state?.last?.at).toBe(at);
    for (const one of backupsOf(path)) rmSync(one.path);
    await pass(60);
    expect(backupsOf(path)).toHaveLength(1);
    expect(backups.state?.last?.at).toBe(backupsOf(path)[0]!.at);
  });

  test('is due from six on the computer’s clock, or when the last one is older than a day', () => {
    const six = Date.UTC(2026, 10, 20, 5);
    const due = (last: number, now: number) => isDue(last, now, berlin);
    expect(isDue(null, NOON, berlin)).toBe(true);
    expect(due(six - 1, six)).toBe(true);
    expect(due(six - 1, six - 1)).toBe(false);
    expect(due(six, six + DAY - 1)).toBe(false);
    expect(due(six, six + DAY)).toBe(true);
    expect(due(six - 9 * HOUR, six - HOUR)).toBe(false);
    expect(due(six - 3 * DAY, six - 5 * HOUR)).toBe(true);
    // The day that has 25 hours.
    const before = Date.UTC(2026, 9, 24, 4);
    expect(due(before, before + DAY)).toBe(false);
    expect(due(before, before + 25 * HOUR)).toBe(true);
  });

  test('is left to whoever records, and to a time when it can', async () => {
    const { path, pass, may } = await recording();
    may.make = false;
    await pass(2 * 24 * 60);
    expect(backupsOf(path)).toEqual([]);
    may.make = true;
    await pass(1);
    expect(backupsOf(path)).toHaveLength(1);
  });

  test('that fails is tried again in an hour, and is a matter for an alarm from the second time on', async () => {
    const { path, backups, pass } = await recording();
    const folder = join(dirname(path), 'backups');
    writeFileSync(folder, 'in the way');
    const failed = (failures: number) => ({
      last: null,
      problem: { code: 'backupFailed', params: { cause: expect.any(String) as string } },
      failures,
    });
    await pass(60);
    expect(backups.state).toEqual(failed(1));
    expect(backups.failsAgain).toBe(false);
    await pass(1);
    expect(backups.state).toEqual(failed(2));
    expect(backups.failsAgain).toBe(true);
    rmSync(folder);
    await pass(59);
    expect(backups.failsAgain).toBe(true);
    await pass(1);
    expect(backups.state).toMatchObject({ problem: null, failures: 0 });
    expect(backups.failsAgain).toBe(false);
    expect(backupsOf(path)).toHaveLength(1);
  });

  test.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)(
    'that the disk has no room for is told, and is no failure',
    async ({ skip }) => {
      const { path, backups, pass } = await recording();
      const folder = join(dirname(path), 'backups');
      mkdirSync(folder);
      const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]).status === 0;
      if (!mounted) skip();
      try {
        await pass(180);
        expect(backups.state).toEqual({
          last: null,
          problem: { code: 'diskNearlyFull', params: { path: folder } },
          failures: 0,
        });
        expect(readdirSync(folder)).toEqual([]);
      } finally {
        spawnSync('umount', [folder]);
      }
      await pass(60);
      expect(backups.state).toMatchObject({ problem: null });
      expect(backupsOf(path)).toHaveLength(1);
    },
  );

  test('beats by the pulse until it is stopped', async () => {
    const { clock, path, backups } = await recording();
    backups.start();
    clock.advance(MINUTE);
    await expect.poll(() => backupsOf(path).length).toBe(1);
    backups.stop();
    expect(clock.pending).toBe(0);
  });
});
