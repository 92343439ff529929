import { problem } from '../../../src/shared/problems.ts';
import { fail, ok } from '../../../src/shared/result.ts';
import type { Snapshot } from '../../../src/shared/state/snapshot.ts';
import { DAY } from '../../../src/shared/time.ts';
import type { Answers } from './chart-answers.ts';
import { backupList, erasure, recordedPeople } from './data-answers.ts';
import { choose, enter, press, type Scene, type Step } from './scene.ts';
import { answers, bothPeople, NOON, snapshot, welcomed } from './snapshots.ts';

const shown = (changes: Partial<Snapshot> = {}) => snapshot(changes, bothPeople);

/** The page of data, as far as somebody has come on it. */
const data = (own: Answers = {}, steps: readonly Step[] = [], changes: Partial<Snapshot> = {}): Scene => ({
  snapshot: shown(changes),
  page: 'data',
  answers: { ...answers, ...own },
  steps,
});

const busy = fail(problem('historyBusy', { path: '/home/ada/history.db' }));
const file = (name: string) => enter('Kind of file', name);
const save = press('Save as …');
const saved = { file: 'glucose-csv-2026-11-20.csv', readings: 98_204, from: NOON - 400 * DAY, to: NOON };

const look = press('Put back the backup of Thu…');
const putBack = [look, press('Put this backup back')];
const restored = ok({ setAside: '20261120T120000Z-before-restore.bak', readings: 127_012 });

const everything = enter('What is to go', 'Everything, of everybody');
const show = press('Show what would go');
const eraseAll = [show, press('Erase all this …')];

export const dataOutScenes: Readonly<Record<string, Scene>> = {
  'data export of one person': data({ 'exports:people': ok(recordedPeople.slice(0, 1)) }),
  'data export of some days in one unit': data({}, [
    file('Like LibreView’s export'),
    choose('Some days', 'Period'),
    press('Two dates'),
  ]),
  'data export of everybody': data({}, [enter('Whose readings', 'Everybody')]),
  'data export archive': data({}, [file('Archive of everything')]),
  'data export of nothing': data({ 'exports:people': ok([]) }),
  'data export being written': data({ 'exports:save': 'never' }, [save]),
  'data export saved': data({ 'exports:save': ok(saved) }, [save]),
  'data export failed': data(
    { 'exports:save': fail(problem('folderUnusable', { path: '/media/stick', cause: 'diskFull' })) },
    [save],
  ),
  'data out failed': data({ 'exports:people': busy, 'backups:list': busy }),
  'data backups none': data({ 'backups:list': ok([]) }, [], {
    backup: { last: null, problem: null, failures: 0 },
  }),
  'data backups loading': data({ 'backups:list': 'never' }),
  'data backups fail': data({}, [], {
    backup: {
      last: { at: NOON - 2 * DAY, bytes: 13_631_488 },
      problem: problem('diskNearlyFull', { path: '/home/ada/backups' }),
      failures: 0,
    },
  }),
  'data backup made': data({ 'backups:make': ok({ bytes: 13_631_488, readings: 128_412 }) }, [
    press('Make a backup now'),
  ]),
  'data backup being made': data({ 'backups:make': 'never' }, [press('Make a backup now')]),
  'data before a restore': data({}, [look]),
  'data before a restore that loses nothing': data(
    {
      'backups:look': ok({
        holds: backupList[0]!.holds,
        lacks: { readings: 0, people: 0, from: null, to: null },
      }),
    },
    [look],
  ),
  'data restoring': {
    ...data({ 'backups:restore': 'never' }, putBack),
    later: { mode: 'paused', state: null, backup: null },
  },
  'data restored': data({ 'backups:restore': restored }, putBack),
  'data restore failed': data(
    {
      'backups:restore': fail(
        problem('backupUnusable', { path: '/home/ada/backups/x.bak', cause: 'notSound' }),
      ),
    },
    putBack,
  ),
  'data restore elsewhere': {
    ...data({ 'backups:restore': 'never' }, [...putBack, press('Statistics')]),
    later: { mode: 'paused', state: null, backup: null },
  },
  'data before erasing somebody': data({}, [show]),
  'data before erasing everything': data(
    {
      'erase:look': ok({
        ...erasure,
        people: [
          ...erasure.people,
          { patientId: 'ben', name: 'Ben Marlowe', readings: 30_208, journal: 1, imports: 0 },
        ],
        everything: true,
        credentials: true,
      }),
    },
    [everything, show],
  ),
  'data erasing asked once more': data({ 'erase:do': 'never' }, eraseAll),
  'data erasing': {
    ...data({ 'erase:do': 'never' }, eraseAll),
    later: { mode: 'paused', state: null, backup: null },
  },
  'data erased': data({ 'erase:do': ok({ readings: 98_204, journal: 412, backups: 5, files: 7 }) }, eraseAll),
  'data erasing failed': data({ 'erase:do': busy }, eraseAll),
  'data that leaves': data({}, [], {
    settings: {
      ...welcomed,
      feed: { ...welcomed.feed, on: true },
      nightscout: { on: true, url: 'https://site.example', patientId: 'ada', intervalMinutes: 5 },
    },
  }),
  'data in the demo': data({}, [], { mode: 'demo', vault: null, backup: null }),
};
