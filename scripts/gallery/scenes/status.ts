import { problem } from '../../../src/shared/problems.ts';
import { fail } from '../../../src/shared/result.ts';
import { broken } from './now.ts';
import { press, type Scene } from './scene.ts';
import { answers, bothPeople, snapshot } from './snapshots.ts';

const host = 'api-eu.libreview.io';

export const statusScenes: Readonly<Record<string, Scene>> = {
  status: { snapshot: snapshot({}, bothPeople), page: 'status', answers },
  'status copied': {
    snapshot: snapshot(),
    page: 'status',
    answers,
    steps: [press('Copy diagnostics')],
  },
  'status loading': { snapshot: snapshot(), page: 'status', answers: { ...answers, 'status:read': 'never' } },
  'status failed': {
    snapshot: broken('timedOut', { host }).snapshot,
    page: 'status',
    answers: { 'status:read': fail(problem('unexpected', { detail: 'noAnswer' })) },
  },
};
