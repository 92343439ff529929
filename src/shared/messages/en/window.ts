import { age, count } from './words.ts';

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
  countdown: (seconds: number) => `Next try possible in ${age(seconds)}.`,
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
