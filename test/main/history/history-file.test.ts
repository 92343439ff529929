import Database from 'better-sqlite3';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { HistoryFile } from '../../../src/main/history/history-file.ts';
import { NOON, reading } from '../../support/readings.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { troubledDisk } from '../../support/troubled-disk.ts';
import {
  clock,
  codeOf,
  crashedHistory,
  filledHistory,
  openedHistory,
  personInfo,
  rowsOf,
  stored,
  temporaryFolder,
  valueOf,
} from './history-folder.ts';

const PAGE = 4096;
/** Of a history that was just made, counted from 0. */
const PAGES_OF_PEOPLE = [1, 2];

function fileAt(path: string, at = clock): HistoryFile {
  const file = new HistoryFile(path, at);
  onTestFinished(() => file.close());
  return file;
}

/** How many readings there are once whatever is wrong has been met. */
function readingsIn(file: HistoryFile): number {
  file.open();
  return stored(valueOf(file.open()), null).length;
}

const codes = (file: HistoryFile): string[] => file.state.notices.map(({ code }) => code);

describe('R1: a damaged history', () => {
  test('is told by whoever meets it first, stays among the notices, and is news for a minute', () => {
    const time = new FakeClock(NOON);
    const path = filledHistory();
    truncateSync(path, 9000);
    const file = fileAt(path, time);
    expect(codeOf(file.open())).toBe('historyDamaged');
    const [told] = file.state.notices;
    expect(told).toMatchObject({ code: 'historyDamaged' });
    expect(file.open().ok).toBe(true);
    expect(file.state.problem).toEqual(told);
    time.advance(61_000);
    expect(file.state.problem).toBeNull();
    expect(file.state.notices).toEqual([told]);
  });

  test('gives back all readings past bad pages, wherever they are, and its own bytes are kept', () => {
    const sound = readFileSync(filledHistory());
    const pages = sound.length / PAGE;
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(pages - 1), { minLength: 1, maxLength: 2 }), (bad) => {
        const path = join(temporaryFolder(), 'history.db');
        const bytes = Buffer.from(sound);
        for (const page of bad) bytes.fill(0, page * PAGE, (page + 1) * PAGE);
        writeFileSync(path, bytes);
        const file = fileAt(path);
        const first = file.open();
        const found = readingsIn(file);
        // A page of readings holds under 200; circumstances are a page, people one and their index another: without
        // either nobody can say whose the readings are.
        const isNobodys = PAGES_OF_PEOPLE.every((page) => bad.includes(page));
        expect(found).toBeGreaterThanOrEqual(isNobodys ? 0 : 2000 - 200 * bad.length);
        if (first.ok) return;
        expect(first.problem).toMatchObject({ code: 'historyDamaged', params: { readings: found } });
        const { movedTo } = first.problem.params as { movedTo: string };
        expect(readFileSync(join(movedTo, 'history.bak'))).toEqual(bytes);
        expect(readingsIn(file)).toBe(found);
        file.close();
      }),
      { numRuns: runs(12, 200) },
    );
  });

  test('with a destroyed header gives back everything, values, circumstances and people', () => {
    const path = filledHistory();
    const before = openedHistory(path);
    valueOf(before.rememberPerson(personInfo()));
    const all = stored(before, null);
    before.close();
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0xa5, 0, 100));
    const file = fileAt(path);
    expect(codeOf(file.open())).toBe('historyDamaged');
    expect(stored(valueOf(file.open()), null)).toEqual(all);
    expect(valueOf(valueOf(file.open()).read((one) => one.people()))).toEqual([personInfo()]);
  });

  test('of which the end of a log is damaged too gives back what both held', () => {
    const path = crashedHistory();
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0xa5, 0, 100));
    expect(readingsIn(fileAt(path))).toBe(2500);
  });

  test('cut at any length never stops the program', () => {
    const sound = readFileSync(filledHistory());
    let least = Infinity;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: sound.length - 1 }), (length) => {
        const path = join(temporaryFolder(), 'history.db');
        writeFileSync(path, sound.subarray(0, length));
        const file = fileAt(path);
        expect(codeOf(file.open())).toBe('historyDamaged');
        const found = readingsIn(file);
        least = Math.min(least, found);
        expect(valueOf(valueOf(file.open()).record([reading({ measuredAt: NOON - 60_000 })])).inserted).toBe(
          1,
        );
        // Of every whole page of readings that is left, its readings; the others are those of tables and indexes.
        expect(found).toBeGreaterThanOrEqual(Math.max(0, Math.floor(length / PAGE) - 13) * 100);
        file.close();
      }),
      { numRuns: runs(12, 300) },
    );
    expect(least).toBeGreaterThanOrEqual(0);
  });

  test('found while it is open is moved aside at once, and what is recorded from then on is kept', () => {
    for (const damage of ['cut', 'overwritten'] as const) {
      const path = filledHistory();
      const file = fileAt(path);
      valueOf(file.open());
      if (damage === 'cut') truncateSync(path, 9000);
      else {
        const bytes = readFileSync(path);
        writeFileSync(path, bytes.fill(0xa5, PAGE, 6 * PAGE));
        // Whoever reads what is in no memory yet meets it.
        expect(codeOf(valueOf(file.open()).read((one) => one.readings(null)))).toBe('historyDamaged');
      }
      file.open();
      expect(codes(file), damage).toEqual(['historyDamaged']);
      const late = reading({ measuredAt: NOON - 60_000 });
      expect(valueOf(valueOf(file.open()).record([late])).inserted).toBe(1);
      file.close();
      expect(stored(openedHistory(path), null)).toContainEqual(late);
    }
  });

  test('a folder in the place of the file is a sentence, not an exception', () => {
    const path = join(temporaryFolder(), 'history.db');
    mkdirSync(path);
    expect(codeOf(fileAt(path).open())).toBe('folderUnusable');
  });
});

describe.skipIf(process.platform === 'win32')('R3: the file on the disk', () => {
  function recording(): { path: string; file: HistoryFile } {
    const path = filledHistory();
    // A day after what is in it was recorded.
    const file = fileAt(path, { ...clock, now: () => NOON + 86_400_000 });
    valueOf(valueOf(file.open()).record([reading({ measuredAt: NOON - 60_000 })]));
    return { path, file };
  }

  test('taken away while open is made anew with everything, and that is said', () => {
    const { path, file } = recording();
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix);
    const late = reading({ measuredAt: NOON - 120_000 });
    expect(valueOf(valueOf(file.open()).record([late])).inserted).toBe(1);
    expect(file.state.notices).toEqual([{ code: 'historyReplaced', params: { path, readings: 2001 } }]);
    file.close();
    expect(stored(openedHistory(path), null)).toHaveLength(2002);
  });

  test('another disk in its place: what is recorded there is on it at once, for whoever reads it', () => {
    const disk = troubledDisk(onTestFinished);
    if (disk === null) return console.log('Mounting is not allowed here: not tried.');
    const path = join(disk.folder, 'history.db');
    const file = new HistoryFile(path, new FakeClock(NOON));
    const [early, late] = [NOON - 120_000, NOON - 60_000].map((measuredAt) => reading({ measuredAt }));
    valueOf(valueOf(file.open()).record([early!]));
    // Its first file has the number that the history has on the other one.
    disk.replace('empty');
    valueOf(valueOf(file.open()).record([late!]));
    expect(rowsOf(path, 'SELECT key FROM reading')).toHaveLength(2);
    file.close();
  });

  test('taken away at the very end is written all the same', () => {
    const { path, file } = recording();
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix);
    file.close();
    expect(stored(openedHistory(path), null)).toHaveLength(2001);
  });

  test('moved with its folder: both places have everything', () => {
    const { path, file } = recording();
    const moved = `${dirname(path)}-moved`;
    onTestFinished(() => rmSync(moved, { recursive: true, force: true }));
    renameSync(dirname(path), moved);
    expect(readingsIn(file)).toBe(2001);
    expect(codes(file)).toEqual(['historyReplaced']);
    file.close();
    expect(stored(openedHistory(path), null)).toHaveLength(2001);
    expect(stored(openedHistory(join(moved, 'history.db')), null)).toHaveLength(2001);
  });

  test('replaced by another keeps that one, with what was recorded in this run', () => {
    const { path, file } = recording();
    const other = join(temporaryFolder(), 'history.db');
    const history = openedHistory(other);
    valueOf(history.record([reading({ patientId: 'bob' })]));
    history.close();
    for (const suffix of ['-wal', '-shm']) rmSync(path + suffix);
    renameSync(other, path);
    const all = [reading({ measuredAt: NOON - 60_000 }), reading({ patientId: 'bob' })];
    expect(stored(valueOf(file.open()), null)).toEqual(all);
    expect(file.state.notices).toEqual([{ code: 'historyReplaced', params: { path, readings: 1 } }]);
  });

  test('whose log or index alone is taken away loses nothing', () => {
    for (const suffixes of [['-wal'], ['-shm'], ['-wal', '-shm']]) {
      const { path, file } = recording();
      for (const suffix of suffixes) rmSync(path + suffix);
      expect(readingsIn(file), suffixes.join()).toBe(2001);
      expect(existsSync(`${path}-wal`)).toBe(true);
      file.close();
      expect(stored(openedHistory(path), null)).toHaveLength(2001);
    }
  });

  test('is left alone while nobody touches it', () => {
    const { path, file } = recording();
    const before = file.open();
    expect(file.open()).toEqual(before);
    expect(codes(file)).toEqual([]);
    expect(statSync(path).size).toBeGreaterThan(0);
  });
});

describe('R9: a log that is not the file’s own', () => {
  /** A history of so many readings as a crash leaves it. */
  function crashed(readings: number, patientId = 'ada'): string {
    const path = join(temporaryFolder(), 'history.db');
    const history = openedHistory(path);
    const all = Array.from({ length: readings }, (_, i) =>
      reading({ patientId, measuredAt: NOON + i * 60_000 }),
    );
    for (let from = 0; from < readings; from += 500) valueOf(history.record(all.slice(from, from + 500)));
    const copy = join(temporaryFolder(), 'history.db');
    for (const suffix of ['', '-wal']) copyFileSync(path + suffix, copy + suffix);
    history.close();
    return copy;
  }

  function expectSetAside(path: string, readings: number): void {
    const log = readFileSync(`${path}-wal`);
    const file = fileAt(path);
    expect(stored(valueOf(file.open()), null)).toHaveLength(readings);
    const [told] = file.state.notices;
    expect(told).toMatchObject({ code: 'historyLogForeign' });
    if (told?.code !== 'historyLogForeign') return;
    expect(readFileSync(join(told.params.movedTo, 'history.bak-wal'))).toEqual(log);
  }

  test('an old one beside a larger file', () => {
    const path = filledHistory();
    copyFileSync(`${crashed(500)}-wal`, `${path}-wal`);
    expectSetAside(path, 2000);
  });

  test('one of another, larger history', () => {
    const path = filledHistory();
    copyFileSync(`${crashed(6000, 'bob')}-wal`, `${path}-wal`);
    expectSetAside(path, 2000);
  });

  test('its own of an earlier time, with the same salt', () => {
    const path = filledHistory();
    const history = openedHistory(path);
    const more = (from: number, to: number): void =>
      void valueOf(
        history.record(
          Array.from({ length: to - from }, (_, i) => reading({ measuredAt: NOON - (from + i) * 60_000 })),
        ),
      );
    more(1, 3);
    const earlier = readFileSync(`${path}-wal`);
    more(3, 20);
    history.close();
    writeFileSync(`${path}-wal`, earlier);
    expectSetAside(path, 2019);
  });

  test('is never said of its own, whatever a crash left of it', () => {
    const path = crashedHistory();
    const log = readFileSync(`${path}-wal`);
    const file = readFileSync(path);
    fc.assert(
      fc.property(fc.nat(log.length), (length) => {
        const copy = join(temporaryFolder(), 'history.db');
        writeFileSync(copy, file);
        writeFileSync(`${copy}-wal`, log.subarray(0, length));
        appendFileSync(`${copy}-wal`, Buffer.alloc(100, 7));
        const opened = fileAt(copy);
        expect(stored(valueOf(opened.open()), null).length).toBeGreaterThanOrEqual(2000);
        expect(codes(opened)).toEqual([]);
        opened.close();
      }),
      { numRuns: runs(12, 200) },
    );
    expect(readingsIn(fileAt(path))).toBe(2500);
  });

  test('nor while another connection writes it', () => {
    const path = filledHistory();
    const writer = openedHistory(path);
    for (let i = 1; i <= 20; i++) {
      valueOf(writer.record([reading({ measuredAt: NOON - i * 60_000 })]));
      const file = fileAt(path);
      expect(readingsIn(file)).toBe(2000 + i);
      expect(codes(file)).toEqual([]);
      file.close();
    }
  });

  test('nor of a file that a crash left between two states', () => {
    // A checkpoint that stopped half way: some pages of the log are in the file, some are not.
    const whole = crashedHistory();
    const log = readFileSync(`${whole}-wal`);
    const before = readFileSync(whole);
    const done = new Database(whole);
    done.pragma('wal_checkpoint(TRUNCATE)');
    done.close();
    const after = readFileSync(whole);
    fc.assert(
      fc.property(fc.nat(after.length / PAGE), (pages) => {
        const copy = join(temporaryFolder(), 'history.db');
        const rest = before.subarray(pages * PAGE);
        writeFileSync(copy, Buffer.concat([after.subarray(0, pages * PAGE), rest]));
        writeFileSync(`${copy}-wal`, log);
        const file = fileAt(copy);
        expect(readingsIn(file)).toBe(2500);
        expect(codes(file)).toEqual([]);
        file.close();
      }),
      { numRuns: runs(12, 100) },
    );
  });
});

/** A small disk of its own; null where this user may not mount one. */
function smallDisk(): string | null {
  const folder = temporaryFolder();
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=0700', 'tmpfs', folder]).status !== 0)
    return null;
  onTestFinished(() => void spawnSync('umount', ['-l', folder]));
  return folder;
}

describe('R11: a disk that cannot be written', () => {
  const path = (disk: string): string => join(disk, 'history.db');
  const late = reading({ measuredAt: NOON + 30_000 });

  test('full or read-only: all is read, with what only the log has; writing says why it cannot be', ({
    skip,
  }) => {
    for (const kind of ['full', 'read-only'] as const) {
      const disk = smallDisk();
      if (disk === null) return skip('no rights to mount a disk');
      const crashed = crashedHistory();
      for (const suffix of ['', '-wal']) copyFileSync(crashed + suffix, path(disk) + suffix);
      const fill = join(disk, 'fill');
      if (kind === 'full') spawnSync('dd', ['if=/dev/zero', `of=${fill}`, 'bs=4k']);
      else expect(spawnSync('mount', ['-o', 'remount,ro', disk]).status).toBe(0);
      const time = new FakeClock(NOON);
      const file = fileAt(path(disk), time);
      expect(stored(valueOf(file.open()), null)).toHaveLength(2500);
      const code = kind === 'full' ? 'diskFull' : 'historyReadOnly';
      expect(codes(file)).toEqual([code]);
      expect(file.state.problem?.code).toBe(code);
      expect(codeOf(valueOf(file.open()).record([late]))).toBe(code);
      expect(codeOf(valueOf(file.open()).journal.add([], []))).toBe(code);
      if (kind === 'full') rmSync(fill);
      else spawnSync('mount', ['-o', 'remount,rw', disk]);
      time.advance(31_000);
      expect(valueOf(valueOf(file.open()).record([late])).inserted).toBe(1);
      expect([codes(file), file.state.problem]).toEqual([[], null]);
      file.close();
    }
  });

  test('a disk that fills up while it is written loses nothing, and goes on with space', ({ skip }) => {
    const disk = smallDisk();
    if (disk === null) return skip('no rights to mount a disk');
    const file = fileAt(path(disk));
    let next = 0;
    let outcome = valueOf(file.open()).record([]);
    for (; outcome.ok; next += 500)
      outcome = valueOf(file.open()).record(
        Array.from({ length: 500 }, (_, i) => reading({ measuredAt: NOON + (next + i) * 60_000 })),
      );
    expect(outcome.problem.code).toBe('diskFull');
    expect(file.state.problem?.code).toBe('diskFull');
    expect(stored(valueOf(file.open()), null)).toHaveLength(next - 500);
    expect(spawnSync('mount', ['-o', 'remount,size=8m', disk]).status).toBe(0);
    expect(valueOf(valueOf(file.open()).record([late])).inserted).toBe(1);
    expect(file.state.problem).toBeNull();
    file.close();
  });
});
