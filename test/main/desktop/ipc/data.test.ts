import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Asking, Served } from '../../../../src/main/desktop/ipc/answering.ts';
import { ANSWERS } from '../../../../src/main/desktop/ipc/answers.ts';
import { beginErasure } from '../../../../src/main/erase/marker.ts';
import { memoryVault } from '../../../../src/main/credentials/vault.ts';
import { DailyBackup } from '../../../../src/main/session/daily-backup.ts';
import { Pulse } from '../../../../src/main/time/pulse.ts';
import type { Channel, Contracts } from '../../../../src/shared/ipc/contracts.ts';
import type { BackupState } from '../../../../src/shared/state/backup-state.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { NOON } from '../../../support/readings.ts';
import { temporaryDirectory } from '../../../support/run-cli.ts';
import { ADA, BEN, fill, tracesOfAda } from '../../erase/erasable-folder.ts';
import { profileOf } from '../../erase/profile-of.ts';
import { valueOf } from '../../history/history-folder.ts';

// What the data page asks, on a real folder of two people; the dialog of the system is answered here.

const system = vi.hoisted(() => ({
  dialogs: [] as { defaultPath: string; filters: { extensions: string[] }[] }[],
  answer: { canceled: true, filePath: '' },
  onDialog: (): unknown => null,
  onProgress: (): unknown => null,
  shown: [] as string[],
  question: { response: 1 },
  asked: [] as { message: string }[],
  chosen: [] as string[],
}));
vi.mock('electron', () => ({
  BrowserWindow: { fromWebContents: () => null },
  dialog: {
    showSaveDialog(options: (typeof system.dialogs)[number]) {
      system.dialogs.push(options);
      system.onDialog();
      return Promise.resolve(system.answer);
    },
    showOpenDialog() {
      const path = system.chosen.shift();
      return Promise.resolve({ canceled: path === undefined, filePaths: path === undefined ? [] : [path] });
    },
    showMessageBox(options: (typeof system.asked)[number]) {
      system.asked.push(options);
      return Promise.resolve(system.question);
    },
  },
  shell: { showItemInFolder: (path: string) => system.shown.push(path) },
  clipboard: {},
  app: {},
}));

type Value<C extends Channel> = Contracts[C]['response'] extends infer R
  ? R extends { ok: true; value: infer V }
    ? V
    : never
  : never;

async function begin() {
  const dataDir = temporaryDirectory();
  await fill(dataDir, 40);
  const vault = memoryVault();
  await vault.writeCredentials({ email: 'a@example.org', password: 'p' });
  const profile = profileOf(dataDir, vault);
  const known: BackupState[] = [];
  const backups = new DailyBackup({
    history: () => profile.history,
    pulse: new Pulse(new FakeClock(NOON)),
    now: () => profile.time.now(),
    mayMake: () => false,
    onChange: (state) => known.push(state),
  });
  let isOver: boolean | null = null;
  const session = {
    mode: 'account',
    following: { profile, backups },
    recorded: { profile, isDemo: false },
    async paused(act: (given: typeof profile) => Promise<unknown>, over: () => boolean = () => false) {
      const done = await act(profile);
      isOver = over();
      return done;
    },
  };
  const dismissed: string[] = [];
  const snapshots = { dismiss: (code: string) => dismissed.push(code) };
  const served = { session, snapshots } as unknown as Served;
  const shares: number[] = [];
  const window = {};
  const left = new AbortController();
  const asking = {
    window,
    signal: left.signal,
    progress(done: number) {
      shares.push(done);
      system.onProgress();
    },
  } as unknown as Asking;
  const ask = async <C extends Channel>(channel: C, request: Contracts[C]['request']) =>
    (await ANSWERS[channel].answer(served, request, asking)) as { ok: true; value: Value<C> };
  const own = join(dataDir, '..', `${dataDir.split('/').at(-1)}-own`);
  mkdirSync(own);
  return {
    ask,
    dataDir,
    own,
    profile,
    vault,
    shares,
    left,
    known,
    dismissed,
    session,
    isOver: () => isOver,
  };
}

const csv = {
  format: 'csv',
  patientId: BEN.patientId,
  period: null,
  named: false,
  decimalComma: false,
  unit: 'mgdl',
} as const;

beforeEach(() => {
  system.dialogs = [];
  system.shown = [];
  system.onDialog = () => null;
  system.onProgress = () => null;
  system.asked = [];
  system.question = { response: 1 };
  system.answer = { canceled: true, filePath: '' };
});

describe('an export', () => {
  it('is written where the person says, whole and for nobody else, and shown there', async () => {
    const { ask, own, shares } = await begin();
    const path = join(own, 'mine.csv');
    system.answer = { canceled: false, filePath: path };
    expect(valueOf(await ask('exports:people', undefined))).toEqual([
      { patientId: ADA.patientId, name: 'Grandma Lovelacenberg', unit: 'mgdl' },
      { patientId: BEN.patientId, name: 'Benedikt Nevisheimer', unit: 'mmol' },
    ]);
    expect(await ask('exports:show', undefined)).toEqual({ ok: true, value: null });
    expect(system.shown).toEqual([]);
    const saved = valueOf(await ask('exports:save', csv))!;
    expect(saved).toMatchObject({ file: 'mine.csv', readings: 81 });
    const rows = readFileSync(path, 'utf8').trimEnd().split('\r\n');
    expect(rows).toHaveLength(82);
    expect(rows.join()).not.toContain('Nevisheimer');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(own)).toEqual(['mine.csv']);
    expect(shares.at(-1)).toBe(1);
    expect(shares.every((share) => share > 0 && share <= 1)).toBe(true);
    expect(system.dialogs[0]!.defaultPath).toMatch(/^glucose-csv-\d{4}-\d{2}-\d{2}\.csv$/);
    await ask('exports:show', undefined);
    expect(system.shown).toEqual([path]);
    valueOf(await ask('exports:save', { ...csv, decimalComma: true }));
    expect(readFileSync(path, 'utf8')).toMatch(/^\uFEFFtime_utc;time_local;/);
  });

  it('is of everybody only in a table that says whose each is, and in an archive', async () => {
    const { ask, own } = await begin();
    system.answer = { canceled: false, filePath: join(own, 'all.csv') };
    const all = { ...csv, patientId: null };
    expect(await ask('exports:save', all)).toMatchObject({ problem: { code: 'personRequired' } });
    expect(readdirSync(own)).toEqual([]);
    expect(valueOf(await ask('exports:save', { ...all, named: true }))).toMatchObject({ readings: 211 });
    expect(readFileSync(join(own, 'all.csv'), 'utf8')).toContain('Benedikt Nevisheimer');
    system.answer = { canceled: false, filePath: join(own, 'all.jsonl') };
    expect(valueOf(await ask('exports:save', { ...csv, format: 'archive' }))).toMatchObject({
      readings: 211,
    });
    expect(system.dialogs.at(-1)!.filters[0]!.extensions).toEqual(['jsonl']);
    const [head] = readFileSync(join(own, 'all.jsonl'), 'utf8').split('\n');
    expect(JSON.parse(head!)).toMatchObject({ is: 'archive', demo: false });
  });

  it('is of a period, in the unit that is chosen, with the name where that is wanted', async () => {
    const { ask, own } = await begin();
    system.answer = { canceled: false, filePath: join(own, 'week.csv') };
    const week = {
      ...csv,
      format: 'libreview',
      period: { from: '2026-11-20', to: '2026-11-20' },
      unit: 'mmol',
      named: true,
    } as const;
    const { readings } = valueOf(await ask('exports:save', week))!;
    expect(readings).toBeGreaterThan(0);
    const text = readFileSync(join(own, 'week.csv'), 'utf8');
    expect(text).toContain('Nevisheimer');
    expect(text).toContain('mmol/L');
    const empty = { ...week, period: { from: '2020-01-01', to: '2020-01-31' } };
    expect(valueOf(await ask('exports:save', empty))).toEqual({
      file: 'week.csv',
      readings: 0,
      from: null,
      to: null,
    });
  });

  it('leaves nothing where the person thinks better of it, in the dialog or on the way', async () => {
    const { ask, own, left } = await begin();
    expect(await ask('exports:save', csv)).toEqual({ ok: true, value: null });
    writeFileSync(join(own, 'old.csv'), 'what was there');
    system.answer = { canceled: false, filePath: join(own, 'old.csv') };
    // Once all of it is written, but has not taken the place of the other yet.
    system.onProgress = () => left.abort();
    await expect(ask('exports:save', csv)).rejects.toThrow();
    expect(readdirSync(own)).toEqual(['old.csv']);
    expect(readFileSync(join(own, 'old.csv'), 'utf8')).toBe('what was there');
    expect(system.dialogs).toHaveLength(2);
    // Of what nobody wants any more nobody is asked where to put it.
    await expect(ask('exports:save', csv)).rejects.toThrow();
    await expect(ask('erase:do', { patientId: null })).rejects.toThrow();
    expect(system.dialogs).toHaveLength(2);
    expect(system.asked).toEqual([]);
  });

  it('says what keeps it from being written', async () => {
    const { ask, own } = await begin();
    system.answer = { canceled: false, filePath: join(own, 'nowhere', 'x.csv') };
    expect(await ask('exports:save', csv)).toMatchObject({ problem: { code: 'folderUnusable' } });
    system.answer.filePath = join(own, 'x.csv');
    expect(await ask('exports:save', { ...csv, patientId: 'nobody' })).toMatchObject({
      problem: { code: 'personUnknown' },
    });
    expect(readdirSync(own)).toEqual([]);
  });

  it('closes the history of somebody who is not followed any more', async () => {
    const { ask, own, session, profile, dataDir } = await begin();
    system.answer = { canceled: false, filePath: join(own, 'x.csv') };
    const close = vi.spyOn(profile, 'close');
    valueOf(await ask('exports:save', csv));
    expect(close).not.toHaveBeenCalled();
    system.onDialog = () => (session.recorded = { profile: profileOf(dataDir), isDemo: false });
    valueOf(await ask('exports:save', csv));
    expect(close).toHaveBeenCalledOnce();
  });
});

describe('backups', () => {
  it('are listed with what each holds, made, looked into and put back', async () => {
    const { ask, known, dataDir, profile } = await begin();
    const before = valueOf(await ask('backups:list', undefined));
    expect(before.map(({ reason }) => reason).toSorted()).toEqual(['copy', 'copy', 'restore']);
    expect(before.every(({ holds }) => holds !== null && holds.people === 2)).toBe(true);
    expect(before.every(({ name }) => existsSync(join(dataDir, 'backups', name)))).toBe(true);

    const old = before.find(({ holds }) => holds?.readings === 80)!;
    expect(valueOf(await ask('backups:look', { name: old.name }))).toMatchObject({
      holds: { readings: 80, people: 2 },
      lacks: { readings: 131 },
    });
    const restored = valueOf(await ask('backups:restore', { name: old.name }));
    expect(restored).toMatchObject({ readings: 80, setAside: expect.stringMatching(/-before-restore/) });
    // What was there is one of them now, and leads back.
    const back = valueOf(await ask('backups:restore', { name: restored.setAside! }));
    expect(back.readings).toBe(211);

    const made = valueOf(await ask('backups:make', undefined));
    expect(made.readings).toBe(211);
    expect(known.at(-1)).toMatchObject({ last: { bytes: made.bytes }, problem: null, failures: 0 });
    await profile.close();
  });

  it('from elsewhere are chosen in the dialog of the system, and are a number and a name to the page', async () => {
    const { ask, own, profile } = await begin();
    const [newest] = valueOf(await profile.history.ask('backups', null));
    const [copy, foreign] = [join(own, 'kept\u202e.bak'), join(own, 'letter.bak')];
    copyFileSync(newest!.path, copy);
    writeFileSync(foreign, 'Dear Sir or Madam');
    system.chosen = [copy, foreign, copy];
    const first = valueOf(await ask('backups:choose', undefined))!;
    expect(first.name).toBe('kept.bak');
    const other = valueOf(await ask('backups:choose', undefined))!;
    expect(await ask('backups:look', { file: first.file })).toMatchObject({
      problem: { code: 'fileNotAtHand' },
    });
    for (const channel of ['backups:look', 'backups:restore'] as const) {
      const refused = JSON.stringify(await ask(channel, { file: other.file }));
      expect(refused).toMatch(/"ok":false.*letter\.bak/);
      expect(refused).not.toContain(own);
    }
    const again = valueOf(await ask('backups:choose', undefined))!;
    const { holds } = valueOf(await ask('backups:look', { file: again.file }));
    expect(holds).toEqual(newest!.contents);
    const restored = valueOf(await ask('backups:restore', { file: again.file }));
    expect(restored).toMatchObject({ readings: holds.readings, setAside: expect.stringMatching(/\.bak$/) });
    expect(valueOf(await ask('backups:choose', undefined))).toBe(null);
    await profile.close();
  });

  it('that are damaged are said to be, and cannot be put back', async () => {
    const { ask, dataDir } = await begin();
    const [first] = valueOf(await ask('backups:list', undefined)).filter(({ reason }) => reason === 'copy');
    const path = join(dataDir, 'backups', first!.name);
    writeFileSync(path, readFileSync(path).subarray(0, 9000));
    const listed = valueOf(await ask('backups:list', undefined));
    expect(listed.find(({ name }) => name === first!.name)).toMatchObject({ holds: null, bytes: 9000 });
    const history = readFileSync(join(dataDir, 'history.db'));
    for (const channel of ['backups:look', 'backups:restore'] as const)
      expect(await ask(channel, { name: first!.name })).toMatchObject({
        problem: { code: 'backupUnusable' },
      });
    expect(readFileSync(join(dataDir, 'history.db'))).toEqual(history);
    expect(await ask('backups:look', { name: '20200101T000000Z.bak' })).toMatchObject({
      problem: { code: 'backupUnusable', params: { cause: 'noSuchFile' } },
    });
  });
});

describe('erasing', () => {
  it('shows what would go, and then takes exactly that', async () => {
    const { ask, dataDir, dismissed, isOver, vault, profile } = await begin();
    const shown = valueOf(await ask('erase:look', { patientId: ADA.patientId }));
    expect(shown).toMatchObject({
      people: [{ patientId: ADA.patientId, name: 'Grandma Lovelacenberg', journal: 1, imports: 1 }],
      everything: false,
      credentials: false,
    });
    expect(tracesOfAda(dataDir, 40).length).toBeGreaterThan(10);
    const done = valueOf(await ask('erase:do', { patientId: ADA.patientId }));
    await profile.close();
    const [{ readings, journal }] = shown.people as [(typeof shown.people)[number]];
    expect(done).toEqual({ readings, journal, backups: shown.backups, files: shown.files });
    expect(tracesOfAda(dataDir, 40)).toEqual([]);
    expect(dismissed).toEqual(['away']);
    expect(isOver()).toBe(false);
    expect(valueOf(await vault.readCredentials())).not.toBe(null);
    expect(valueOf(await ask('exports:people', undefined))).toHaveLength(1);
  });

  it('leaves all as it is where the person does not answer with yes', async () => {
    const { ask, dataDir, isOver } = await begin();
    system.question = { response: 0 };
    expect(await ask('erase:do', { patientId: ADA.patientId })).toEqual({ ok: true, value: null });
    expect(system.asked.map(({ message }) => message)).toEqual([
      'Erase everything about Grandma Lovelacenberg from this computer?',
    ]);
    expect(isOver()).toBe(null);
    expect(tracesOfAda(dataDir, 40).length).toBeGreaterThan(10);
  });

  it('takes everything, and with it who is signed in', async () => {
    const { ask, isOver, vault } = await begin();
    const shown = valueOf(await ask('erase:look', { patientId: null }));
    expect(shown).toMatchObject({ everything: true, credentials: true });
    expect(shown.people).toHaveLength(2);
    valueOf(await ask('erase:do', { patientId: null }));
    expect(isOver()).toBe(true);
    expect(valueOf(await vault.readCredentials())).toBe(null);
    expect(valueOf(await ask('exports:people', undefined))).toEqual([]);
  });

  it('that was interrupted is brought to its end, although the history knows nobody of it any more', async () => {
    const { ask, dataDir } = await begin();
    expect(valueOf(await ask('erase:begun', undefined))).toBe(null);
    const { patientId, firstName, lastName } = ADA;
    beginErasure(dataDir, { people: [{ patientId, firstName, lastName }], everything: false });
    writeFileSync(join(dataDir, 'alarms.json.17'), patientId);
    expect(valueOf(await ask('erase:begun', undefined))).toEqual({
      people: [{ patientId, name: 'Adelheid Lovelacenberg' }],
      everything: false,
    });
    valueOf(await ask('erase:do', { patientId }));
    expect(valueOf(await ask('erase:begun', undefined))).toBe(null);
    expect(tracesOfAda(dataDir, 40)).toEqual([]);
  });

  it('goes on with whoever is there where it could not be done', async () => {
    const { ask, isOver, dismissed } = await begin();
    expect(await ask('erase:do', { patientId: 'nobody' })).toMatchObject({
      problem: { code: 'personUnknown' },
    });
    expect(isOver()).toBe(null);
    expect(system.asked).toEqual([]);
    expect(dismissed).toEqual([]);
  });
});
