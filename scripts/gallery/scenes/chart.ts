import { problem } from '../../../src/shared/problems.ts';
import { fail, ok } from '../../../src/shared/result.ts';
import { scannedPart } from './chart-answers.ts';
import type { Scene } from './scene.ts';
import { bothPeople, snapshot } from './snapshots.ts';

export const chartScenes: Readonly<Record<string, Scene>> = {
  chart: { snapshot: snapshot({}, bothPeople), page: 'chart' },
  'chart with scans': {
    snapshot: snapshot({}, bothPeople),
    page: 'chart',
    answers: { 'chart:part': ok(scannedPart) },
  },
  'chart failed': {
    snapshot: snapshot(),
    page: 'chart',
    answers: { 'chart:part': fail(problem('historyBusy', { path: '/home/ada/history.db' })) },
  },
  'chart nobody': { snapshot: snapshot({}, { people: [] }), page: 'chart' },
};
