import type { Decision } from '../alarms/decisions.ts';
import type { JournalEntry } from '../alarms/journal-entry.ts';
import type { AlarmKind, Priority } from '../alarms/kinds.ts';
import type { Link } from '../app-state.ts';
import type { Problem, ProblemCode, ProblemParams } from '../problems.ts';

/** The parameters of a problem and, where waiting helps, when it ends, already written out in local time. */
type Sentence<C extends ProblemCode> = (params: ProblemParams[C], until: string | null) => string;

const later = (until: string | null) =>
  until === null ? ' Try again later.' : ` Next try possible at ${until}.`;

/** What every problem says to the person in front of the screen: what is wrong, and what to do about it. */
export const problemSentences: { [C in ProblemCode]: Sentence<C> } = {
  badInput: ({ what, given, expected }) => `${what} cannot be "${given}": ${expected}.`,
  personRequired: ({ people }) => `Several people are recorded; say which one you mean: ${people}.`,
  personAmbiguous: ({ given, people }) =>
    `"${given}" fits several people; use the id of one of them: ${people}.`,

  signInNeeded: ({ noKeychain }) =>
    noKeychain === ''
      ? 'Not signed in. Run "glucoglance authenticate", or set LIBRELINKUP_EMAIL and LIBRELINKUP_PASSWORD.'
      : `Not signed in, and there is no keychain to look in (${noKeychain}). ` +
        'Set LIBRELINKUP_EMAIL and LIBRELINKUP_PASSWORD.',
  credentialsRejected: () =>
    'LibreLinkUp refused this e-mail and password. Use the ones of the LibreLinkUp app, not those of the sensor app.',
  credentialsKnownBad: () =>
    'LibreLinkUp refused this password before, so it was not sent again. ' +
    'Run "glucoglance authenticate" with the right one, or to try this one once more.',
  sessionRejected: () =>
    'LibreLinkUp accepted the password but not the session that came of it. ' +
    'Open the LibreLinkUp app once, then try again.',

  termsNotAccepted: ({ document, link, version }) =>
    `LibreLinkUp asks this account to accept its ${document}` +
    `${version ? ` (version ${version})` : ''}${link ? `: ${link}` : ''}. ` +
    'Accept it in the LibreLinkUp app, or read it and run "glucoglance authenticate --accept-terms".',
  emailNotVerified: () =>
    'LibreLinkUp wants this e-mail address confirmed: follow the link in the message it sent, then sign in again.',
  stepUnknown: ({ step }) =>
    `LibreLinkUp asks this account for something only its own app can do ("${step}"). Open the app, then try again.`,
  updateRequired: ({ ours, minimum }) =>
    `LibreLinkUp no longer talks to version ${ours} of its interface; it wants ${minimum}. ` +
    'Look for a newer Glucoglance.',
  interfaceSwitchedOff: ({ minimum }) =>
    `Abbott has switched off the interface Glucoglance uses (it now wants version ${minimum}). ` +
    'Use the LibreLinkUp app and look for a newer Glucoglance.',

  lockedOut: (_, until) =>
    `LibreLinkUp has locked sign-ins to this account after too many refused ones.${later(until)}`,
  rateLimited: (_, until) => `LibreLinkUp asks to be asked less often.${later(until)}`,
  blocked: (_, until) => `Abbott's servers block requests from this network for now.${later(until)}`,
  signInPaused: (_, until) =>
    `A sign-in was refused a moment ago; another so soon could lock the account.${later(until)}`,

  nameNotFound: ({ host }) =>
    `This computer cannot find ${host}: it seems to be offline, or the name is wrong.`,
  connectionFailed: ({ host, cause }) => `No connection to ${host} (${cause}).`,
  tlsFailed: ({ host, cause }) =>
    `The connection to ${host} is not safe (${cause}), so nothing was sent. Check this computer's clock and network.`,
  timedOut: ({ host }) => `${host} did not answer in time.`,
  answerCut: ({ host }) => `The answer of ${host} broke off half-way.`,
  answerTooLarge: ({ host }) => `The answer of ${host} is far larger than any real one and was not read.`,
  answerUnreadable: ({ host, detail }) => `The answer of ${host} cannot be read: ${detail}.`,
  answerNotFromServer: ({ host }) =>
    `Something else answered in place of ${host}. Perhaps this network wants a sign-in: open any web page in a browser.`,
  serverError: ({ host, status }) => `${host} has trouble of its own (HTTP ${status}).`,
  maintenance: ({ host }) => `${host} is under maintenance.`,
  redirectLoop: ({ region }) =>
    `LibreLinkUp keeps sending this account on (last to "${region}") without letting it in.`,
  regionUnknown: ({ region }) =>
    `LibreLinkUp names a region that cannot be one ("${region}"), so the password was not sent there.`,
  statusUnknown: ({ status, message }) =>
    `LibreLinkUp answered with a status Glucoglance does not know: ${status}${message ? `, "${message}"` : ''}.`,

  nobodyShares: () =>
    'Nobody shares with this account yet. In the app of the sensor choose "Connected apps", "LibreLinkUp", invite ' +
    'this account, and accept the invitation in the LibreLinkUp app.',
  noReadingYet: () => 'There is no reading yet.',
  personUnknown: ({ given }) => `LibreLinkUp and the history do not know ${given}.`,
  noLongerShared: ({ name }) => `${name} no longer shares with this account.`,

  budgetNotKept: () =>
    'What happened to a sign-in could not be written down in the data folder, so none was tried: several refused ones ' +
    'would lock the account. Make room there, or choose another folder with --data-dir.',
  folderUnusable: ({ path, cause }) => `The folder ${path} cannot be used: ${cause}.`,
  diskFull: ({ path }) =>
    `The disk that holds ${path} is full; nothing more can be recorded until there is room.`,
  historyBusy: ({ path }) => `Another program keeps ${path} busy. Try again.`,
  historyNewer: ({ path }) =>
    `${path} was made by a newer Glucoglance. Use that version; nothing in the file was changed.`,
  historyForeign: ({ path }) =>
    `${path} is not a history of Glucoglance. Choose another folder with --data-dir; nothing in the file was changed.`,
  historyDamaged: ({ movedTo }) =>
    `The history was damaged. It was moved to ${movedTo}, where nothing deletes it; from now on a new one is written.`,
  outputFailed: ({ cause }) => `Not everything could be written to standard output (${cause}).`,
  historyFailed: ({ path, cause }) => `The history ${path} cannot be used: ${cause}.`,
  settingsBroken: ({ movedTo }) =>
    `The settings could not be read. They were moved to ${movedTo}; the usual settings are in force.`,
  settingsNewer: ({ path }) =>
    `${path} was written by a newer Glucoglance; it is left as it is, and the usual settings are in force.`,
  keychainAbsent: ({ cause }) =>
    `This computer has no keychain to keep the password in (${cause}). ` +
    'Set LIBRELINKUP_EMAIL and LIBRELINKUP_PASSWORD to work without one.',
  keychainUnavailable: ({ cause }) =>
    `The keychain of this computer cannot be used (${cause}). ` +
    'Set LIBRELINKUP_EMAIL and LIBRELINKUP_PASSWORD to work without one.',

  unexpected: ({ detail }) => `Something went wrong inside Glucoglance: ${detail}.`,
};

/**
 * The one sentence of a problem.
 *
 * @param localTime writes an instant (ms UTC) as the reader's local time
 */
export function problemSentence(problem: Problem, localTime: (instant: number) => string): string {
  const sentence = problemSentences[problem.code] as Sentence<ProblemCode>;
  return sentence(problem.params as never, problem.retryAt === undefined ? null : localTime(problem.retryAt));
}

/** Where the way from a sensor to this screen is broken, and what to do about it. */
export function linkSentence(link: Link, localTime: (instant: number) => string): string {
  switch (link.code) {
    case 'starting':
      return 'Asking for the first reading.';
    case 'ok':
      return 'Connected; readings are coming in.';
    case 'problem':
      return problemSentence(link.problem, localTime);
    case 'clockWrong':
      return (
        `The clock of this computer is ${duration(Math.abs(link.byMs))} ${link.byMs > 0 ? 'fast' : 'slow'}. ` +
        'Set it right: the ages of readings depend on it.'
      );
    case 'noReadingYet':
      return `${link.name} shares with this account, but there is no reading yet.`;
    case 'delayed':
      return `The last reading of ${link.name} is from ${localTime(link.lastAt)}; phones often upload late.`;
    case 'phoneSilent':
      return (
        `No reading of ${link.name} since ${localTime(link.lastAt)}: the phone is not uploading, or has lost the sensor. ` +
        'Check that its app is open and that it is online.'
      );
    case 'sensorWarmingUp':
      return `${link.name} has a new sensor that is warming up; readings can be expected from ${localTime(link.until)}.`;
    case 'sensorEnded':
      return `The sensor of ${link.name} has ended; readings go on with the next one.`;
    case 'readingInFuture':
      return `The readings of ${link.name} are dated in the future: the clock of the phone, or of this computer, is wrong.`;
  }
}

/** `3 min`, `2 h 05 min` */
function duration(milliseconds: number): string {
  return cli.age(Math.round(milliseconds / 1000));
}

const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`;

/** What the command line says beside its data. */
export const cli = {
  ranges: { in_range: 'in range', high: 'high', low: 'low' },
  noReading: 'none yet',
  nothingRecorded: 'Nothing is recorded for this time.',
  above: 'above',
  below: 'below',
  inside: (range: string) => `${range}`,
  shareOf: (readings: number) => `Of ${count(readings, 'reading', 'readings')}`,
  /** `35 s`, `4 min`, `3 h 05 min`, `12 d` */
  age(seconds: number): string {
    if (seconds < 0) return 'dated ahead';
    if (seconds < 60) return `${seconds} s`;
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60) return `${minutes} min`;
    const hours = Math.floor(minutes / 60);
    if (hours < 48) return `${hours} h ${String(minutes % 60).padStart(2, '0')} min`;
    return `${Math.floor(hours / 24)} d`;
  },
  recorded: (recorded: number, skipped: number) =>
    `Recorded ${count(recorded, 'reading', 'readings')}${skipped ? `, ${skipped} already known or too soon` : ''}.`,
  backfilled: (outcome: { received: number; inserted: number; duplicates: number }) =>
    `Received ${count(outcome.received, 'reading', 'readings')} of the last 12 hours: ` +
    `${outcome.inserted} new, ${outcome.duplicates} already known.`,
  askEmail: 'E-mail of the LibreLinkUp account: ',
  askPassword: 'Password: ',
  askAccept: 'Accept it? (yes/no) ',
  nothingKept: 'Nothing was kept: e-mail and password come from the environment.',
  signedIn: (country: string | null, region: string | null, until: string) =>
    `Signed in${country ? ` (country ${country}${region ? `, region ${region}` : ''})` : ''}; ` +
    `the session lasts until ${until}.`,
  loggedOut:
    'E-mail, password and session are forgotten. LibreLinkUp may honour the old session until it ends.',
  terms: (document: string, link: string | null, version: string | null) =>
    `LibreLinkUp asks this account to accept its ${document}` +
    `${version ? `, version ${version}` : ''}: ${link ?? 'the server does not say where to read it'}`,
  polledBy: (pid: number) => `Process ${pid} asks the server for this data folder; this is what it recorded.`,
  watched: (recorded: number, seconds: number) =>
    `Recorded ${count(recorded, 'reading', 'readings')} in ${cli.age(seconds)}.`,
  watching: {
    nextPoll: (seconds: number) => `next poll in ${cli.age(Math.max(0, seconds))}`,
    waiting: 'waiting for you',
    reading: (pid: number) => `process ${pid} polls`,
  },
  struckOut: (time: string) => `no data since ${time}`,
  simulating: (url: string, email: string, password: string) =>
    `LibreLinkUp simulator at ${url}, e-mail ${email}, password ${password}. Ctrl+C stops it.`,
};

/** What the tables of statistics say; figures come rounded for display, glucose in the unit shown. */
export const statistics = {
  ranges: { veryHigh: 'very high', high: 'high', inRange: 'in range', low: 'low', veryLow: 'very low' },
  over: (limit: string) => `over ${limit}`,
  under: (limit: string) => `under ${limit}`,
  /** What the consensus asks of most adults with diabetes (Battelino 2019). */
  targets: {
    veryHigh: 'under 5 %',
    high: 'under 25 % with very high',
    inRange: 'over 70 %',
    low: 'under 4 % with very low',
    veryLow: 'under 1 %',
    above: 'under 25 %',
    below: 'under 4 %',
    cv: 'at most 36 %',
    coverage: 'at least 70 %',
    tight: 'none agreed',
  },
  headings: { range: 'Range', time: 'Time', target: 'Target', figure: 'Figure', value: 'Value' },
  rows: {
    mean: 'Mean',
    gmi: 'GMI',
    sd: 'SD',
    cv: 'CV',
    tight: (range: string) => `Time ${range}`,
    own: (range: string) => `Time in own target ${range}`,
    lbgi: 'LBGI',
    hbgi: 'HBGI',
    gri: 'GRI',
    jIndex: 'J-index',
    episodes: (range: string) => `Episodes ${range}`,
    extended: 'of them over 120 min',
    coverage: 'Time with data',
    fortnight: 'Time with data, last 14 days',
    days: 'Days of data',
    readings: 'Readings',
  },
  gmi: (percent: string, mmolMol: string) => `${percent} % (${mmolMol} mmol/mol)`,
  gri: (index: string, zone: string) => `${index}, zone ${zone}`,
  withheld: 'withheld',
  window: (from: string, to: string) => `From ${from} to ${to}.`,
  tooLittle: (hours: string) => `Figures need 24 hours of data; there are ${hours}.`,
  gmiWithheld: (days: string) =>
    `GMI needs 70 % of 14 days, 9.8 days of data; there are ${days}, so it is withheld.`,
  sparse: (percent: string) =>
    `Only ${percent} of the last 14 days has data; the figures may not be typical (70 % is asked for).`,
  shortForLows: 'Time below range takes more than 14 days of data to settle.',
  offScale: ({ low, high }: { low: number; high: number }) =>
    `${count(low + high, 'reading was', 'readings were')} off the sensor's scale (${low} LO, ${high} HI): counted ` +
    'as very low and very high, but mean, SD and GMI know only the end of the scale.',
};

/** What the desktop says outside its window. */
export const desktop = {
  stoppedTitle: 'Glucoglance has stopped',
  stoppedText:
    'Something went wrong several times in a row, so Glucoglance has stopped: nobody watches the readings now. ' +
    'Start it again; if that does not last, look for a newer version.',
};

/** What the window says. */
export const ui = {
  navigation: 'Pages',
  pages: { now: 'Now', people: 'People', status: 'Status' },
  welcome:
    'Follows people who share their FreeStyle Libre readings with you through LibreLinkUp, records every reading on this ' +
    'computer and shows the newest one.',
  notMedical:
    'Dosing decisions should not be made based on this device. The user should follow instructions on the continuous ' +
    'glucose monitoring system. Unofficial: not made or approved by Abbott; it may stop working any day.',
  tryDemo: 'Try it with demo data',
  leaveDemo: 'Leave the demo',
  signInTitle: 'Sign in',
  signInHint:
    'With the account of the LibreLinkUp app, which follows somebody; not with the account of the sensor’s own app.',
  email: 'E-mail',
  password: 'Password',
  signIn: 'Sign in',
  signingIn: 'Signing in …',
  signOut: 'Sign out and forget the password',
  countdown: (seconds: number) => `Next try possible in ${cli.age(seconds)}.`,
  acceptTerms: (document: string) => `I have read the ${document} and accept it`,
  refresh: 'Ask now',
  noPeople: 'Nobody yet.',
  unitTitle: 'Unit',
  units: { own: 'as each account shows it', mmol: 'mmol/L', mgdl: 'mg/dL' },
  trends: {
    falling_fast: 'falling fast',
    falling: 'falling',
    stable: 'stable',
    rising: 'rising',
    rising_fast: 'rising fast',
  },
  vaults: {
    keytar: 'E-mail and password are in the keychain of this system.',
    file: 'This system’s keychain cannot be used; e-mail and password are in a file only this user can decrypt.',
    memory: 'This system offers no safe place for the password: you will be asked for it at each start.',
  },
  status: {
    connection: 'Connection',
    since: 'Since',
    lastAnswer: 'Last answer',
    nextPoll: 'Next poll',
    recording: 'Recording',
    vault: 'Password',
    notice: 'Note',
    version: 'Version',
    server: 'Server',
    folder: 'Data folder',
    history: 'History',
    fine: 'Every reading is recorded.',
    none: 'none',
    abbott: 'Open Abbott’s status page',
    historySize: (readings: number | null, bytes: number | null) =>
      readings === null || bytes === null
        ? 'not open'
        : `${count(readings, 'reading', 'readings')}, ${(bytes / 1024 / 1024).toFixed(1)} MB`,
  },
};

/** What alarms and their journal say. `glucose` comes with its unit, times in the reader's zone. */
export const alarms = {
  kinds: {
    urgentLow: 'Urgent low',
    low: 'Low',
    high: 'High',
    urgentHigh: 'Urgent high',
    fastFall: 'Falling fast',
    noData: 'No data',
    impaired: 'Not working',
    sensor: 'Sensor',
  } satisfies Record<AlarmKind, string>,
  priorities: { high: 'high priority', medium: 'medium priority', low: 'low priority' } satisfies Record<
    Priority,
    string
  >,
  decisions: {
    raised: 'raised',
    repeated: 'repeated',
    heldBack: 'held back',
    acknowledged: 'acknowledged',
    snoozed: 'snoozed',
    cleared: 'cleared',
    delivery: 'delivery',
    test: 'test',
  } satisfies Record<JournalEntry['decision'], string>,
  reasons: {
    belowLimit: 'below the limit',
    aboveLimit: 'above the limit',
    offScaleLow: "below the sensor's scale",
    offScaleHigh: "above the sensor's scale",
    fallingFast: 'the arrow points straight down',
    noNewReading: 'no new reading',
    noAnswer: 'LibreLinkUp does not answer',
    neverAReading: 'there has never been a reading',
    signInNeeded: 'sign-in needed',
    termsToAccept: 'something to accept in LibreLinkUp',
    updateRequired: 'a newer version is needed',
    notificationsFailed: 'notifications do not arrive',
    storageFailed: 'readings cannot be recorded',
    clockWrong: 'the clock of this computer is wrong',
    sensorEnded: 'the sensor has ended',
    sensorWarmingUp: 'a new sensor is warming up',
    sensorEndsSoon: 'the sensor ends within a day',
    acknowledged: 'it had been acknowledged',
    snoozed: 'it was snoozed',
    quietHours: 'quiet hours: shown, but without a sound',
    soundedRecently: 'there was a sound less than five minutes before: shown, but without another',
    strongerAlarm: 'a stronger alarm says the same',
    insideLimit: 'it was back inside the limit, though not far enough to be over',
    falling: 'glucose was coming down',
    rising: 'glucose was going up',
    noFreshReading: 'the newest reading was too old to ring for',
    noLongerShared: 'this person has not shared for over a day',
    missed: 'it was over when it came to light',
    recovered: 'back on the safe side',
    switchedOff: 'switched off in the settings',
    readingsAreBack: 'readings are coming in again',
    readingsNotExpected: 'no readings are expected',
    causeGone: 'its cause is gone',
    byUser: 'by the user',
    shown: 'shown',
    failed: 'failed',
    unknown: 'the system does not say whether it was shown',
  } satisfies Record<JournalEntry['reason'], string>,
  headings: { time: 'Time', person: 'Person', alarm: 'Alarm', what: 'What', why: 'Why', glucose: 'Glucose' },
  program: 'Glucoglance',
  nothing: 'No alarm, and nothing held back, in this time.',
  withUntil: (decision: string, until: string) => `${decision} until ${until}`,
  tested: (kind: AlarmKind, priority: Priority) => `${alarms.kinds[kind]} (${alarms.priorities[priority]})`,
  rehearsal: {
    headings: ['Alarms', 'A day', 'At night', 'Over within 10 min'],
    none: 'With these settings there would have been no alarm.',
    explained: 'Night is from 23 to 7 o’clock. Between readings only missing data is judged.',
  },
};

/** The one sentence of an alarm. @param glucose writes mg/dL with its unit, in the unit that is shown */
export function alarmSentence(
  { name, decision, test }: { name: string | null; decision: Decision; test: boolean },
  glucose: (mgdl: number) => string,
  localTime: (instant: number) => string,
): string {
  const { kind, reason, mgdl, measuredAt, since, until } = decision;
  if (test) return `Test of Glucoglance: this is what ${alarms.tested(kind, decision.priority)} looks like.`;
  const who = name === null ? '' : `${name}: `;
  const last =
    mgdl === null || measuredAt === null ? '' : `, last ${glucose(mgdl)} at ${localTime(measuredAt)}`;
  const what = alarms.kinds[kind].toLowerCase();
  if (reason === 'missed' && since !== null && until !== null && mgdl !== null && measuredAt !== null)
    return (
      `${who}${what} while nothing was heard from ${localTime(since)} to ${localTime(until)}: ` +
      `${glucose(mgdl)} at ${localTime(measuredAt)}.`
    );
  switch (kind) {
    case 'noData':
      return `${who}no data, ${alarms.reasons[reason]}${last}.`;
    case 'impaired':
      return `Glucoglance cannot do its job: ${alarms.reasons[reason]}.`;
    case 'sensor':
      return `${who}${alarms.reasons[reason]}.`;
    case 'urgentLow':
    case 'low':
    case 'high':
    case 'urgentHigh':
    case 'fastFall': {
      if (mgdl === null || measuredAt === null) return `${who}${what}.`;
      const value = reason === 'offScaleLow' ? 'LO' : reason === 'offScaleHigh' ? 'HI' : glucose(mgdl);
      return `${who}${what}, ${value} at ${localTime(measuredAt)}.`;
    }
  }
}

/** Why it rang, or did not: the sentences of `alarms why`. Times and values come written out. */
export const why = {
  watched: (from: string, to: string) =>
    `Glucoglance was watching then: from ${from} to ${to} without a break.`,
  notWatchedBetween: (from: string, to: string) =>
    `Not monitored then: from ${from} to ${to} Glucoglance was not running, or the computer slept.`,
  notWatchedSince: (from: string) => `Not monitored then: Glucoglance has not been watching since ${from}.`,
  notWatchedBefore: (to: string) =>
    `Not monitored then: as far back as the journal goes, Glucoglance has been watching since ${to} only.`,
  neverWatched: 'Not monitored then: Glucoglance has never been watching in this data folder.',
  noReading: (name: string) => `No reading of ${name} is recorded up to then.`,
  newest: (name: string, glucose: string, time: string) =>
    `The newest recorded reading of ${name} up to then is ${glucose} of ${time}.`,
  tooOld: 'It was over 15 minutes old, too old to raise or clear an alarm.',
  limits: (low: string, high: string) => `${low} to ${high}`,
  inside: (limits: string) => `That is inside the limits in force today, ${limits}.`,
  beyond: (kinds: readonly string[]) =>
    `By the limits in force today that is: ${kinds.join(', ').toLowerCase()}.`,
  nothingOn: (name: string) => `No alarm about ${name} was on.`,
  alarm: (kind: string, name: string, parts: readonly string[]) => `${kind}, ${name}: ${parts.join('; ')}.`,
  on: (time: string, reason: string) => `on since ${time} (${reason})`,
  rang: (time: string, glucose: string | null) =>
    `rang last at ${time}${glucose === null ? '' : ` with ${glucose}`}`,
  silent: (time: string) => `shown at ${time} without a sound`,
  delivery: (outcome: string) => `delivery: ${outcome}`,
  heldBack: (time: string, reason: string) => `held back at ${time}: ${reason}`,
  silenced: (what: string, by: string, from: string, to: string) =>
    `${what} at ${from}${by ? ` by ${by}` : ''}, still until ${to}`,
  silenceOver: (end: string) =>
    `its silence was over at ${end}; it rings again with the next reading that is beyond`,
  missed: (kind: string, name: string, glucose: string, measured: string, told: string) =>
    `${kind}, ${name}: ${glucose} at ${measured} came to light later and was told at ${told}, without a sound.`,
};
