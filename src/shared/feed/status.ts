import type { AlarmRules } from '../alarms/rules.ts';
import { DEFAULT_TARGET, type Target } from '../glucose/range.ts';
import type { Unit } from '../glucose/units.ts';

/**
 * What `/status.json` says: the unit of the person's screen and the limits that colour a value, in mg/dL. In
 * Nightscout's words `bgTarget…` is the target range, `bgLow` and `bgHigh` are urgent.
 *
 * @param now ms UTC
 */
export function feedStatus(about: {
  version: string;
  now: number;
  unit: Unit;
  target: Target | null;
  rules: AlarmRules;
}): object {
  const { version, now, unit, target, rules } = about;
  const { low, high } = target ?? DEFAULT_TARGET;
  return {
    status: 'ok',
    name: 'glucoglance',
    version,
    serverTime: new Date(now).toISOString(),
    serverTimeEpoch: now,
    apiEnabled: true,
    careportalEnabled: false,
    settings: {
      units: unit === 'mmol' ? 'mmol' : 'mg/dl',
      thresholds: {
        bgHigh: Math.max(rules.high.limit, high),
        bgTargetTop: high,
        bgTargetBottom: low,
        bgLow: Math.min(rules.urgentLow.limit, low),
      },
    },
  };
}

/** What `/api/v1/verifyauth` says of whoever was let in: may read, and nothing else. */
export const MAY_READ = {
  status: 200,
  message: {
    canRead: true,
    canWrite: false,
    isAdmin: false,
    message: 'OK',
    rolefound: 'FOUND',
    permissions: 'ROLE',
  },
};
