import type { ArmedFault } from '../alarms/armed.ts';
import type { NightCause } from '../night/causes.ts';
import type { Problem } from '../problems.ts';
import type { Link } from '../state/app-state.ts';
import type { NotWatching, PolledBy } from '../status/kept-poller.ts';

/** All that is looked at, in this order. */
export const CHECKS = [
  'folder',
  'rights',
  'space',
  'settings',
  'history',
  'backup',
  'keychain',
  'clock',
  'poller',
  'server',
  'alarms',
  'notifications',
  'sound',
  'tray',
  'autostart',
  'sleep',
  'lid',
  'power',
  'network',
  'evening',
] as const;
export type CheckName = (typeof CHECKS)[number];

/** What a check has found. Instants in ms UTC. */
export type Finding =
  /** Nothing here has this, or it cannot be known. */
  | { code: 'notUsed' }
  /** The system does not tell. */
  | { code: 'notTold' }
  | { code: 'fine' }
  | { code: 'folderFine'; path: string }
  | { code: 'spaceLeft'; megabytes: number }
  | { code: 'historyFine'; readings: number }
  | { code: 'historyNone' }
  | { code: 'historyBroken'; path: string }
  | { code: 'folderNone'; path: string }
  | { code: 'settingsBroken'; path: string }
  | { code: 'rightsOpen'; path: string }
  | { code: 'backupAt'; at: number }
  | { code: 'backupOld'; at: number }
  | { code: 'backupNone' }
  | { code: 'polledBy'; by: PolledBy; answeredAt: number | null }
  | { code: 'sleepsAfter'; minutes: number }
  | { code: 'lidSleeps' }
  | { code: 'batteryLow'; percent: number }
  | { code: 'captive' }
  | { code: 'metered' }
  | { code: 'eveningNone' }
  | { code: 'eveningFine'; at: number }
  | { code: 'eveningFound'; at: number; causes: readonly NightCause[] }
  | { code: 'link'; link: Link | NotWatching }
  | { code: 'fault'; fault: ArmedFault }
  | { code: 'problem'; problem: Problem };

export interface Check {
  check: CheckName;
  /** Nothing is to be done about it. */
  ok: boolean;
  finding: Finding;
}

const FINE: readonly Finding['code'][] = [
  'notUsed',
  'notTold',
  'fine',
  'folderFine',
  'spaceLeft',
  'historyFine',
  'historyNone',
  'folderNone',
  'backupAt',
  'polledBy',
  // These only might, or were said when they were found.
  'lidSleeps',
  'metered',
  'eveningNone',
  'eveningFine',
  'eveningFound',
];

export function checkOf(check: CheckName, finding: Finding): Check {
  return { check, ok: FINE.includes(finding.code), finding };
}

/** Which check each reason is of why an alarm might not be noticed: what the self-check of the desktop looks at. */
const FAULT_CHECKS: Record<ArmedFault, CheckName> = {
  notWatching: 'poller',
  noAnswer: 'poller',
  lowsOff: 'alarms',
  settingsUnread: 'settings',
  notificationsUnavailable: 'notifications',
  notificationsPaused: 'notifications',
  notificationsUnanswered: 'notifications',
  notificationsFailed: 'notifications',
  soundFails: 'sound',
  soundAbsent: 'sound',
  soundMuted: 'sound',
  neverTested: 'alarms',
  testLongAgo: 'alarms',
  loginNeedsApproval: 'autostart',
  notAtLogin: 'autostart',
  noTray: 'tray',
  trayLost: 'tray',
  trayHidden: 'tray',
};

/** What the self-check of a desktop that watches knows. */
export const DESKTOP_CHECKS = ['alarms', 'notifications', 'sound', 'tray', 'autostart'] as const;

/**
 * The checks that the self-check answers: of each the gravest fault. @param faults null: no desktop watches here
 */
export function checksOfFaults(faults: readonly ArmedFault[] | null): Check[] {
  return DESKTOP_CHECKS.map((check) => {
    if (faults === null) return checkOf(check, { code: 'notUsed' });
    const fault = faults.find((one) => FAULT_CHECKS[one] === check);
    return checkOf(check, fault === undefined ? { code: 'fine' } : { code: 'fault', fault });
  });
}

/** In the order in which they are told. */
export function inOrder(checks: readonly Check[]): Check[] {
  return checks.toSorted((a, b) => CHECKS.indexOf(a.check) - CHECKS.indexOf(b.check));
}
