import type { ArmedFault } from '../alarms/armed.ts';
import { sleepsAfter, type ComputerTold, type Way } from './told.ts';

/** On half a battery few computers that never sleep see the morning. */
const LOW_PERCENT = 50;

/**
 * Faults of the self-check that would keep an alarm of this night from coming or from being noticed. Of each line only
 * the first that holds: the others say the same of it.
 */
const NIGHT_FAULTS = [
  ['lowsOff'],
  ['settingsUnread'],
  ['noAnswer'],
  ['notificationsUnavailable', 'notificationsPaused', 'notificationsUnanswered', 'notificationsFailed'],
  ['soundAbsent', 'soundMuted', 'soundFails'],
] as const satisfies readonly (readonly ArmedFault[])[];
type NightFault = (typeof NIGHT_FAULTS)[number][number];

/** What would keep this computer from alarming tonight, or might. */
export type NightCause =
  | { code: NightFault }
  /** Without use, after so many minutes. */
  | { code: 'sleepsAfter'; minutes: number }
  /** It runs on its battery, which will not last. */
  | { code: 'batteryLow'; percent: number }
  | { code: 'captive' }
  | { code: 'lidSleeps' }
  /** It was not there by day. */
  | { code: 'vpnOn' }
  /** It was another by day, or none. */
  | { code: 'proxyChanged' }
  | { code: 'metered' };
export type NightCode = NightCause['code'];

/** In the order in which they are said, the surest first. */
export const NIGHT_CODES = [
  'captive',
  'noAnswer',
  'sleepsAfter',
  'batteryLow',
  'soundAbsent',
  'soundMuted',
  'soundFails',
  'notificationsUnavailable',
  'notificationsPaused',
  'notificationsUnanswered',
  'notificationsFailed',
  'settingsUnread',
  'lowsOff',
  'lidSleeps',
  'vpnOn',
  'proxyChanged',
  'metered',
] as const satisfies readonly NightCode[];

/**
 * What only might keep it from alarming, or was chosen so: said on the first evening, and again once it has been gone
 * since. Said every evening it would teach people not to read the rest.
 */
const STANDING: readonly NightCode[] = ['lowsOff', 'lidSleeps', 'vpnOn', 'proxyChanged', 'metered'];

/** All that decides about the night. */
export interface Tonight {
  told: ComputerTold;
  /** Of the self-check. */
  faults: readonly ArmedFault[];
  /** The program keeps the computer from falling asleep by itself. */
  keepsAwake: boolean;
  now: Way;
  /** As it was hours ago; null: nobody looked. */
  byDay: Way | null;
}

/** Everything that would keep this computer from alarming tonight, or might, as far as it is told; each once. */
export function causesTonight({ told, faults, keepsAwake, now, byDay }: Tonight): NightCause[] {
  const { power, lid, network } = told;
  const causes: NightCause[] = NIGHT_FAULTS.flatMap((line) => {
    const fault = line.find((one) => faults.includes(one));
    // A network that lets nothing through is why there is no answer.
    return fault === undefined || (fault === 'noAnswer' && network.captive === true) ? [] : [{ code: fault }];
  });
  const minutes = keepsAwake ? 0 : sleepsAfter(told);
  if (minutes !== null && minutes > 0) causes.push({ code: 'sleepsAfter', minutes });
  if (power?.from === 'battery' && power.percent !== null && power.percent < LOW_PERCENT)
    causes.push({ code: 'batteryLow', percent: power.percent });
  if (network.captive === true) causes.push({ code: 'captive' });
  if (network.metered === true) causes.push({ code: 'metered' });
  if (lid === 'sleeps') causes.push({ code: 'lidSleeps' });
  if (byDay?.vpn === false && now.vpn === true) causes.push({ code: 'vpnOn' });
  if (byDay?.proxy != null && now.proxy !== null && now.proxy !== byDay.proxy)
    causes.push({ code: 'proxyChanged' });
  return causes.toSorted((a, b) => NIGHT_CODES.indexOf(a.code) - NIGHT_CODES.indexOf(b.code));
}

/** What of it is worth a word. @param before what was found the evening before */
export function worthSaying(causes: readonly NightCause[], before: readonly NightCause[]): NightCause[] {
  return causes.filter(({ code }) => !STANDING.includes(code) || before.every((one) => one.code !== code));
}
