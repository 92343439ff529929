import { problem } from '../../../src/shared/problems.ts';
import { fail, ok } from '../../../src/shared/result.ts';
import type { Snapshot } from '../../../src/shared/state/snapshot.ts';
import { DAY } from '../../../src/shared/time.ts';
import type { Answers } from './chart-answers.ts';
import { erasure, recordedPeople } from './data-answers.ts';
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

const makeOne = press('Make a backup now');
const failedToWrite = problem('folderUnusable', { path: '/media/stick', cause: 'diskFull' });
const unusable = problem('backupUnusable', { path: '/home/ada/backups/x.bak', cause: 'notSound' });
const nobodyWatched = { mode: 'paused', state: null, backup: null } as const;

export const dataOutScenes: Readonly<Record<string, Scene>> = {
  'data export of one person': data({ 'exports:people': ok(recordedPeople.slice(0, 1)) }),
  'data export of some days in one unit': data({}, [
    file('Like LibreView’s export'),
    choose('Some days', 'Period'),
    press('Two dates'),
  ]),
  'data export of everybody': data({}, [enter('Whose readings', 'Everybody')]),
  'data export archive': data({}, [file('Archive of everything')]),
  'data export being written': data({ 'exports:save': 'never' }, [save]),
  'data of nobody': data({ 'exports:people': ok([]), 'backups:list': ok([]) }, [], {
    backup: { last: null, problem: null, failures: 0 },
  }),
  'data that cannot be read': data({ 'exports:people': busy, 'backups:list': busy }),
  'data with backups that fail': data(
    {
      'exports:people': ok(recordedPeople.slice(1)),
      'erase:begun': ok({ people: [{ patientId: 'ada', name: 'Ada Lindqvist' }], everything: false }),
    },
    [],
    {
      backup: {
        last: { at: NOON - 2 * DAY, bytes: 13_631_488 },
        problem: problem('diskNearlyFull', { path: '/home/ada/backups' }),
        failures: 0,
      },
    },
  ),
  'data backup being made': data({ 'backups:make': 'never', 'backups:list': 'never' }, [makeOne]),
  'data before a restore and an erasure': data({}, [look, show]),
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
  'data before a copy from elsewhere is put back': data(
    { 'backups:choose': ok({ file: 1, name: 'kept on a stick.bak' }) },
    [press('Put back a copy from elsewhere …')],
  ),
  'data restoring': { ...data({ 'backups:restore': 'never' }, putBack), later: nobodyWatched },
  'data restoring on another page': {
    ...data({ 'backups:restore': 'never' }, [...putBack, press('Statistics')]),
    later: nobodyWatched,
  },
  'data erasing asked once more': data({ 'erase:do': 'never' }, eraseAll),
  'data erasing': { ...data({ 'erase:do': 'never' }, eraseAll), later: nobodyWatched },
  'data all of it done': data(
    {
      'exports:save': ok(saved),
      'backups:make': ok({ bytes: 13_631_488, readings: 128_412 }),
      'backups:restore': restored,
      'erase:do': ok({ readings: 98_204, journal: 412, backups: 5, files: 7 }),
    },
    [save, makeOne, ...putBack, ...eraseAll],
  ),
  'data none of it done': data(
    {
      'exports:save': fail(failedToWrite),
      'backups:make': busy,
      'backups:restore': fail(unusable),
      'erase:do': busy,
    },
    [save, makeOne, ...putBack, ...eraseAll],
  ),
  'data that leaves': data({}, [], {
    settings: {
      ...welcomed,
      feed: { ...welcomed.feed, on: true },
      nightscout: { on: true, url: 'https://site.example', patientId: 'ada', intervalMinutes: 5 },
    },
  }),
  'data in the demo': data({}, [], { mode: 'demo', vault: null, backup: null }),
};
