import type { ImpairedCause, SensorCause } from '../../alarms/events.ts';
import type { Priority } from '../../alarms/kinds.ts';
import { age } from './words.ts';

const minutes = (count: number) => (count % 60 === 0 ? `${count / 60} h` : `${count} min`);

/** What is to be done about what keeps the program from its job. */
const impaired: Record<ImpairedCause, string> = {
  signInNeeded: 'Sign in to LibreLinkUp again.',
  termsToAccept: 'LibreLinkUp wants something accepted before it gives readings.',
  updateRequired: 'LibreLinkUp wants a newer version.',
  notificationsFailed: 'Notifications do not arrive; alarms come here instead.',
  storageFailed: 'Readings cannot be recorded.',
  clockWrong: 'The clock of this computer is wrong.',
};

const sensor: Record<SensorCause, string> = {
  sensorEnded: 'The sensor has ended.',
  sensorWarmingUp: 'A new sensor is warming up.',
  sensorEndsSoon: 'The sensor ends within a day.',
};

/** What the alarm window and the system's notifications say. */
export const alarmWindow = {
  title: 'Glucoglance alarm',
  program: 'Glucoglance',
  /** Beside everything about made-up people. */
  demo: 'Demo',
  acknowledge: 'Acknowledge',
  acknowledgeFor: (count: number) => `Acknowledge (${minutes(count)})`,
  snooze: 'Snooze',
  snoozeFor: (count: number) => `Snooze ${minutes(count)}`,
  /** As its button has it: in hours only where all of them are. */
  snoozeName: (what: string, count: number, inHours: boolean) =>
    `Snooze ${what} for ${inHours ? minutes(count) : `${count} min`}`,
  acknowledgeName: (what: string, count: number) => `Acknowledge (${minutes(count)}) ${what}`,
  /** The unit all choices of a snooze are told in, and one of them in it. */
  snoozeIn: (inHours: boolean) => (inHours ? 'Snooze, hours' : 'Snooze, min'),
  snoozeChoice: (count: number, inHours: boolean) => String(inHours ? count / 60 : count),
  quietUntil: (time: string) => `Quiet until ${time}`,
  undo: 'Undo',
  undoName: (what: string, until: string) => `Undo: ${what} is quiet until ${until}`,
  open: 'Open Glucoglance',
  since: (time: string) => `since ${time}`,
  delta: (change: string, unit: string) => `${change} ${unit} in 5 min`,
  ago: (seconds: number) => `${age(seconds)} ago`,
  noLongerCurrent: 'no longer current',
  silentFor: (seconds: number) => `${age(seconds)} without a reading`,
  neverAReading: 'There has never been a reading.',
  noAnswer: 'LibreLinkUp does not answer.',
  unreadable: 'What LibreLinkUp serves cannot be read.',
  noNewReading: 'No recent reading has come.',
  last: (value: string, time: string) => `Last ${value} at ${time}.`,
  impaired,
  sensor,
  test: (priority: Priority) =>
    `This is what an alarm of ${priority} priority looks and sounds like. Nothing is wrong.`,
  testTitle: 'Test',
};

/** What a notification says. Values come with their unit, times in the reader's zone. */
export const notification = {
  /** `2.8 mmol/L ↓ urgent low · Ada`; what is not known or not to be shown is left out. */
  joined: (parts: readonly (string | null)[]) =>
    parts.filter((part) => part !== null && part !== '').join(' · '),
  measured: (ago: string, time: string) => `Measured ${ago}, at ${time}`,
  last: (value: string | null, ago: string, time: string) =>
    `Last ${value === null ? '' : `${value}, `}${ago}, at ${time}`,
  /** What a click on the notification itself does, where a desktop makes a button of that. */
  open: 'Open',
  cannotDoItsJob: 'Glucoglance cannot do its job',
  missed: (what: string) => `${what} while nothing was heard`,
  between: (what: string, from: string, to: string) => `${what} from ${from} to ${to}`,
  valueAt: (value: string, time: string) => `${value} at ${time}`,
  testTitle: 'Test of Glucoglance',
  test: (what: string) => `This is what ${what} looks like. Nothing is wrong.`,
};

/** The entry with which Linux starts the program at log-in. */
export const autostart = {
  name: 'Glucoglance',
  comment: 'Shows glucose readings from LibreLinkUp',
};
