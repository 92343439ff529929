import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { act } from '../../../../src/main/history/acts.ts';
import { HistoryFile } from '../../../../src/main/history/history-file.ts';
import { NOON, reading } from '../../../support/readings.ts';
import {
  clock,
  codeOf,
  crashedHistory,
  filledHistory,
  openedHistory,
  stored,
  temporaryFolder,
  valueOf,
} from '../history-folder.ts';
import { putBackIntoFormerForm } from '../former-file.ts';
import { placeOf } from './place.ts';

/** A history with a backup, which has recorded ten more since. */
async function goneOn() {
  const path = filledHistory();
  const place = placeOf(path);
  const { path: backup } = valueOf(await act(place, 'backup', { output: null }));
  const since = Array.from({ length: 10 }, (_, i) => reading({ measuredAt: NOON - (i + 1) * 60_000 }));
  valueOf(valueOf(place.file.open()).record(since));
  return { path, place, backup };
}

const readingsOf = (path: string) => {
  const history = openedHistory(path);
  const all = stored(history, null);
  history.close();
  return all;
};

describe.each([
  ['', () => {}],
  [' of a backup of a former form', putBackIntoFormerForm],
])('a restore%s', (_, madeWhatItIs) => {
  test('shows what the backup holds and what it lacks, and changes nothing by that', async () => {
    const { path, place, backup } = await goneOn();
    madeWhatItIs(backup);
    const before = readingsOf(path);
    expect(valueOf(act(place, 'lookIntoBackup', { path: backup }))).toEqual({
      holds: { readings: 2000, people: 1, from: NOON, to: NOON + 1999 * 60_000 },
      lacks: { readings: 10, people: 1, from: NOON - 600_000, to: NOON - 60_000 },
    });
    expect(readingsOf(path)).toEqual(before);
  });

  test('puts back what the backup holds and keeps what was there as another', async () => {
    const { path, place, backup } = await goneOn();
    madeWhatItIs(backup);
    const before = readingsOf(path);
    const { setAside, readings } = valueOf(act(place, 'restore', { path: backup }));
    expect(readings).toBe(2000);
    expect(setAside).toBe(join(path, '..', 'backups', '20261120T120000Z-before-restore.bak'));
    expect(stored(valueOf(place.file.open()), null)).toEqual(
      before.filter(({ measuredAt }) => measuredAt >= NOON),
    );
    expect(place.file.state.notices).toEqual([]);
    // Recording goes on, and it can be taken back.
    valueOf(valueOf(place.file.open()).record([reading({ measuredAt: NOON - 3_600_000 })]));
    expect(valueOf(act(place, 'restore', { path: setAside! })).readings).toBe(2010);
    place.file.close();
    expect(readingsOf(path)).toEqual(before);
    expect(readdirSync(dirname(path)).toSorted()).toEqual(['backups', 'history.db']);
  });
});

describe('a restore', () => {
  test('takes a history that was moved away, with its log', () => {
    const source = crashedHistory();
    const log = readFileSync(`${source}-wal`);
    const place = placeOf(join(temporaryFolder(), 'history.db'));
    expect(valueOf(act(place, 'restore', { path: source }))).toEqual({ setAside: null, readings: 2500 });
    expect(readFileSync(`${source}-wal`)).toEqual(log);
  });

  test('of what is no sound backup changes nothing', async () => {
    const { path, place, backup } = await goneOn();
    const before = readingsOf(path);
    const damaged = join(temporaryFolder(), 'damaged.bak');
    const bytes = readFileSync(backup);
    writeFileSync(damaged, bytes.fill(0xa5, 5 * 4096, 6 * 4096));
    const text = join(temporaryFolder(), 'text.bak');
    writeFileSync(text, 'a text');
    const foreign = join(temporaryFolder(), 'foreign.bak');
    writeFileSync(foreign, Buffer.from(readFileSync(backup)).fill(1, 68, 72));
    for (const [file, code] of [
      [damaged, 'backupUnusable'],
      [text, 'backupUnusable'],
      [foreign, 'historyForeign'],
      [join(dirname(text), 'missing.bak'), 'backupUnusable'],
      [dirname(text), 'backupUnusable'],
    ] as const) {
      expect(codeOf(act(place, 'lookIntoBackup', { path: file })), file).toBe(code);
      expect(codeOf(act(place, 'restore', { path: file })), file).toBe(code);
    }
    expect(readingsOf(path)).toEqual(before);
    expect(readdirSync(join(path, '..', 'backups'))).toHaveLength(1);
  });

  test('of a history that another process has open loses nothing that one records meanwhile', async () => {
    const { path, place, backup } = await goneOn();
    const other = new HistoryFile(path, clock);
    valueOf(other.open());
    valueOf(act(place, 'restore', { path: backup }));
    const late = reading({ measuredAt: NOON - 7_200_000 });
    expect(codeOf(other.open())).toBe('ok');
    valueOf(valueOf(other.open()).record([late]));
    other.close();
    expect(stored(valueOf(place.file.open()), null)).toContainEqual(late);
  });
});
