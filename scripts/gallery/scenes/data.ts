import { problem } from '../../../src/shared/problems.ts';
import { fail, ok } from '../../../src/shared/result.ts';
import type { ImportEntry } from '../../../src/shared/exchange/import-file.ts';
import { DAY, HOUR } from '../../../src/shared/time.ts';
import type { Answers } from './chart-answers.ts';
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

const data = (answers: Answers = {}, changes: Partial<Scene> = {}): Scene => ({
  snapshot: snapshot({}, bothPeople),
  page: 'data',
  answers: { 'imports:list': ok([]), ...answers },
  ...changes,
});
const busy = fail(problem('historyBusy', { path: '/home/ada/history.db' }));

export const dataScenes: Readonly<Record<string, Scene>> = {
  data: data(),
  'data with past imports': data({ 'imports:list': ok(past) }),
  'data before an import is taken back': data(
    { 'imports:list': ok(past.slice(0, 1)) },
    { steps: [press('Take back')] },
  ),
  'data failed': data({ 'imports:list': busy }),
};
