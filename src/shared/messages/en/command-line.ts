import { age, count } from './words.ts';

/** What the command line says beside its data. */
export const cli = {
  noCommand: 'a command is missing',
  noReading: 'none yet',
  nothingRecorded: 'Nothing is recorded for this time.',
  above: 'above',
  below: 'below',
  inside: (range: string) => `${range}`,
  shareOf: (readings: number) => `Of ${count(readings, 'reading', 'readings')}`,
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
    `Recorded ${count(recorded, 'reading', 'readings')} in ${age(seconds)}.`,
  watching: {
    waiting: 'waiting for you',
    reading: (pid: number) => `process ${pid} polls`,
  },
  simulating: (url: string, email: string, password: string) =>
    `LibreLinkUp simulator at ${url}, e-mail ${email}, password ${password}. Ctrl+C stops it.`,
};
