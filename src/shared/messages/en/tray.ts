import type { AlarmKind } from '../../alarms/kinds.ts';
import type { Range } from '../../glucose/range.ts';
import { alarms } from './alarms.ts';
import { age, ranges } from './words.ts';

/** `30 min`, `1 h`, `2 h` */
const duration = (minutes: number) => (minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`);

/** What the tray says. Windows shows the first 127 characters of a tooltip, so these are short. */
export const tray = {
  demo: 'Demo',
  ago: (seconds: number) => `${age(seconds)} ago`,
  underAMinuteAgo: 'under 1 min ago',
  range: (range: Range) => ranges[range],
  noLongerCurrent: 'no longer current',
  /** Off the sensor's scale; `limit` with its unit. */
  below: (limit: string) => `LO (under ${limit})`,
  above: (limit: string) => `HI (over ${limit})`,
  noReading: 'no reading yet',
  signedOut: 'Glucoglance: not signed in, nobody is watched',
  starting: 'Glucoglance: waiting for the first reading',
  nobody: 'Glucoglance: no reading to show',
  ringing: (kind: AlarmKind, name: string | null) =>
    `${name === null ? '' : `${name}: `}${alarms.kinds[kind].toLowerCase()} alarm`,
  alarmsOn: 'alarms on',
  alarmsMayFail: 'alarms may not reach you',
  because: (what: string, why: string) => `${what}: ${why}`,
  quietUntil: (time: string) => `quiet until ${time}`,
  highsQuietUntil: (time: string) => `highs quiet until ${time}`,
  menu: {
    acknowledge: (whats: readonly string[]) => `Acknowledge ${whats.join(', ')}`,
    undo: (what: string, time: string) => `Undo: ${what} quiet until ${time}`,
    whoNeedsIt: 'Whoever needs it most',
    alarmsOn: 'Alarms on',
    alarmsMayFail: 'Alarms may not reach you',
    quietUntil: (time: string) => `Quiet until ${time}`,
    highsQuietUntil: (time: string) => `Highs quiet until ${time}`,
    snooze: 'Snooze',
    all: (minutes: number) => `All but urgent lows for ${duration(minutes)}`,
    highs: (minutes: number) => `Highs for ${duration(minutes)}`,
    untilInRange: 'Until back in range',
    untilInRangeAtMost: (minutes: number) => `Until back in range, ${duration(minutes)} at most`,
    endSnooze: 'End snooze',
    open: 'Open Glucoglance',
    refresh: 'Refresh now',
    settings: 'Settings',
    quit: 'Quit',
  },
};
