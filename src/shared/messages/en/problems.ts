import { printable } from '../../printable.ts';
import type { Problem, ProblemCode, ProblemParams } from '../../problems.ts';
import { count } from './words.ts';

/** The parameters of a problem and, where waiting helps, when it ends, already written out in local time. */
type Sentence<C extends ProblemCode> = (params: ProblemParams[C], until: string | null) => string;

const later = (until: string | null) =>
  until === null ? ' Try again later.' : ` Next try possible at ${until}.`;

/** A word of the server, where there is one to show. */
const inQuotes = (word: string) => (word === '' ? '' : ` ("${word}")`);

/** What became of the readings of a history that is not in use any more. */
const broughtOver = (readings: number, which: string) =>
  readings === 0
    ? 'A new one is written from now on'
    : `The new one holds ${count(readings, 'reading', 'readings')} that ${which}`;

/** What every problem says to the person in front of the screen: what is wrong, and what to do about it. */
export const problemSentences: { [C in ProblemCode]: Sentence<C> } = {
  badInput: ({ what, given, expected }) => `${what} cannot be "${given}": ${expected}.`,
  usage: ({ detail }) =>
    `The command line cannot be understood: ${detail}. "glucoglance --help" lists what there is.`,
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
    `LibreLinkUp asks this account for something only its own app can do${inQuotes(step)}. Open the app, then try again.`,
  updateRequired: ({ ours, minimum }) =>
    `LibreLinkUp no longer talks to version ${ours} of its interface; it wants ${minimum}. ` +
    'Look for a newer Glucoglance.',
  interfaceSwitchedOff: ({ minimum }) =>
    `Abbott has switched off the interface Glucoglance uses` +
    `${minimum === '' ? '' : ` (it now wants version ${minimum})`}. ` +
    'Use the LibreLinkUp app and look for a newer Glucoglance.',

  lockedOut: (_, until) =>
    `LibreLinkUp has locked sign-ins to this account after too many refused ones.${later(until)}`,
  rateLimited: (_, until) => `LibreLinkUp asks to be asked less often.${later(until)}`,
  blocked: (_, until) => `Abbott's servers block requests from this network for now.${later(until)}`,
  signInPaused: (_, until) =>
    `A sign-in was refused a moment ago; another so soon could lock the account.${later(until)}`,

  signInsUsedUp: (_, until) =>
    'Glucoglance has signed in by itself six times within a day and stops there, so that the account is not locked. ' +
    `Sign in yourself to go on at once.${later(until)}`,
  sessionTaken: (_, until) =>
    'Another program uses this account and ends the session of Glucoglance each time it signs in. ' +
    `Give each program a follower account of its own.${later(until)}`,
  signInUnderWay: ({ pid }) =>
    `Another Glucoglance (process ${pid}) is signing in and has not come to an end. Try again in a minute, or end it.`,

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
    `LibreLinkUp keeps sending this account on${region && ` (last to "${region}")`} without letting it in.`,
  regionUnknown: ({ region }) =>
    `LibreLinkUp names a region that cannot be one${inQuotes(region)}, so the password was not sent there.`,
  statusUnknown: ({ status, message }) =>
    `LibreLinkUp answered with a status Glucoglance does not know: ${status}${message ? `, "${message}"` : ''}.`,

  readingUnreadable: ({ name }) =>
    `LibreLinkUp serves a reading of ${name} that Glucoglance cannot read. ` +
    'Look in the LibreLinkUp app, and look for a newer Glucoglance.',
  readingsContradict: ({ name }) =>
    `LibreLinkUp serves two different readings of ${name} for one instant. Look in the LibreLinkUp app.`,

  nobodyShares: () =>
    'Nobody shares with this account yet. In the app of the sensor choose "Connected apps", "LibreLinkUp", invite ' +
    'this account, and accept the invitation in the LibreLinkUp app.',
  invitationWaits: () =>
    'An invitation waits to be accepted in the LibreLinkUp app: open it, sign in with this account, and accept.',
  noReadingYet: () => 'There is no reading yet.',
  personUnknown: ({ given }) => `LibreLinkUp and the history do not know ${given}.`,
  noLongerShared: ({ name }) => `${name} no longer shares with this account.`,

  budgetNotKept: () =>
    'What happened to a sign-in could not be written down in the data folder, so none was tried: several refused ones ' +
    'would lock the account. Make room there, or choose another folder with --data-dir.',
  folderUnusable: ({ path, cause }) => `The folder ${path} cannot be used: ${cause}.`,
  diskFull: ({ path }) =>
    `The disk that holds ${path} is full; nothing more can be recorded until there is room.`,
  historyHangs: ({ path }) =>
    `The disk of ${path} does not answer. Readings wait in memory for up to three days, and alarms go on.`,
  historyBusy: ({ path }) => `Another program keeps ${path} busy. Try again.`,
  historyNewer: ({ path }) =>
    `${path} was made by a newer Glucoglance. Use that version; nothing in the file was changed.`,
  historyForeign: ({ path }) =>
    `${path} is not a history of Glucoglance. Choose another folder with --data-dir; nothing in the file was changed.`,
  historyDamaged: ({ movedTo, readings }) =>
    `The history was damaged. It was moved to ${movedTo}, where nothing deletes it. ` +
    `${broughtOver(readings, 'could still be read')}.`,
  historyReplaced: ({ path, readings }) =>
    `${path} was taken away or replaced while Glucoglance had it open. ` +
    `${broughtOver(readings, 'Glucoglance still had')}.`,
  historyLogForeign: ({ movedTo }) =>
    'Beside the history lay a write-ahead log of another file or of another time. It was moved to ' +
    `${movedTo}, where nothing deletes it; the history is as its own file has it.`,
  historyReadOnly: ({ path, cause }) =>
    `Nothing can be recorded in ${path} now (${cause}); what was recorded before can be read.`,
  filesOpenToOthers: ({ path }) =>
    `Other users of this computer have access to ${path}, and its rights could not be set right. ` +
    'Make it yours alone, or choose another folder with --data-dir.',
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
  portUnusable: ({ port, cause }) =>
    `Port ${port} of this computer cannot be used (${cause}). Choose another one with --port.`,

  promptEnded: () => 'The question was not answered.',

  unexpected: ({ detail }) => `Something went wrong inside Glucoglance: ${detail}.`,
};

/**
 * The one sentence of a problem.
 *
 * @param localTime writes an instant (ms UTC) as the reader's local time
 */
export function problemSentence(problem: Problem, localTime: (instant: number) => string): string {
  const sentence = problemSentences[problem.code] as Sentence<ProblemCode>;
  const params = Object.entries(problem.params).map(([name, value]) => [
    name,
    typeof value === 'string' ? printable(value) : value,
  ]);
  const until = problem.retryAt === undefined ? null : localTime(problem.retryAt);
  return sentence(Object.fromEntries(params) as never, until);
}
