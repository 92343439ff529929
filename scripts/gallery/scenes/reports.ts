import { problem } from '../../../src/shared/problems.ts';
import { fail, ok } from '../../../src/shared/result.ts';
import { clinicOf, daysIn, daysOf, month, patternsOf, statisticsIn } from './report-answers.ts';
import { choose, press, tick, turn, type Scene } from './scene.ts';
import { bothPeople, snapshot } from './snapshots.ts';

const short = daysOf(2);
const holey = daysOf(28, (minute, day) => (minute < 120 || minute > 330) && day % 9 !== 0);
const sparse = daysOf(1).slice(0, 40);

const shown = snapshot({}, bothPeople);
const patterns = (answer: unknown): Scene => ({
  snapshot: shown,
  page: 'patterns',
  answers: { 'report:patterns': answer },
});
const statistics = (answer: unknown): Scene => ({
  snapshot: shown,
  page: 'statistics',
  answers: { 'report:statistics': answer },
});
const days = (answer: unknown): Scene => ({
  snapshot: shown,
  page: 'days',
  answers: { 'report:days': answer },
});
const report = (answer: unknown, changes: Partial<Scene> = {}): Scene => ({
  snapshot: shown,
  page: 'report',
  answers: { 'report:clinic': answer },
  ...changes,
});
const fortnight = clinicOf(month, 14);
const busy = fail(problem('historyBusy', { path: '/home/ada/history.db' }));

export const reportScenes: Readonly<Record<string, Scene>> = {
  patterns: patterns(patternsOf(month, 14)),
  'patterns with today': { ...patterns(patternsOf(month, 14)), steps: [turn('Today on top')] },
  'patterns with holes': patterns(patternsOf(holey, 14)),
  'patterns too little': patterns(patternsOf(short, 14)),
  'patterns empty': patterns(patternsOf([], 14)),
  'patterns failed': patterns(busy),
  'patterns two dates': {
    ...patterns(patternsOf(month, 14)),
    steps: [{ role: 'button', name: 'Two dates' }],
  },
  'patterns nobody': { snapshot: snapshot({}, { people: [] }), page: 'patterns' },
  days: days(daysIn(month, 14)),
  'days with gaps': days(daysIn(holey, 14)),
  'days empty': days(daysIn([], 14)),
  statistics: statistics(statisticsIn(month, 14)),
  'statistics older': statistics(statisticsIn(month, 14, 'older')),
  'statistics pregnancy': statistics(statisticsIn(month, 14, 'pregnancy')),
  'statistics one day': statistics(statisticsIn(daysOf(1), 14)),
  'statistics first fortnight': statistics(statisticsIn(daysOf(11), 14)),
  'statistics too little': statistics(statisticsIn(sparse, 14)),
  'statistics empty': statistics(statisticsIn([], 14)),
  'statistics failed': statistics(busy),
  report: report(fortnight),
  'report with a name on Letter': report(clinicOf(month, 14, { unit: 'mmol' }), {
    steps: [tick('Print the name'), choose('US Letter', 'Paper')],
  }),
  'report in pregnancy': report(clinicOf(month, 14, { targets: 'pregnancy' })),
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
