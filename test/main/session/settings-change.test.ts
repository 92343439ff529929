import { expect, test } from 'vitest';
import type { Following } from '../../../src/main/session/following.ts';
import { changeSettings } from '../../../src/main/session/settings-change.ts';
import { problem } from '../../../src/shared/problems.ts';

test('R2: settings are not changed while their disk does not answer: all would wait for it', () => {
  const storage = problem('historyHangs', { path: '/data/history.db' });
  const settings = () => {
    throw new Error('The disk was asked.');
  };
  const following = { monitor: { state: { storage, people: [] } }, profile: { settings } };
  expect(changeSettings(following as unknown as Following, { unit: 'mmol' })).toEqual({
    ok: false,
    problem: storage,
  });
});
