/** Why an alarm might not be raised, or might not be noticed; the gravest first. */
export const ARMED_FAULTS = [
  /** Nobody is signed in. */
  'notWatching',
  /** LibreLinkUp has not answered for so long that a low of now would not be known. */
  'noAnswer',
  /** The user has switched a low alarm off. */
  'lowsOff',
  /** The settings cannot be read: the usual limits are in force, for everybody. */
  'settingsUnread',
  /** This system has no way to show notifications now; the alarm window remains. */
  'notificationsUnavailable',
  /** "Do not disturb" keeps notifications back now; the alarm window remains. */
  'notificationsPaused',
  /** Whatever shows notifications does not answer, or has not said what became of the last one. */
  'notificationsUnanswered',
  /** The last notification did not arrive. */
  'notificationsFailed',
  /** The last alarm that was to be heard was not. */
  'soundFails',
  /** The computer has nothing to be heard by, where the system tells. */
  'soundAbsent',
  /** The sound of the computer is off, where the system tells. */
  'soundMuted',
  'neverTested',
  /** The last test is over a month ago. */
  'testLongAgo',
  /** The system waits for the user's word before it starts the program at log-in. */
  'loginNeedsApproval',
  /** After a restart of the computer nobody would watch. */
  'notAtLogin',
  /** This desktop has no place for tray icons, where the system tells. */
  'noTray',
  /** Somebody shows tray icons here, but not ours. */
  'trayLost',
  /** The system keeps our icon out of sight. */
  'trayHidden',
] as const;
export type ArmedFault = (typeof ARMED_FAULTS)[number];

/** Those that do not keep an alarm from being noticed now. */
const REMINDERS: readonly ArmedFault[] = [
  'neverTested',
  'testLongAgo',
  'loginNeedsApproval',
  'notAtLogin',
  'noTray',
  'trayLost',
  'trayHidden',
];

/** Whether alarms would be raised and noticed, as far as the program can tell by itself. */
export interface Armed {
  faults: readonly ArmedFault[];
  /** When alarms were last tested, ms UTC. */
  testedAt: number | null;
}

/** Nothing known speaks against an alarm being noticed. */
export function isArmed({ faults }: Armed): boolean {
  return faults.every((fault) => REMINDERS.includes(fault));
}
