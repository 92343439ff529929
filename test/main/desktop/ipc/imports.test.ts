import { EventEmitter } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Served } from '../../../../src/main/desktop/ipc/answering.ts';
import { serveWindows } from '../../../../src/main/desktop/ipc/serve-windows.ts';
import { UnderWay } from '../../../../src/main/desktop/life/under-way.ts';
import { HistoryThread } from '../../../../src/main/history/history-thread.ts';
import type { OpenHistory } from '../../../../src/main/history/port.ts';
import { Profile } from '../../../../src/main/profile/profile.ts';
import type { Channel, Contracts } from '../../../../src/shared/ipc/contracts.ts';
import { HAND_OVER, type FilePreview, type Given } from '../../../../src/shared/ipc/imports.ts';
import type { ProblemCode } from '../../../../src/shared/problems.ts';
import type { Result } from '../../../../src/shared/result.ts';
import { DAY, MINUTE } from '../../../../src/shared/time.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { libreviewFile } from '../../../support/file-to-import.ts';
import { NOON, reading } from '../../../support/readings.ts';
import { exported, profileWith, READINGS } from '../../exchange/exported.ts';
import { personInfo, rowsOf, temporaryFolder, valueOf } from '../../history/history-folder.ts';

// From the channel to the history's thread and back, with real files.

type Invoked = (event: object, request?: unknown, work?: unknown) => Promise<unknown>;
const { channels, dialogs } = vi.hoisted(() => ({
  channels: new Map<string, Invoked>(),
  /** What the person chooses next; null: they close the dialog. */
  dialogs: [] as (string | null)[],
}));
vi.mock('electron', () => ({
  ipcMain: { handle: (channel: string, invoked: Invoked) => channels.set(channel, invoked) },
  clipboard: {},
  shell: {},
  BrowserWindow: { fromWebContents: () => null },
  dialog: {
    showOpenDialog() {
      const path = dialogs.shift() ?? null;
      return Promise.resolve({ canceled: path === null, filePaths: path === null ? [] : [path] });
    },
  },
}));

const faults = vi.fn();
/** The day of the files is over. */
const NOW = NOON + DAY;
const NOTHING: Given = { patientId: null, unit: null, dateOrder: null, zone: null, scans: false };
const GIVEN: Given = { ...NOTHING, dateOrder: 'dmy', unit: 'mgdl', zone: 'Europe/Berlin' };

/** A data folder whose history is in a thread, of people who are known. */
async function historyOf(...people: string[]) {
  const clock = new FakeClock(NOW);
  const folder = temporaryFolder();
  const path = join(folder, 'history.db');
  const openHistory: OpenHistory = (file, time) => new HistoryThread(file, time);
  const profile = new Profile({ dataDir: folder, clock, places: { openHistory } });
  onTestFinished(() => profile.close());
  const { history } = profile;
  const infos = people.map((patientId) => personInfo({ patientId }));
  if (infos.length > 0) valueOf(await history.ask('record', { people: infos, readings: [] }));
  return { clock, folder, path, history, profile };
}

type Opened = Awaited<ReturnType<typeof historyOf>>;

function serve(opened: Opened, mode: 'account' | 'demo' = 'account') {
  const recorded = { profile: opened.profile, isDemo: mode === 'demo' };
  let published = 0;
  const session = { recorded, following: null, publish: () => (published += 1) };
  serveWindows({ session, program: { fault: () => faults, underWay: new UnderWay() } } as unknown as Served);
  const told: { work: number; done: number }[] = [];
  const sender = Object.assign(new EventEmitter(), {
    send: (_: string, progress: (typeof told)[number]) => void told.push(progress),
  });
  const event = { sender, senderFrame: { url: 'app://glucoglance/index.html', parent: null } };
  const ask = <C extends Channel>(channel: C, request?: Contracts[C]['request'], work?: number) =>
    channels.get(channel)!(event, request, work) as Promise<Contracts[C]['response']>;
  const choose = async (path: string) => {
    dialogs.push(path);
    return valueOf(await ask('imports:choose'))!;
  };
  return { session, told, event, ask, choose, shown: () => published };
}

const written = ({ folder }: Opened, content: Uint8Array | string, name = 'export.csv') => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

function previewOf(answer: Contracts['imports:look']['response']): FilePreview {
  const looked = valueOf(answer);
  if (looked.is !== 'file') throw new Error(looked.is);
  return looked;
}

const codeOf = (answer: Result<unknown>): ProblemCode | 'ok' => (answer.ok ? 'ok' : answer.problem.code);
const DAY_OF_ROWS = Array.from({ length: 96 }, (_, i) => [i * 15, 100 + (i % 30)] as const);
const count = ({ path }: Opened) => rowsOf(path, 'SELECT count(*) AS n FROM reading');

beforeEach(() => {
  channels.clear();
  dialogs.length = 0;
  faults.mockReset();
});

describe('a file that is chosen', () => {
  it('is looked into, imported, and taken back', async () => {
    const opened = await historyOf('ada');
    const { ask, choose } = serve(opened);
    const rows = [...DAY_OF_ROWS, [3, 120, 1] as const];
    const { file, name } = await choose(written(opened, libreviewFile(rows), 'Ada\u202e.csv'));
    // Nothing that could turn the text around it.
    expect(name).not.toContain('\u202e');
    const preview = previewOf(await ask('imports:look', { file, given: GIVEN }));
    expect(preview).toMatchObject({
      format: 'libreview',
      people: [{ patientId: 'ada' }],
      devices: ['FreeStyle LibreLink'],
      unit: { value: 'mgdl', basis: 'given' },
      zone: { value: 'Europe/Berlin', basis: 'given' },
      kinds: { history: 96, scan: 1 },
      skipped: [{ reason: 'scan', rows: 1, lines: [99] }],
      span: { from: Date.UTC(2026, 10, 20), to: Date.UTC(2026, 10, 20, 23, 45) },
      would: { importId: null, inserted: 96, duplicates: 0, conflicts: 0, alreadyImportedAt: null },
    });
    expect([...preview.days!.file]).toEqual([96]);
    expect([...preview.days!.held]).toEqual([0]);
    expect(JSON.stringify(preview)).not.toContain(opened.folder);
    expect(count(opened)).toEqual([{ n: 0 }]);

    const imported = valueOf(await ask('imports:import', { file }));
    expect(imported).toMatchObject({ inserted: 96, duplicates: 0, conflicts: 0 });
    expect(count(opened)).toEqual([{ n: 96 }]);
    expect(valueOf(await ask('imports:list'))).toMatchObject([{ importId: imported.importId, inserted: 96 }]);
    // It is done with: nothing of it is kept.
    expect(codeOf(await ask('imports:import', { file }))).toBe('fileNotAtHand');

    expect(await ask('imports:undo', { importId: imported.importId! })).toEqual({
      ok: true,
      value: { removed: 96 },
    });
    expect(codeOf(await ask('imports:undo', { importId: imported.importId! }))).toBe('importUnknown');
    expect(count(opened)).toEqual([{ n: 0 }]);
    expect(faults).not.toHaveBeenCalled();
  });

  it('says what of it is recorded already, and when it was imported before', async () => {
    const opened = await historyOf('ada');
    const { ask, choose } = serve(opened);
    const readings = DAY_OF_ROWS.slice(0, 8).map(([minute, mgdl]) =>
      reading({
        measuredAt: Date.UTC(2026, 10, 19, 23) + minute * MINUTE + 7000,
        mgdl: minute === 0 ? mgdl + 40 : mgdl,
        utcOffsetSeconds: 3600,
        source: 'graph',
      }),
    );
    valueOf(await opened.history.ask('record', { people: [], readings }));
    const path = written(opened, libreviewFile(DAY_OF_ROWS));
    const first = await choose(path);
    const seen = previewOf(await ask('imports:look', { file: first.file, given: GIVEN }));
    expect(seen.would).toMatchObject({ inserted: 88, duplicates: 7, conflicts: 1, alreadyImportedAt: null });
    expect([...seen.days!.held]).toEqual([8]);
    valueOf(await ask('imports:import', { file: first.file }));
    opened.clock.advance(MINUTE);
    const second = await choose(path);
    const again = previewOf(await ask('imports:look', { file: second.file, given: GIVEN }));
    expect(again.would).toMatchObject({ inserted: 0, duplicates: 95, alreadyImportedAt: NOW });
    const done = valueOf(await ask('imports:import', { file: second.file }));
    expect(done).toMatchObject({ inserted: 0, alreadyImportedAt: NOW });
    const ids = valueOf(await ask('imports:list')).map(({ importId }) => importId);
    expect(ids).toEqual([2, 1]);
  });

  it('is asked about until nothing is open', async () => {
    const opened = await historyOf('ada', 'ben');
    const { ask, choose } = serve(opened);
    const text = new TextDecoder()
      .decode(
        libreviewFile([
          [0, 100],
          [15, 101],
          [30, 102],
        ]),
      )
      .replaceAll('mg/dL', '')
      .replace('20-11', '03-04')
      .replace('20-11', '05-06')
      .replace('20-11', '09-10');
    const { file } = await choose(written(opened, text));
    const asked = async (given: Given) => {
      const looked = valueOf(await ask('imports:look', { file, given }));
      return looked.is === 'question' ? looked.question.about : looked.is;
    };
    expect(await asked(NOTHING)).toBe('person');
    expect(await asked({ ...NOTHING, patientId: 'ben' })).toBe('dateOrder');
    // What was not understood cannot be imported.
    expect(codeOf(await ask('imports:import', { file }))).toBe('fileNotAtHand');
    expect(await asked({ ...NOTHING, patientId: 'ben', dateOrder: 'mdy', zone: 'Europe/Berlin' })).toBe(
      'file',
    );
    valueOf(await ask('imports:import', { file }));
    expect(rowsOf(opened.path, 'SELECT DISTINCT PatientId FROM data_glucose')).toEqual([
      { PatientId: 'ben' },
    ]);
  });

  it.each([
    ['nothing of the kind', 'fileNotUnderstood'],
    ['', 'fileNotUnderstood'],
    [null, 'fileUnreadable'],
  ])('that cannot be imported is one sentence, without its place: %j', async (content, code) => {
    const opened = await historyOf('ada');
    const { ask, choose } = serve(opened);
    const path = content === null ? join(opened.folder, 'gone.csv') : written(opened, content);
    const { file } = await choose(path);
    const answer = await ask('imports:look', { file, given: NOTHING });
    expect(codeOf(answer)).toBe(code);
    expect(JSON.stringify(answer)).not.toContain(opened.folder);
  });

  it('and is a folder is none', async () => {
    const opened = await historyOf('ada');
    const { ask, choose } = serve(opened);
    mkdirSync(join(opened.folder, 'exports'));
    const { file } = await choose(join(opened.folder, 'exports'));
    expect(await ask('imports:look', { file, given: NOTHING })).toMatchObject({
      problem: { code: 'fileUnreadable', params: { path: 'exports', cause: 'isFolder' } },
    });
  });

  it('is not wanted where the dialog is closed, nor after it is left', async () => {
    const opened = await historyOf('ada');
    const { ask, choose } = serve(opened);
    expect(await ask('imports:choose')).toEqual({ ok: true, value: null });
    const { file } = await choose(written(opened, libreviewFile(DAY_OF_ROWS)));
    await ask('imports:forget', { file: file + 1 });
    expect(previewOf(await ask('imports:look', { file, given: GIVEN })).would.inserted).toBe(96);
    await ask('imports:forget', { file });
    expect(codeOf(await ask('imports:look', { file, given: GIVEN }))).toBe('fileNotAtHand');
    expect(codeOf(await ask('imports:import', { file }))).toBe('fileNotAtHand');
  });

  it('is of the history it was chosen for, and of no other', async () => {
    const [account, demo] = [await historyOf('ada'), await historyOf('demo')];
    const { ask, choose, session } = serve(account);
    const { file } = await choose(written(account, libreviewFile(DAY_OF_ROWS)));
    previewOf(await ask('imports:look', { file, given: GIVEN }));
    session.recorded = { profile: demo.profile, isDemo: true };
    expect(codeOf(await ask('imports:look', { file, given: GIVEN }))).toBe('fileNotAtHand');
    expect(codeOf(await ask('imports:import', { file }))).toBe('fileNotAtHand');
    expect([count(account), count(demo)]).toEqual([[{ n: 0 }], [{ n: 0 }]]);
  });

  it('can be an archive, of which nobody needs to be known; the demo takes none of an account', async () => {
    const { text } = await exported(profileWith({ readings: READINGS }).profile, { format: 'archive' });
    const to = await historyOf();
    const { ask, choose, session } = serve(to);
    const { file } = await choose(written(to, text, 'all.archive'));
    const instants = READINGS.map(({ measuredAt }) => measuredAt);
    expect(valueOf(await ask('imports:look', { file, given: NOTHING }))).toMatchObject({
      is: 'archive',
      readings: READINGS.length,
      span: { from: Math.min(...instants), to: Math.max(...instants) },
      would: { importId: null, inserted: READINGS.length },
    });
    expect(count(to)).toEqual([{ n: 0 }]);
    session.recorded.isDemo = true;
    expect(await ask('imports:look', { file, given: NOTHING })).toMatchObject({
      problem: { code: 'fileNotUnderstood', params: { fault: 'archiveOfPeople' } },
    });
    const plain = await choose(written(to, libreviewFile(DAY_OF_ROWS)));
    expect(codeOf(await ask('imports:look', { file: plain.file, given: GIVEN }))).toBe('nobodyKnown');
  });

  it('makes a folder the account’s that was nobody’s, and is not for one of the demo', async () => {
    const { text } = await exported(profileWith({ readings: READINGS }).profile, { format: 'archive' });
    const [fresh, ofDemo] = [await historyOf(), await historyOf()];
    await ofDemo.profile.claim('demo');
    const outcomes = [];
    for (const to of [fresh, ofDemo]) {
      const { ask, choose, shown } = serve(to);
      const { file } = await choose(written(to, text, 'all.jsonl'));
      valueOf(await ask('imports:look', { file, given: NOTHING }));
      outcomes.push([codeOf(await ask('imports:import', { file })), to.profile.owner, shown(), count(to)]);
    }
    expect(outcomes).toEqual([
      ['ok', 'account', 1, [{ n: READINGS.length }]],
      ['folderOfDemo', 'demo', 0, [{ n: 0 }]],
    ]);
  });
});

describe('an import that takes long', () => {
  const long = libreviewFile(Array.from({ length: 20_000 }, (_, i) => [i, 100] as const));

  async function begin() {
    const opened = await historyOf('ada');
    opened.clock.advance(20_000 * MINUTE);
    const served = serve(opened);
    const { file } = await served.choose(written(opened, long));
    previewOf(await served.ask('imports:look', { file, given: GIVEN }));
    return { opened, file, ...served };
  }

  it('tells how much is done, and what is recorded meanwhile is recorded', async () => {
    const { opened, file, ask, told } = await begin();
    const [done, recorded] = await Promise.all([
      ask('imports:import', { file }, 7),
      opened.history.ask('record', { people: [], readings: [reading({ measuredAt: NOON })] }),
    ]);
    expect(valueOf(recorded)).toEqual({ inserted: 1, duplicates: 0 });
    expect(valueOf(done).inserted).toBeGreaterThan(19_000);
    expect(told.length).toBeGreaterThan(3);
    expect(told.every(({ work }) => work === 7)).toBe(true);
    const shares = told.map((one) => one.done);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.every((share) => share > 0 && share <= 1)).toBe(true);
  });

  it('leaves nothing where it is called off, and can be begun again', async () => {
    const { opened, file, ask } = await begin();
    const called = ask('imports:import', { file }, 3);
    await ask('work:cancel', { work: 3 });
    expect(await called).toBeNull();
    expect(valueOf(await ask('imports:list'))).toEqual([]);
    expect(count(opened)).toEqual([{ n: 0 }]);
    expect(valueOf(await ask('imports:import', { file }))).toMatchObject({ inserted: 20_000 });
    expect(faults).not.toHaveBeenCalled();
  });
});

describe('a file that is dropped', () => {
  it('is handed over by the preload alone, as a number', async () => {
    const opened = await historyOf('ada');
    const { ask, event } = serve(opened);
    const handOver = (path: unknown, from: object = event) => channels.get(HAND_OVER)!(from, path);
    const path = written(opened, libreviewFile(DAY_OF_ROWS));
    const taken = valueOf((await handOver(path)) as Result<{ file: number; name: string }>);
    expect(taken).toEqual({ file: 1, name: 'export.csv' });
    expect(previewOf(await ask('imports:look', { file: taken.file, given: GIVEN })).would.inserted).toBe(96);

    for (const wrong of [
      undefined,
      null,
      7,
      '',
      'export.csv',
      '../export.csv',
      [path],
      { path },
      `/${'x'.repeat(40_000)}`,
    ])
      await expect(async () => handOver(wrong)).rejects.toThrow('cannot be asked so');
    for (const url of [
      'app://glucoglance/alarm.html',
      'app://held/1.html',
      'https://evil.example/',
      'about:blank',
    ])
      await expect(async () =>
        handOver(path, { ...event, senderFrame: { url, parent: null } }),
      ).rejects.toThrow('may not ask');
    await expect(async () =>
      handOver(path, { ...event, senderFrame: { url: 'app://glucoglance/index.html', parent: {} } }),
    ).rejects.toThrow('may not ask');
  });
});
