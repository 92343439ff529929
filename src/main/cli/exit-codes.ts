import type { ProblemCode } from '../../shared/problems.ts';

/** The command line's exit codes, as product.md's contract lists them. */
export const EXIT_CODES: Record<ProblemCode, number> = {
  unexpected: 1,

  badInput: 2,
  usage: 2,
  personRequired: 2,
  personAmbiguous: 2,

  signInNeeded: 3,
  credentialsRejected: 3,
  credentialsKnownBad: 3,
  sessionRejected: 3,

  termsNotAccepted: 4,
  emailNotVerified: 4,
  stepUnknown: 4,
  updateRequired: 4,
  interfaceSwitchedOff: 4,

  lockedOut: 5,
  rateLimited: 5,
  blocked: 5,
  signInPaused: 5,
  signInsUsedUp: 5,
  sessionTaken: 5,
  signInUnderWay: 6,

  nameNotFound: 6,
  connectionFailed: 6,
  tlsFailed: 6,
  timedOut: 6,
  answerCut: 6,
  answerTooLarge: 6,
  answerUnreadable: 6,
  answerNotFromServer: 6,
  serverError: 6,
  maintenance: 6,
  redirectLoop: 6,
  regionUnknown: 6,
  statusUnknown: 6,
  readingUnreadable: 6,
  readingsContradict: 6,

  nobodyShares: 7,
  invitationWaits: 7,
  noReadingYet: 7,
  personUnknown: 7,
  noLongerShared: 7,

  budgetNotKept: 8,
  folderUnusable: 8,
  diskFull: 8,
  historyBusy: 8,
  historyNewer: 8,
  historyForeign: 8,
  historyDamaged: 8,
  historyFailed: 8,
  outputFailed: 8,
  settingsBroken: 8,
  settingsNewer: 8,
  keychainAbsent: 8,
  keychainUnavailable: 8,
  portUnusable: 8,

  promptEnded: 130,
};
