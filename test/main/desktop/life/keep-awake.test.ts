import { expect, it } from 'vitest';
import { KeepAwake } from '../../../../src/main/desktop/life/keep-awake.ts';
import type { Mode } from '../../../../src/shared/state/snapshot.ts';
import { DEFAULT_SETTINGS } from '../../../../src/shared/settings/settings.ts';

it('the computer is kept awake while an account is watched and the user wants it, and no longer', () => {
  const calls: string[] = [];
  const keepAwake = new KeepAwake({
    start: (type) => calls.push(`start ${type}`),
    stop: (id) => calls.push(`stop ${id}`) > 0,
  });
  const { desktop } = DEFAULT_SETTINGS;
  const take = (mode: Mode, on: boolean) =>
    keepAwake.take({ mode, settings: { ...DEFAULT_SETTINGS, desktop: { ...desktop, keepAwake: on } } });
  take('account', false);
  take('demo', true);
  take('starting', true);
  expect(calls).toEqual([]);
  take('account', true);
  take('account', true);
  take('signedOut', true);
  take('account', true);
  take('account', false);
  expect(calls).toEqual(['start prevent-app-suspension', 'stop 1', 'start prevent-app-suspension', 'stop 3']);
});
