import type { NightCause, NightCode } from '../../../src/shared/night/causes.ts';

/** A cause, with figures where it has any. */
export function causeOf(code: NightCode): NightCause {
  if (code === 'sleepsAfter') return { code, minutes: 20 };
  return code === 'batteryLow' ? { code, percent: 34 } : { code };
}
