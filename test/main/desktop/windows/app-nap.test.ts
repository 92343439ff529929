import { expect, it } from 'vitest';
import { forbidAppNap } from '../../../../src/main/desktop/windows/app-nap.ts';

it.each([
  ['darwin', [['NSAppSleepDisabled', 'boolean', true]]],
  ['win32', []],
  ['linux', []],
] as const)('App Nap is forbidden where there is one: %s', (platform, expected) => {
  const set: unknown[] = [];
  forbidAppNap(platform, { setUserDefault: (...given) => void set.push(given) });
  expect(set).toEqual(expected);
});
