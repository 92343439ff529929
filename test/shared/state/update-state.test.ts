import { describe, expect, it } from 'vitest';
import { ALARM_KINDS } from '../../../src/shared/alarms/kinds.ts';
import { problem } from '../../../src/shared/problems.ts';
import { newsMustWait } from '../../../src/shared/state/update-state.ts';

const well = { link: { code: 'ok' } } as const;
const cutOff = {
  link: { code: 'problem', problem: problem('interfaceSwitchedOff', { minimum: '5.0.0' }) },
} as const;
const on = (kind: (typeof ALARM_KINDS)[number]) => [{ kind, since: 1_764_000_000_000 }];

describe('news of a newer version', () => {
  it.each(ALARM_KINDS)('waits while %s is on, ringing or silenced', (kind) => {
    expect(newsMustWait({ alarms: on(kind), state: well })).toBe(true);
    expect(newsMustWait({ alarms: on(kind), state: null })).toBe(true);
  });

  it('does not wait for a silence that was given ahead, or for nothing', () => {
    expect(newsMustWait({ alarms: [{ kind: 'high', since: null }], state: well })).toBe(false);
    expect(newsMustWait({ alarms: [], state: null })).toBe(false);
  });

  it('does not wait for what only a newer version can end', () => {
    const kept = ALARM_KINDS.filter((kind) => newsMustWait({ alarms: on(kind), state: cutOff }));
    expect(kept).toEqual(ALARM_KINDS.filter((kind) => kind !== 'impaired' && kind !== 'noData'));
  });
});
