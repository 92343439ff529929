import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { describe, expect, onTestFinished, test } from 'vitest';
import { HistoryHere } from '../../../src/main/history/history-here.ts';
import { HistoryThread } from '../../../src/main/history/history-thread.ts';
import type { HistoryPort } from '../../../src/main/history/port.ts';
import type { JournalEntry } from '../../../src/shared/alarms/journal-entry.ts';
import { DEFAULT_RULES } from '../../../src/shared/alarms/rules.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { AT_STEP, DIES, FREE, HELD, HeldHistory } from '../../support/held-history.ts';
import { fileToImport, libreviewFile } from '../../support/file-to-import.ts';
import { NOON, reading } from '../../support/readings.ts';
import { personInfo, rowsOf, temporaryFolder, valueOf } from './history-folder.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const entry: JournalEntry = {
  patientId: 'ada',
  kind: 'low',
  decision: 'raised',
  reason: 'belowLimit',
  at: NOON,
  mgdl: 60,
  measuredAt: NOON,
  sound: true,
  since: NOON,
  until: null,
  by: null,
};

function begin() {
  const clock = new FakeClock(NOON + MINUTE);
  const held = new HeldHistory();
  const path = join(temporaryFolder(), 'history.db');
  return { clock, held, path, history: held.open(path, clock) };
}

const record = (history: HistoryPort, ...instants: number[]) =>
  history.ask('record', {
    people: [personInfo()],
    readings: instants.map((measuredAt) => reading({ measuredAt })),
  });
const instantsIn = (path: string) =>
  rowsOf(path, 'SELECT (key & 0x1ffffffff) * 1000 AS at FROM reading ORDER BY at');
const of = (...instants: number[]) => instants.map((at) => ({ at }));

/** Until something that a thread does has come about. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await turn();
}

describe('the history in a thread of its own', () => {
  test('answers as the one in this thread does', async () => {
    const clock = new FakeClock(NOON + 20 * MINUTE);
    const thread = new HistoryThread(join(temporaryFolder(), 'history.db'), clock);
    const here = new HistoryHere(join(temporaryFolder(), 'history.db'), clock);
    onTestFinished(() => Promise.all([thread.close(), here.close()]).then(() => {}));
    const window = { from: { instant: NOON }, to: { instant: NOON + 10 * MINUTE } };
    const asked = async (history: HistoryPort): Promise<unknown[]> => [
      await record(history, NOON, NOON + MINUTE, NOON + 2 * MINUTE),
      await history.ask('note', { entries: [entry], watched: [{ from: NOON, to: NOON + MINUTE }] }),
      await history.ask('people', null),
      await history.ask('readings', { patientIds: ['ada'], window }),
      await history.ask('newest', { patientIds: ['ada'] }),
      await history.ask('statistics', { patientId: 'ada', window }),
      await history.ask('chartPart', { patientId: 'ada', from: NOON, to: NOON + MINUTE }),
      await history.ask('chartPart', { patientId: 'ada', from: NOON, to: NOON }),
      await history.ask('usualBand', { patientId: 'ada', before: NOON + MINUTE }),
      await history.ask('moment', { at: NOON }),
      await history.ask('inspect', null),
      history.state,
    ];
    expect(await asked(thread)).toEqual(await asked(here));
  });

  test('is closed with all that was handed over written, and opened again by the next question', async () => {
    const { held, path, history } = begin();
    held.set(HELD);
    const written = [record(history, NOON), record(history, NOON + MINUTE)];
    const closed = history.close();
    held.set(FREE);
    await closed;
    for (const one of written) expect(valueOf(await one)).toEqual({ inserted: 1, duplicates: 0 });
    expect(instantsIn(path)).toEqual(of(NOON, NOON + MINUTE));
    expect(valueOf(await history.ask('size', { patientIds: [], from: 0 })).readings).toBe(2);
    expect(held.started).toBe(2);
  });

  test('is closed for everybody who asks for it at the same time', async () => {
    const { held, path, history } = begin();
    held.set(HELD);
    const written = [record(history, NOON), record(history, NOON + MINUTE)];
    const closed = [history.close(), history.close()];
    held.set(FREE);
    // Not by the time limit: this clock stands still.
    await Promise.all([...closed, ...written]);
    expect(instantsIn(path)).toEqual(of(NOON, NOON + MINUTE));
  });

  test('does not begin what nobody waits for any more', async () => {
    const { held, history } = begin();
    await record(history, NOON);
    held.set(HELD);
    const cancel = new AbortController();
    const question = history.ask('people', null, cancel.signal);
    cancel.abort(new Error('the page is left'));
    await expect(question).rejects.toThrow('the page is left');
    await expect(history.ask('people', null, cancel.signal)).rejects.toThrow('the page is left');
    held.set(FREE);
    expect(valueOf(await history.ask('people', null))).toHaveLength(1);
  });

  test.each([
    ['chartPart', { patientId: 'ada', from: NOON, to: NOON + 50 * MINUTE }],
    ['usualBand', { patientId: 'ada', before: NOON + 50 * MINUTE }],
    ['statistics', { patientId: 'ada', window: {} }],
    ['rehearsal', { patientId: 'ada', rules: DEFAULT_RULES, days: 14 }],
  ] as const)('ends %s at its next step where nobody waits for it any more', async (name, request) => {
    const { held, history } = begin();
    await record(history, NOON);
    held.set(AT_STEP);
    const cancel = new AbortController();
    const question = history.ask(name, request as never, cancel.signal);
    await until(() => held.isAtStep);
    cancel.abort(new Error('the page is left'));
    await expect(question).rejects.toThrow('the page is left');
    held.set(FREE);
    expect(valueOf(await history.ask('people', null))).toHaveLength(1);
    expect(held.answers.map((answer) => 'result' in answer)).toEqual([true, false, true]);
    expect(valueOf(await history.ask(name, request as never))).toBeDefined();
  });

  test('is not said to hang once nobody waits for it any more', async () => {
    const { clock, held, history } = begin();
    await record(history, NOON);
    held.set(HELD);
    const cancel = new AbortController();
    const question = history.ask('people', null, cancel.signal);
    cancel.abort(new Error('the page is left'));
    await expect(question).rejects.toThrow('the page is left');
    clock.advance(20 * SECOND);
    expect(history.state.problem).toBeNull();
  });

  test('takes what is to be written before the questions that wait', async () => {
    const { held, history } = begin();
    await record(history, NOON);
    held.set(HELD);
    const order: string[] = [];
    const all = [
      history.ask('size', { patientIds: [], from: 0 }).then(() => order.push('first')),
      history.ask('size', { patientIds: [], from: 0 }).then(() => order.push('second')),
      record(history, NOON + MINUTE).then(() => order.push('written')),
    ];
    held.set(FREE);
    await Promise.all(all);
    expect(order.indexOf('written')).toBeLessThan(order.indexOf('second'));
  });

  test('tells for a minute of a damaged file it has set aside', async () => {
    const { clock, path, history } = begin();
    writeFileSync(path, 'this was a history once');
    expect(await history.ask('look', null)).toMatchObject({ problem: { code: 'historyDamaged' } });
    expect(await history.ask('look', null)).toEqual({ ok: true, value: null });
    clock.advance(50 * SECOND);
    expect(history.state.problem?.code).toBe('historyDamaged');
    clock.advance(11 * SECOND);
    expect(history.state.problem).toBeNull();
    expect(history.state.notices.map(({ code }) => code)).toEqual(['historyDamaged']);
  });

  test('throws for a bug, and goes on', async () => {
    const { history } = begin();
    await expect(history.ask('readings', null as never)).rejects.toThrow(TypeError);
    expect(valueOf(await record(history, NOON))).toMatchObject({ inserted: 1 });
  });
});

describe('R2: a disk that does not answer', () => {
  test('is told after ten seconds, keeps no question waiting, and writes once when it is back', async () => {
    const { clock, held, path, history } = begin();
    await record(history, NOON);
    held.set(HELD);
    const written = record(history, NOON + MINUTE);
    const asked = history.ask('people', null);
    clock.advance(9 * SECOND);
    expect(history.state.problem).toBeNull();
    clock.advance(SECOND);
    expect(await asked).toEqual({ ok: false, problem: { code: 'historyHangs', params: { path } } });
    expect(history.state.problem?.code).toBe('historyHangs');
    clock.advance(10 * MINUTE);
    expect(instantsIn(path)).toEqual(of(NOON));
    held.set(FREE);
    expect(valueOf(await written)).toEqual({ inserted: 1, duplicates: 0 });
    expect(history.state.problem).toBeNull();
    expect(instantsIn(path)).toEqual(of(NOON, NOON + MINUTE));
    // Two threads would have written at once.
    expect(held.started).toBe(1);
  });

  test('keeps no later question waiting either', async () => {
    const { clock, held, path, history } = begin();
    await record(history, NOON);
    held.set(HELD);
    const written = record(history, NOON + MINUTE);
    clock.advance(10 * SECOND);
    for (const name of ['people', 'look'] as const) {
      const asked = history.ask(name, null);
      clock.advance(10 * SECOND);
      expect(await asked).toEqual({ ok: false, problem: { code: 'historyHangs', params: { path } } });
    }
    held.set(FREE);
    expect(valueOf(await written)).toEqual({ inserted: 1, duplicates: 0 });
    expect(history.state.problem).toBeNull();
  });

  test('is none while the computer slept', async () => {
    const { clock, held, history } = begin();
    await record(history, NOON);
    held.set(HELD);
    const written = record(history, NOON + MINUTE);
    // All timers that fell due meanwhile come at once on waking, each once.
    clock.advance(5 * SECOND);
    expect(history.state.problem).toBeNull();
    held.set(FREE);
    await written;
    expect(history.state.problem).toBeNull();
  });

  test('that keeps letting it wait is slow, as long as it does, and hangs where it then says nothing', async () => {
    const { clock, held, path, history } = begin();
    await record(history, NOON);
    const told: (string | undefined)[] = [];
    const late = async (instant: number): Promise<void> => {
      held.set(HELD);
      const written = record(history, instant);
      clock.advance(50 * SECOND);
      told.push(history.state.problem?.code);
      held.set(FREE);
      await written;
      told.push(history.state.problem?.code);
    };
    await late(NOON + MINUTE);
    await late(NOON + 2 * MINUTE);
    await late(NOON + 3 * MINUTE);
    expect(told).toEqual([
      'historyHangs',
      undefined,
      'historyHangs',
      'historySlow',
      'historySlow',
      'historySlow',
    ]);
    clock.advance(3 * MINUTE);
    expect(history.state.problem).toBeNull();
    await late(NOON + 4 * MINUTE);
    await late(NOON + 5 * MINUTE);
    held.set(HELD);
    const written = record(history, NOON + 6 * MINUTE);
    clock.advance(4 * MINUTE);
    expect(history.state.problem).toEqual({ code: 'historyHangs', params: { path } });
    held.set(FREE);
    await written;
  });

  test('does not keep the program from ending', async () => {
    const { clock, held, history } = begin();
    await record(history, NOON);
    held.set(HELD);
    void record(history, NOON + MINUTE);
    const closed = history.close();
    clock.advance(5 * SECOND);
    await closed;
    expect(held.started).toBe(1);
  });
});

describe('a history that is at work', () => {
  const ROWS = Array.from({ length: 50 }, (_, i) => [i * 5, 100] as const);

  /** Begins an import, which goes no further than its first step. */
  async function importing() {
    const all = begin();
    await record(all.history, NOON);
    all.held.set(AT_STEP);
    const file = fileToImport(libreviewFile(ROWS), { dateOrder: 'dmy' }, { now: Date.UTC(2100, 0) });
    const imported = all.history.ask('importFile', file);
    await until(() => all.held.isAtStep);
    return { ...all, imported };
  }

  test('by importing says so, and not that its disk hangs, while it goes on', async () => {
    const { clock, held, history, imported } = await importing();
    const written = record(history, NOON + MINUTE);
    const asked = history.ask('people', null);
    clock.advance(10 * SECOND);
    expect(await asked).toEqual({ ok: false, problem: { code: 'historyAtWork', params: {} } });
    expect(history.state.problem?.code).toBe('historyAtWork');
    held.set(FREE);
    expect(valueOf(await imported).inserted).toBe(ROWS.length);
    expect(valueOf(await written)).toEqual({ inserted: 1, duplicates: 0 });
    expect(history.state.problem).toBeNull();
  });

  test.each([
    ['somebody writes', true],
    ['nobody does', false],
  ])('hangs after a minute without a step, where %s', async (_, writes) => {
    const { clock, held, path, history } = await importing();
    const written = writes ? record(history, NOON + MINUTE) : null;
    const codes: string[] = [];
    for (let ten = 0; ten < 8; ten++) {
      const asked = history.ask('people', null);
      clock.advance(10 * SECOND);
      const answer = await asked;
      codes.push(answer.ok ? 'ok' : answer.problem.code);
    }
    expect(codes.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'historyAtWork'));
    expect(codes.at(-1)).toBe('historyHangs');
    expect(history.state.problem).toEqual({ code: 'historyHangs', params: { path } });
    held.set(FREE);
    await written;
    expect((await history.ask('people', null)).ok).toBe(true);
    expect(history.state.problem).toBeNull();
  });

  test('by repairing itself says that', async () => {
    const { clock, held, path, history } = begin();
    writeFileSync(path, 'this was a history once');
    held.set(AT_STEP);
    const written = record(history, NOON);
    const asked = history.ask('people', null);
    await until(() => held.isAtStep);
    clock.advance(10 * SECOND);
    expect(await asked).toEqual({ ok: false, problem: { code: 'historyUnderRepair', params: {} } });
    expect(history.state.problem?.code).toBe('historyUnderRepair');
    held.set(FREE);
    // Told once; the recorder hands it over again.
    expect(await written).toMatchObject({ problem: { code: 'historyDamaged' } });
    expect(valueOf(await record(history, NOON))).toEqual({ inserted: 1, duplicates: 0 });
  });
});

describe('R2: a thread that ends by itself', () => {
  test('is told, replaced, and gets again what it did not answer; nothing is written twice', async () => {
    const { clock, held, path, history } = begin();
    await record(history, NOON);
    held.set(DIES);
    const written = record(history, NOON + MINUTE);
    const noted = history.ask('note', { entries: [entry, { ...entry, kind: 'high' }], watched: [] });
    const question = history.ask('people', null);
    expect(await question).toMatchObject({ ok: false, problem: { code: 'historyFailed' } });
    expect(history.state.problem?.code).toBe('historyFailed');
    held.set(FREE);
    clock.advance(SECOND);
    expect(valueOf(await written)).toEqual({ inserted: 0, duplicates: 1 });
    expect((await noted).ok).toBe(true);
    expect(instantsIn(path)).toEqual(of(NOON, NOON + MINUTE));
    expect(rowsOf(path, 'SELECT kind FROM alarm ORDER BY id')).toEqual([{ kind: 'low' }, { kind: 'high' }]);
    expect(held.started).toBe(2);
    expect(history.state.problem).toBeNull();
  });

  test('again and again, is started once a second, and loses nothing', async () => {
    const { clock, held, path, history } = begin();
    held.set(DIES);
    const noted = history.ask('note', { entries: [entry], watched: [] });
    for (let round = 1; round <= 3; round++) {
      await until(() => clock.nextIn === SECOND);
      expect([held.started, history.state.problem?.code]).toEqual([round, 'historyFailed']);
      clock.advance(SECOND);
    }
    held.set(FREE);
    expect((await noted).ok).toBe(true);
    expect(rowsOf(path, 'SELECT kind FROM alarm')).toHaveLength(1);
  });

  test('whose file is none is told as such', async () => {
    const clock = new FakeClock(NOON);
    const history = new HistoryThread(join(temporaryFolder(), 'history.db'), clock, (): Worker => {
      throw new Error('no such file');
    });
    await expect(history.ask('people', null)).rejects.toThrow('no such file');
  });
});
