import type { Channel } from '../../../src/shared/ipc/contracts.ts';
import type { Page } from '../../../src/shared/ipc/windows.ts';
import { problem } from '../../../src/shared/problems.ts';
import { fail, ok } from '../../../src/shared/result.ts';
import { DEFAULT_PERSON } from '../../../src/shared/settings/settings.ts';
import { clinicOf, daysIn, daysOf, month, patternsOf, statisticsIn } from './report-answers.ts';
import { choose, press, tick, turn, type Scene } from './scene.ts';
import { bothPeople, snapshot, welcomed } from './snapshots.ts';

const YEAR = 365;
const year = daysOf(YEAR);
const oneDay = daysOf(1);
const short = daysOf(2);
const holey = daysOf(28, (minute, day) => (minute < 120 || minute > 330) && day % 9 !== 0);
const sparse = oneDay.slice(0, 40);
const scarce = oneDay.slice(-8);

const shown = snapshot({}, bothPeople);
/** Of two dates that are a year apart. */
const ofYear: Partial<Scene> = {
  snapshot: snapshot(
    {
      settings: {
        ...welcomed,
        people: { ada: { ...DEFAULT_PERSON, period: { from: '2025-11-21', to: '2026-11-20' } } },
      },
    },
    bothPeople,
  ),
};
/** The other person, who has mg/dL. */
const ofBen: Partial<Scene> = { steps: [choose('Ben Marlowe', 'Whose readings')] };
const scenesOf =
  (page: Page, channel: Channel) =>
  (answer: unknown, changes: Partial<Scene> = {}): Scene => ({
    snapshot: shown,
    page,
    answers: { [channel]: answer },
    ...changes,
  });
const patterns = scenesOf('patterns', 'report:patterns');
const days = scenesOf('days', 'report:days');
const statistics = scenesOf('statistics', 'report:statistics');
const report = scenesOf('report', 'report:clinic');
const fortnight = clinicOf(month, 14);
const busy = fail(problem('historyBusy', { path: '/home/ada/history.db' }));

export const reportScenes: Readonly<Record<string, Scene>> = {
  patterns: patterns(patternsOf(month, 14)),
  'patterns in mg per dL': patterns(patternsOf(month, 14), ofBen),
  'patterns of a year': patterns(patternsOf(year, YEAR), ofYear),
  'patterns of one day': patterns(patternsOf(oneDay, 14)),
  'patterns with today': patterns(patternsOf(month, 14), { steps: [turn('Today on top')] }),
  'patterns with holes': patterns(patternsOf(holey, 14)),
  'patterns too little': patterns(patternsOf(short, 14)),
  'patterns empty': patterns(patternsOf([], 14)),
  'patterns failed': patterns(busy),
  'patterns two dates': patterns(patternsOf(month, 14), { steps: [press('Two dates')] }),
  'patterns nobody': { snapshot: snapshot({}, { people: [] }), page: 'patterns' },
  days: days(daysIn(month, 14)),
  'days with gaps': days(daysIn(holey, 14)),
  'days in mg per dL': days(daysIn(month, 14), ofBen),
  'days of a year': days(daysIn(year, YEAR), ofYear),
  'days of one day': days(daysIn(oneDay, 14)),
  'days too little': days(daysIn(scarce, 14)),
  'days empty': days(daysIn([], 14)),
  'days failed': days(busy),
  statistics: statistics(statisticsIn(month, 14)),
  'statistics older': statistics(statisticsIn(month, 14, 'older')),
  'statistics pregnancy': statistics(statisticsIn(month, 14, 'pregnancy')),
  'statistics in mg per dL': statistics(statisticsIn(month, 14), ofBen),
  'statistics of a year': statistics(statisticsIn(year, YEAR), ofYear),
  'statistics one day': statistics(statisticsIn(oneDay, 14)),
  'statistics first fortnight': statistics(statisticsIn(daysOf(11), 14)),
  'statistics partly imported': statistics(
    statisticsIn(
      month.map((one, i) => (i % 3 === 0 ? { ...one, source: 'import' as const } : one)),
      14,
    ),
  ),
  'statistics too little': statistics(statisticsIn(sparse, 14)),
  'statistics empty': statistics(statisticsIn([], 14)),
  'statistics failed': statistics(busy),
  report: report(fortnight),
  'report with a name on Letter': report(clinicOf(month, 14, { unit: 'mmol' }), {
    steps: [tick('Print the name'), choose('US Letter', 'Paper')],
  }),
  'report in pregnancy': report(clinicOf(month, 14, { targets: 'pregnancy' })),
  'report of a year': report(clinicOf(year, YEAR), ofYear),
  'report of one day': report(clinicOf(oneDay, 14)),
  'report with gaps': report(clinicOf(holey, 14)),
  'report too little': report(clinicOf(sparse, 14)),
  'report empty': report(clinicOf([], 14)),
  'report failed': report(busy),
  'report saved': report(fortnight, {
    answers: {
      'report:clinic': fortnight,
      'report:save': ok({ file: 'glucose-report-2026-11-21.pdf' }),
    },
    steps: [press('Save as PDF')],
  }),
  'report not saved': report(fortnight, {
    answers: {
      'report:clinic': fortnight,
      'report:save': fail(problem('folderUnusable', { path: '/media/stick', cause: 'diskFull' })),
    },
    steps: [press('Save as PDF')],
  }),
  'report being saved': report(fortnight, {
    answers: { 'report:clinic': fortnight, 'report:save': 'never' },
    steps: [press('Save as PDF')],
  }),
};
