import type { Cause } from '../../alarms/decisions.ts';
import type { AlarmKind, Priority } from '../../alarms/kinds.ts';
import { hoursText, type AlarmRules, type RuleFault } from '../../alarms/rules.ts';
import type { TestedAlarm } from '../../ipc/alarms.ts';
import type { Link, PollReason } from '../../state/app-state.ts';
import type { Problem, ProblemCode, ProblemParams } from '../../problems.ts';
import { alarms } from './alarms.ts';
import { linkSentence } from './links.ts';
import { problemSentence } from './problems.ts';
import { age, count } from './words.ts';

/**
 * What the window says. Numbers, glucose with its unit, and times come written out in the reader's way.
 */
export const ui = {
  product: 'Glucoglance',
  navigation: 'Pages',
  pages: { now: 'Now', chart: 'Chart', settings: 'Settings', status: 'Status' },
  skip: 'Skip to the page',
  loading: 'Reading the last known state …',
  continue: 'Continue',
  back: 'Back',
  later: 'Do the rest later',
  saved: 'Saved',
  refresh: 'Ask now',
  asking: 'Asking …',
  email: 'E-mail',
  password: 'Password',
  signOut: 'Sign out',
  demo: 'Demo: these people and their readings are made up.',
  demoName: 'Demo',
  leaveDemo: 'Leave the demo',
  tryDemo: 'Try it with demo data',
  unit: 'Unit',
  units: { own: 'as each account shows it', mmol: 'mmol/L', mgdl: 'mg/dL' },
  /** The two sentences every display of readings beside the sensor's own carries (21 CFR 862.1350). */
  safety: [
    'Dosing decisions should not be made based on this device. The user should follow instructions on the continuous ' +
      'glucose monitoring system.',
    'This device is not intended to replace self-monitoring practices as advised by a physician.',
  ],
  unofficial:
    'Glucoglance is unofficial: not made or approved by Abbott. It speaks to LibreLinkUp as Abbott’s own app does, may ' +
    'therefore breach its terms, and may stop working any day.',
  monitorSilent:
    'Nothing has been heard from the monitor for over a minute: no reading and no alarm may come. If this lasts, quit ' +
    'Glucoglance and start it again.',
  noAnswer: 'Glucoglance does not answer this window. Quit it and start it again.',
  footer: 'Not for dosing decisions.',
  footerMore: 'What Glucoglance is not',

  people: {
    switch: 'Whose readings',
    none: 'Nobody is followed yet.',
    noneHint: 'As soon as somebody shares readings with this account, they appear here.',
    noneFollowed: 'Nobody is chosen to be followed. Choose people in the settings.',
    loading: 'Asking for the first reading.',
  },

  now: {
    trends: {
      falling_fast: 'falling fast',
      falling: 'falling',
      stable: 'steady',
      rising: 'rising',
      rising_fast: 'rising fast',
    },
    ranges: { in_range: 'In range', high: 'High', low: 'Low' },
    /** @param ago `2 min` */
    ago: (ago: string) => `${ago} ago`,
    at: (time: string) => `at ${time}`,
    delta: (unit: string) => `${unit} in 5 min`,
    noValue: '---',
    noDataSince: (time: string) => `No data since ${time}`,
    neverAny: 'No reading yet',
    ahead: 'The newest reading is dated in the future, so it is not shown as current.',
    stale: 'Too old to go by',
    offScale: { LO: (end: string) => `under ${end}`, HI: (end: string) => `over ${end}` },
    target: 'Target',
    range: (from: string, to: string, unit: string) => `${from}–${to} ${unit}`,
    sensor: 'Sensor',
    sensorDay: (day: number, days: number | null) => (days === null ? `Day ${day}` : `Day ${day} of ${days}`),
    sensorEnds: (time: string, left: string) => `ends ${time}, in ${left}`,
    sensorEnded: (time: string) => `ended ${time}`,
    nextPoll: (seconds: number) => (seconds <= 0 ? 'Asking …' : `Next poll in ${age(seconds)}`),
    lastAnswer: (ago: string) => `Last answer ${ago} ago`,
    noAnswerYet: 'No answer yet',
    show: (name: string) => `Show ${name}`,
    sparkline: {
      name: (person: string, lowest: string, highest: string, gaps: number) =>
        `The last 3 hours of ${person}: lowest ${lowest}, highest ${highest}` +
        `${gaps === 0 ? '' : `, ${count(gaps, 'time', 'times')} without data`}.`,
      empty: (person: string) => `No readings of ${person} in the last 3 hours.`,
      nothing: 'No readings in the last 3 hours',
      noData: 'no data',
      now: 'now',
    },
  },

  connection: {
    short: {
      starting: 'Connecting',
      ok: 'Connected',
      problem: 'Not connected',
      clockWrong: 'Clock is wrong',
      noReadingYet: 'No reading yet',
      readingUnreadable: 'Reading cannot be read',
      readingsContradict: 'Readings contradict',
      delayed: 'Reading delayed',
      phoneSilent: 'No new readings',
      sensorWarmingUp: 'Sensor warming up',
      sensorEnded: 'Sensor ended',
      readingInFuture: 'Reading in the future',
    } satisfies Record<Link['code'], string>,
    storage: 'Not recording',
    mended: 'History mended',
    name: (state: string) => `Connection: ${state}`,
    signInAgain: 'Sign in again',
    abbott: 'Open Abbott’s status page',
    openLibrelinkup: 'Open librelinkup.com',
  },

  alarms: {
    title: 'Alarms',
    armed: 'Alarms on',
    notArmed: 'Alarms at risk',
    silencedUntil: (time: string) => `Silenced until ${time}`,
    armedSentence: 'Alarms are on, and nothing known keeps them from reaching you here.',
    notArmedTitle: 'An alarm might not reach you:',
    reminders: 'Worth knowing:',
    silences: 'Silenced',
    silence: (name: string, kind: AlarmKind, until: string) =>
      `${name}: ${alarms.kinds[kind].toLowerCase()} until ${until}`,
    endSilence: 'End every snooze',
    quietUntil: (time: string) => `quiet until ${time}`,
    undo: 'Undo',
    undoName: (name: string, kind: AlarmKind) => `Undo: ${ui.alarms.alarmOf(name, kind)}`,
    noSilence: 'Nothing is silenced.',
    snooze: 'Snooze',
    snoozeHighs: 'Highs only',
    snoozeAll: 'Everything but urgent low',
    forMinutes: (minutes: number) => age(minutes * 60).replace(' 00 min', ''),
    snoozeName: (what: string, minutes: number) => `${what} for ${ui.alarms.forMinutes(minutes)}`,
    acknowledge: 'Acknowledge',
    snoozeFor: (minutes: number) => `Snooze ${ui.alarms.forMinutes(minutes)}`,
    program: 'Glucoglance',
    priorities: { high: 'Urgent', medium: 'Alarm', low: 'Notice' } satisfies Record<Priority, string>,
    alarmOf: (name: string, kind: AlarmKind) => `${name}: ${alarms.kinds[kind].toLowerCase()}`,
    why: (cause: Cause) => alarms.reasons[cause],
    value: (glucose: string, time: string) => `${glucose} at ${time}`,
    since: (time: string) => `since ${time}`,
    test: 'Test the alarms',
    testing: 'Testing …',
    testOutcomes: { shown: 'shown', failed: 'did not arrive', unknown: 'sent' } satisfies Record<
      TestedAlarm['outcome'],
      string
    >,
    testOutcome: ({ kind, outcome }: TestedAlarm) =>
      `${alarms.kinds[kind]}: ${ui.alarms.testOutcomes[outcome]}`,
    tested: (time: string) => `Last tested ${time}.`,
    neverTested: 'Never tested on this computer.',
    testSent: 'Three test alarms were sent:',
    testNothing: 'Nothing could be tested now.',
  },

  notices: {
    title: 'Notices',
    dismiss: 'Dismiss',
    problem: 'Needs a look',
    notWatched: 'Nobody watched',
    away: 'While you were away',
  },

  nightOffer: {
    title: 'Lows at night',
    lead: 'A plain low rings three notes, which do not wake everybody. At night it can ring like an urgent one: the alarm window at once, for a minute, every five minutes until somebody answers.',
    yes: (from: string, to: string) => `Yes, from ${from} to ${to}`,
    no: 'No',
    later: 'It can be changed at any time: Settings, Alarms, Low.',
  },

  firstRun: {
    steps: {
      welcome: 'Welcome',
      invitation: 'Invitation',
      signIn: 'Sign in',
      people: 'People',
      limits: 'Limits',
      test: 'Test alarm',
      done: 'Done',
    },
    progress: (step: number, steps: number, name: string) => `Step ${step} of ${steps}: ${name}`,
    welcome: {
      lead: 'See at a glance how somebody’s glucose is, on the screen you are already looking at.',
      isTitle: 'What it is',
      is: [
        'Follows people who share their FreeStyle Libre readings with you through LibreLinkUp.',
        'Shows the newest value with its age, and raises alarms for highs, lows and missing data.',
        'Keeps every reading on this computer. Nothing is sent anywhere else.',
      ],
      isNotTitle: 'What it is not',
      isNot: [
        'Not a medical device. Keep the phone’s own alarms on: readings can be late or wrong, and a computer that sleeps, ' +
          'is muted or offline raises nothing.',
      ],
      confirm: 'I have read what Glucoglance is and is not.',
      confirmFirst: 'Please read the above and tick the box first.',
      start: 'Set it up',
      demoHint: 'No account needed: two made-up people, everything works.',
    },
    invitation: {
      title: 'Is somebody sharing with you?',
      lead: 'It takes two accounts: the wearer’s, in the app of the sensor, and yours, in LibreLinkUp.',
      wearer: 'On the wearer’s phone',
      follower: 'On your phone',
      items: {
        invite:
          'In the app of the sensor: Connected apps → LibreLinkUp → Add connection, with the e-mail address of your account.',
        account: 'Install the app LibreLinkUp and make an account of your own, with your e-mail address.',
        accept: 'Open the invitation in LibreLinkUp and accept it: the wearer’s reading shows in the app.',
      },
      own: 'Following yourself? Make a second account with another e-mail address and invite that.',
      ready: 'All done: sign in with your LibreLinkUp account.',
      notReady: 'You can sign in before all is done; Glucoglance tells you what is missing.',
    },
    signIn: {
      title: 'Sign in',
      lead: 'With the e-mail and password of LibreLinkUp, not those of the sensor’s app. The region is found by itself.',
      busy: 'Signing in …',
      button: 'Sign in',
      countdown: (seconds: number) => `Next try possible in ${age(seconds)}.`,
      showPassword: 'Show what I type',
      acceptTerms: (document: string) => `I have read the ${document} and accept it`,
      termsHint: 'Glucoglance never accepts anything for you. Copy the address into a browser to read it.',
      again: 'Sign in again',
      againLead: 'The readings recorded so far, the alarms and the settings stay as they are.',
    },
    people: {
      title: 'Who do you want to follow?',
      lead: 'These people share with your account.',
      signedIn: 'Signed in.',
      waiting: 'Looking who shares with you …',
      chooseOne: 'Choose at least one person.',
    },
    limits: {
      title: 'When should it ring?',
      lead: 'The limits begin with the target range of the account. You can change them at any time.',
      highHint: 'Many choose a higher limit for highs, so that not every meal rings.',
      usual: (low: string, high: string, unit: string) => `Use the usual ones: ${low} and ${high} ${unit}`,
      urgent: (limit: string) => `An urgent low, under ${limit}, always rings.`,
      nightTitle: 'At night',
      night: 'Ring lows like urgent ones at night',
      nightHint:
        'A plain low rings three notes, which do not wake everybody. Like an urgent one it rings for a minute, every five minutes until somebody answers.',
    },
    test: {
      title: 'Did you see and hear it?',
      lead: 'An alarm you have never met is one you may miss. This shows one of each kind and plays its sound.',
      start: 'Show me a test alarm',
      again: 'Once more',
      seen: 'Did you see it?',
      heard: 'Did you hear it?',
      yes: 'Yes',
      no: 'No',
      good: 'Good. Test again once a month, and after each update of the system.',
      notSeen: [
        'Look whether notifications are allowed for Glucoglance in the settings of this system.',
        'Switch “Do not disturb” or the focus mode off, or let Glucoglance through.',
        'Even without notifications an alarm opens a window of its own.',
      ],
      notHeard: [
        'Look whether the sound of this computer is off, or goes to headphones nobody wears.',
        'Raise the volume of the alarms in Settings → Sound.',
      ],
    },
    done: {
      title: 'All set',
      lead: 'Glucoglance watches in the background, also when this window is closed.',
      pin: 'Keep its icon in sight: on Windows drag it out of the little arrow beside the clock.',
      login: 'Start with the computer',
      loginHint: 'Otherwise nobody watches after a restart.',
      open: 'Show the readings',
    },
  },

  settings: {
    contents: 'Sections',
    sections: {
      people: 'People',
      alarms: 'Alarms',
      snooze: 'Snooze',
      sound: 'Sound',
      tray: 'Tray and notifications',
      look: 'Look',
      connection: 'Connection',
      account: 'Account',
    },
    name: 'Name',
    nameHint: (name: string) => `Empty: ${name}`,
    follow: 'Follow',
    ownLimits: 'Limits of their own',
    ownLimitsHint: 'Instead of the limits for everyone, under Alarms.',
    sensorLife: 'A sensor lasts',
    sensorLives: { unknown: 'not told', days: (days: number) => `${days} days` },
    sensorLifeHint: 'So that its end can be announced.',
    unitHint: 'For every person, everywhere.',
    kinds: {
      urgentLow: (limit: string) =>
        `Below ${limit}. Rings in quiet hours too, every 5 min until acknowledged.`,
      low: (limit: string) => `Below ${limit}.`,
      high: (limit: string) => `Above ${limit} for two readings or 10 min.`,
      urgentHigh: (limit: string) => `Above ${limit} for 30 min.`,
      fastFall: (limit: string) => `The arrow points straight down, below ${limit}.`,
      noData: (minutes: string) => `No recent reading for ${minutes}.`,
      impaired: 'Sign-in, terms, an update, the clock or the recording needs you.',
      sensor: 'The sensor ends within a day, has ended or warms up.',
    },
    limitOf: (kind: AlarmKind) => `Limit for ${alarms.kinds[kind].toLowerCase()}`,
    minutesOf: (kind: AlarmKind) => `Minutes for ${alarms.kinds[kind].toLowerCase()}`,
    minutes: 'min',
    percent: '%',
    holdWhileRising: 'Keep still while glucose is clearly going up',
    holdWhileFalling: 'Keep still while glucose is coming down',
    quiet: 'Quiet hours',
    quietHint: 'Shown, but without a sound.',
    hoursFrom: 'from',
    hoursTo: 'to',
    night: 'At night, ring lows like urgent ones',
    nightHint: 'The alarm window at once, for a minute, every 5 min until somebody answers.',
    quietOf: (kind: AlarmKind) => `Quiet hours for ${alarms.kinds[kind].toLowerCase()}`,
    urgentOff: 'Switch the urgent low alarm off?',
    urgentOffHint: 'Nothing would ring for a dangerous low. The phone’s own alarms should then be on.',
    urgentOffYes: 'Switch it off',
    keepOn: 'Keep it on',
    rehearsal: {
      title: (name: string) => `The last 14 days of ${name} with these limits`,
      short: 'Last 14 days',
      lead: (readings: string) =>
        `Replayed from ${readings} recorded readings; night is from 23 to 7 o’clock.`,
      none: 'no alarm',
      alarms: (number: number) => count(number, 'alarm', 'alarms'),
      perDay: (number: string) => `${number} a day`,
      atNight: (number: number) => `${number} at night`,
      wakingNights: (number: number) => `would have rung like urgent in ${count(number, 'night', 'nights')}`,
      short10: (number: number) => `${number} over within 10 min`,
      ownLimits: 'This person has limits of their own, under People; these are everyone’s.',
      busy: 'Replaying …',
      noReadings: 'Nothing is recorded yet of the last 14 days.',
      unavailable: 'The last 14 days cannot be replayed now.',
    },
    faults: {
      low: (other: string) => `It must be below the limit for high, ${other}.`,
      urgentLow: (other: string) => `It must be below the limit for low, ${other}.`,
      urgentHigh: (other: string) => `It must be above the limit for high, ${other}.`,
      hours: (night: string, quiet: string) =>
        `The hours of the night (${night}) and the quiet hours (${quiet}) overlap: a low cannot wake somebody and be quiet at the same time.`,
      bounds: (from: string, to: string, unit: string) => `Between ${from} and ${to} ${unit}, please.`,
    },
    volume: 'Volume of the alarms',
    volumeHint: 'Not below 10 %: a muted alarm is none.',
    trayPerson: 'Whose value the tray shows',
    trayAuto: 'whoever needs it most',
    trayPrivate: 'A dot instead of the number in the tray',
    notificationsPrivate: 'No values in notifications',
    notificationsPrivateHint: 'For screens that others see.',
    startAtLogin: 'Start with the computer',
    startAtLoginHint: 'Otherwise nobody watches after a restart.',
    keepAwake: 'Keep this computer awake',
    keepAwakeHint:
      'A computer that sleeps raises no alarm. The screen may still go dark; a closed lid still means sleep. Uses more power.',
    palette: 'Colours',
    palettes: { standard: 'Standard', colourBlind: 'For colour-blind eyes' },
    paletteHint: 'Range is always told by shape and word as well. Light and dark follow the system.',
    pollInterval: 'Ask for readings every',
    pollIntervalHint: 'A sensor gives a new reading about every minute.',
    recordInterval: 'Record at most one reading every',
    recordIntervalAll: 'record all',
    apiVersion: 'Version of the LibreLinkUp interface',
    apiVersionHint: 'Adjusts itself when LibreLinkUp asks for a newer one.',
    apiVersionFault: 'Three numbers with dots, such as 4.17.0.',
    signedInAs: 'Signed in to LibreLinkUp',
    inDemo: 'In the demo',
    signOutSure: 'Sign out and forget the password? Nobody is watched then; the recorded readings stay.',
    signOutYes: 'Sign out and forget the password',
    stay: 'Stay signed in',
    quit: 'Quit Glucoglance',
    quitHint: 'Alarms end with it. Closing the window does not: Glucoglance goes on in the tray.',
  },

  vaults: {
    keytar: 'E-mail and password are in the keychain of this system.',
    file: 'This system’s keychain cannot be used; e-mail and password are in a file only this user can decrypt.',
    memory: 'This system offers no safe place for the password: you will be asked for it at each start.',
  },

  chart: {
    choose: 'Choose a person to see the chart.',
    missing: 'The chart cannot be shown now.',
  },

  status: {
    titles: {
      connection: 'Connection',
      recording: 'Recording',
      alarms: 'Alarms',
      program: 'Program',
      diagnostics: 'Diagnostics',
      about: 'About',
    },
    since: 'Since',
    lastAnswer: 'Last success',
    nextPoll: 'Next poll',
    never: 'never',
    notPlanned: 'not by itself',
    /** Why the next poll is when it is. */
    reasons: {
      readingDue: 'the next reading is due then',
      noNewReadingLately: 'no new reading came lately, so it asks less often',
      afterProblem: 'it waits a while after a problem',
      serverSaid: 'LibreLinkUp asked to wait until then',
      waitingForUser: 'it waits for you',
      anotherPolls: 'another Glucoglance on this computer asks',
    } satisfies Record<PollReason, string>,
    server: 'Server',
    token: 'Session valid until',
    noToken: 'no session',
    vault: 'Password',
    recording: 'Recording',
    fine: 'Every reading is recorded.',
    today: 'Readings today',
    ofExpected: (recorded: string, expected: string, percent: string) =>
      `${recorded} of ${expected} expected (${percent})`,
    history: 'Database',
    historySize: (readings: string, megabytes: string) => `${readings} readings, ${megabytes} MB`,
    notOpen: 'not open',
    checked: 'Last check',
    notifications: 'Notifications',
    tested: 'Last test',
    version: 'Version',
    versions: (version: string, electron: string, sqlite: string | null) =>
      `Glucoglance ${version} · Electron ${electron}${sqlite === null ? '' : ` · SQLite ${sqlite}`}`,
    platform: 'System',
    started: 'Running since',
    folder: 'Data folder',
    logs: 'Log folder',
    copy: 'Copy diagnostics',
    copying: 'Collecting …',
    copyHint: 'For asking for help. No names, no values, no e-mail, no password.',
    copied: 'Copied to the clipboard. This is the text, all of it:',
    copiedName: 'Copied diagnostics',
    loading: 'Reading the status …',
    failed: 'The status cannot be read now.',
  },
};

type Sentences = { [C in ProblemCode]?: (params: ProblemParams[C], until: string | null) => string };

/** What the window says instead where the usual sentence speaks of the command line. */
const windowProblems: Sentences = {
  signInNeeded: () => 'Not signed in. Sign in with your LibreLinkUp account.',
  credentialsKnownBad: () =>
    'LibreLinkUp refused this password before, so it was not sent again. Sign in with the right one.',
  termsNotAccepted: ({ document, link, version }) =>
    `LibreLinkUp asks this account to accept its ${document}` +
    `${version ? ` (version ${version})` : ''}${link ? `: ${link}` : ''}. ` +
    'Accept it in the LibreLinkUp app, or read it and accept it when you sign in here.',
  budgetNotKept: () =>
    'What happened to a sign-in could not be written down in the data folder, so none was tried: several refused ones ' +
    'would lock the account. Make room on the disk, then sign in again.',
  historyForeign: ({ path }) =>
    `${path} is not a history of Glucoglance. Move it elsewhere and start Glucoglance again; nothing in it was changed.`,
  keychainAbsent: ({ cause }) =>
    `This computer has no keychain to keep the password in (${cause}). Sign in again after each start.`,
  keychainUnavailable: ({ cause }) =>
    `The keychain of this computer cannot be used (${cause}). Unlock it, or sign in again.`,
};

/** The one sentence of a problem, for somebody who looks at the window. @param localTime writes an instant, ms UTC */
export function windowProblemSentence(problem: Problem, localTime: (instant: number) => string): string {
  const own = windowProblems[problem.code] as
    ((params: Problem['params'], until: string | null) => string) | undefined;
  if (!own) return problemSentence(problem, localTime);
  return own(problem.params, problem.retryAt === undefined ? null : localTime(problem.retryAt));
}

/** Where the way of readings is broken, for somebody who looks at the window. */
export function windowLinkSentence(link: Link, localTime: (instant: number) => string): string {
  return link.code === 'problem'
    ? windowProblemSentence(link.problem, localTime)
    : linkSentence(link, localTime);
}

/** What an impossible rule should be instead. @param glucose writes mg/dL with its unit, in the unit that is shown */
export function ruleFaultSentence(
  { kind, hours }: RuleFault,
  rules: AlarmRules,
  glucose: (mgdl: number) => string,
): string {
  const { faults } = ui.settings;
  if (hours) return faults.hours(hoursText(hours.night), hoursText(hours.quiet));
  const other = glucose(kind === 'urgentLow' ? rules.low.limit : rules.high.limit);
  return kind === 'urgentLow' || kind === 'urgentHigh' ? faults[kind](other) : faults.low(other);
}
