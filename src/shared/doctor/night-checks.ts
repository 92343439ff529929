import { causesTonight, type NightCause } from '../night/causes.ts';
import type { EveningCheck } from '../night/evening.ts';
import { sleepsAfter, type ComputerTold, type Lid } from '../night/told.ts';
import { checkOf, type Check, type Finding } from './checks.ts';

/**
 * What of the computer could keep it from alarming at night.
 *
 * @param keepsAwake the desktop keeps it from falling asleep by itself
 */
export function nightChecks(told: ComputerTold, keepsAwake: boolean): Check[] {
  const unknown = { vpn: null, proxy: null };
  const causes = causesTonight({ told, faults: [], keepsAwake, now: unknown, byDay: null });
  const { power, network } = told;
  const isAwake = keepsAwake || sleepsAfter(told) !== null;
  const isConnected = network.captive !== null || network.metered !== null;
  return [
    checkOf('sleep', found(causes, ['sleepsAfter']) ?? fineIf(isAwake)),
    checkOf('lid', found(causes, ['lidSleeps']) ?? LIDS[told.lid ?? 'unknown']),
    checkOf('power', found(causes, ['batteryLow']) ?? fineIf(power !== null)),
    checkOf('network', found(causes, ['captive', 'metered']) ?? fineIf(isConnected)),
  ];
}

const LIDS: Record<NonNullable<Lid> | 'unknown', Finding> = {
  none: { code: 'notUsed' },
  goesOn: { code: 'fine' },
  sleeps: { code: 'lidSleeps' },
  unknown: { code: 'notTold' },
};

type Of<Code> = Extract<NightCause, { code: Code }>;

/** The first of these that is among the causes. */
function found<Code extends Extract<NightCause['code'], Finding['code']>>(
  causes: readonly NightCause[],
  codes: readonly Code[],
): Of<Code> | undefined {
  return causes.find((one): one is Of<Code> => codes.some((code) => code === one.code));
}

function fineIf(isKnown: boolean): Finding {
  return isKnown ? { code: 'fine' } : { code: 'notTold' };
}

/** What the last evening check found: it was said then, and is looked at anew by the others. @param last null: none */
export function eveningCheckOf(last: EveningCheck | null): Check {
  if (last === null) return checkOf('evening', { code: 'eveningNone' });
  const { at, causes } = last;
  return checkOf(
    'evening',
    causes.length === 0 ? { code: 'eveningFine', at } : { code: 'eveningFound', at, causes },
  );
}
