import { problem } from '../../../src/shared/problems.ts';
import { fail, ok } from '../../../src/shared/result.ts';
import type { Imported, ImportEntry } from '../../../src/shared/exchange/import-file.ts';
import type { ArchivePreview, FileLooked, FilePreview } from '../../../src/shared/ipc/imports.ts';
import { DAY, HOUR } from '../../../src/shared/time.ts';
import { typed, type Answers } from './chart-answers.ts';
import { press, type Scene } from './scene.ts';
import { bothPeople, NOON, snapshot } from './snapshots.ts';

const past: ImportEntry[] = [
  {
    importId: 3,
    at: NOON - 2 * HOUR,
    format: 'libreview',
    from: NOON - 90 * DAY,
    to: NOON - DAY,
    inserted: 24_310,
  },
  { importId: 1, at: NOON - 40 * DAY, format: 'nightscout', from: null, to: null, inserted: 0 },
];

const would: Imported = {
  importId: null,
  inserted: 16_214,
  duplicates: 1032,
  conflicts: 4,
  alreadyImportedAt: null,
};
const FIRST = Date.UTC(2026, 4, 20);
const LENGTH = 184;
/** Half a year with a fortnight's hole, of which the last weeks are recorded here. */
const strip = (full: (day: number) => number) =>
  typed(
    'Uint8Array',
    Array.from({ length: LENGTH }, (_, day) => full(day)),
  ) as unknown as Uint8Array;
const days = {
  first: FIRST,
  file: strip((day) => (day > 60 && day < 75 ? 0 : day === 0 ? 30 : 96 - ((day * 7) % 5) * ((day * 3) % 7))),
  held: strip((day) => (day > 165 ? 88 : day > 158 ? 40 : 0)),
};
const ada = { patientId: 'ada', firstName: 'Ada', lastName: 'Lindqvist' };
const ben = { patientId: 'ben', firstName: 'Ben', lastName: 'Marlowe' };

export const filePreview: FilePreview = {
  is: 'file',
  format: 'libreview',
  layout: 'account',
  people: [ada],
  devices: ['FreeStyle LibreLink'],
  unit: { value: 'mmol', basis: 'read' },
  dateOrder: { value: 'dmy', basis: 'proven' },
  zone: { value: 'Europe/London', basis: 'proven' },
  compared: { rows: 1036, agree: 1032 },
  rows: 17_391,
  kinds: { history: 17_252, scan: 118, strip: 12, ketone: 0, insulin: 0, food: 9, other: 0 },
  skipped: [
    { reason: 'scan', rows: 118, lines: Array.from({ length: 20 }, (_, i) => 40 + i * 3) },
    { reason: 'strip', rows: 12, lines: [9, 14, 15, 80, 112, 300, 301, 4000, 4010, 8000, 9001, 9002] },
    { reason: 'food', rows: 9, lines: [6, 7, 30, 31, 32, 33, 34, 35, 36] },
    { reason: 'badTime', rows: 2, lines: [6011, 6012] },
  ],
  inMissingHour: 0,
  clockSetBack: [],
  span: { from: FIRST + 15 * HOUR, to: FIRST + (LENGTH - 1) * DAY + 11 * HOUR },
  days,
  would,
};
const guessed: FilePreview = {
  ...filePreview,
  format: 'clarity',
  layout: 'clarity',
  unit: { value: 'mgdl', basis: 'guessed' },
  dateOrder: { value: 'dmy', basis: 'given' },
  zone: { value: 'Europe/London', basis: 'guessed' },
  compared: { rows: 0, agree: 0 },
  kinds: { ...filePreview.kinds, scan: 0, strip: 0, food: 0 },
  skipped: [],
  inMissingHour: 12,
  clockSetBack: [311, 9044],
  would: { ...would, duplicates: 0, conflicts: 0, alreadyImportedAt: NOON - 3 * DAY },
};
export const archive: ArchivePreview = {
  is: 'archive',
  readings: 401_223,
  span: { from: NOON - 300 * DAY, to: NOON - 2 * HOUR },
  would: { ...would, inserted: 380_020, duplicates: 21_203, conflicts: 0 },
};
const stamp = (line: number, [day, month]: [number, number]) => ({
  line,
  text: `${String(day).padStart(2, '0')}-${String(month).padStart(2, '0')}-2026 10:15`,
  readAs: (['dmy', 'mdy'] as const).map((order) => ({
    order,
    wall: order === 'dmy' ? Date.UTC(2026, month - 1, day, 10, 15) : Date.UTC(2026, day - 1, month, 10, 15),
  })),
});

const question = (asked: Extract<FileLooked, { is: 'question' }>['question']): FileLooked => ({
  is: 'question',
  question: asked,
  people: [ada, ben],
});

const data = (answers: Answers = {}, changes: Partial<Scene> = {}): Scene => ({
  snapshot: snapshot({}, bothPeople),
  page: 'data',
  answers: {
    'imports:list': ok([]),
    'imports:choose': ok({ file: 1, name: 'LibreView_export.csv' }),
    ...answers,
  },
  ...changes,
});
const busy = fail(problem('historyBusy', { path: '/home/ada/history.db' }));

/** After choosing a file. */
const looked = (found: FileLooked, answers: Answers = {}, ...more: string[]): Scene =>
  data(
    { 'imports:look': ok(found), ...answers },
    { steps: [press('Choose a file …'), ...more.map((name) => press(name))] },
  );

export const dataScenes: Readonly<Record<string, Scene>> = {
  data: data(),
  'data with past imports': data({ 'imports:list': ok(past) }),
  'data before an import is taken back': data(
    { 'imports:list': ok(past.slice(0, 1)) },
    { steps: [press('Take back')] },
  ),
  'data failed': data({ 'imports:list': busy }),
  'data file being read': data({ 'imports:look': 'never' }, { steps: [press('Choose a file …')] }),
  'data file seen': looked(filePreview),
  'data file guessed at': looked(guessed),
  'data archive seen': looked(archive),
  'data order of dates asked': looked(
    question({ about: 'dateOrder', examples: [stamp(3, [3, 4]), stamp(290, [5, 6]), stamp(1802, [11, 9])] }),
  ),
  'data unit asked': looked(
    question({
      about: 'unit',
      header: 'mgdl',
      examples: [
        { line: 3, text: '5.6' },
        { line: 4, text: '5.9' },
        { line: 5, text: '6.1' },
      ],
    }),
  ),
  'data zone asked': looked(
    question({ about: 'zone', candidates: ['Europe/Berlin', 'Europe/Oslo'], shiftMinutes: null }),
  ),
  'data shifted clock asked': looked(question({ about: 'zone', candidates: [], shiftMinutes: 60 })),
  'data person asked': looked(question({ about: 'person', people: ['ada', 'ben'], compared: null })),
  'data somebody else’s file': looked(
    question({ about: 'person', people: ['ada', 'ben'], compared: { rows: 240, agree: 11 } }),
  ),
  'data file not understood': data(
    { 'imports:look': fail(problem('fileNotUnderstood', { fault: 'unknownForm' })) },
    { steps: [press('Choose a file …')] },
  ),
  'data file being imported': looked(filePreview, { 'imports:import': 'never' }, 'Import'),
  'data file imported': looked(
    filePreview,
    { 'imports:import': ok({ ...would, importId: 4 }), 'imports:list': ok(past) },
    'Import',
  ),
  'data import not stored': looked(filePreview, { 'imports:import': busy }, 'Import'),
};
