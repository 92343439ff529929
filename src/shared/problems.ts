/**
 * Every problem a user can meet, as one typed value. The key is the code, the value the parameters of its
 * sentence (src/shared/messages/en/problems.ts). Parameters never hold an e-mail, a password, a token or an account id.
 */
export interface ProblemParams {
  // What was asked for cannot be understood.
  badInput: { what: string; given: string; expected: string };
  /** The command line names a command or an option that there is not. */
  usage: { detail: string };
  personRequired: { people: string };
  personAmbiguous: { given: string; people: string };

  // Sign-in needed or rejected.
  /** `noKeychain`: why there is no keychain in which credentials could have been found; empty where there is one. */
  signInNeeded: { noKeychain: string };
  credentialsRejected: Record<never, never>;
  credentialsKnownBad: Record<never, never>;
  sessionRejected: Record<never, never>;

  // The account wants something done in LibreLinkUp.
  termsNotAccepted: { document: string; link: string; version: string };
  emailNotVerified: Record<never, never>;
  /** `step`, like `region` and `message` below, is a word of the server; empty where it has none that may be shown. */
  stepUnknown: { step: string };
  updateRequired: { ours: string; minimum: string };
  /** `minimum`: empty where the server names no version, but has nothing any more. */
  interfaceSwitchedOff: { minimum: string };

  // The server told us to wait; `retryAt` says until when.
  lockedOut: Record<never, never>;
  rateLimited: Record<never, never>;
  blocked: Record<never, never>;
  signInPaused: Record<never, never>;
  /** As many sign-ins in a day as the program makes by itself. */
  signInsUsedUp: Record<never, never>;
  /** Another program signs in with this account again and again, which ends our session. */
  sessionTaken: Record<never, never>;
  /** Another process of ours has been signing in for longer than that may take. */
  signInUnderWay: { pid: number };

  // Network or server.
  nameNotFound: { host: string };
  connectionFailed: { host: string; cause: string };
  tlsFailed: { host: string; cause: string };
  timedOut: { host: string };
  answerCut: { host: string };
  answerTooLarge: { host: string };
  answerUnreadable: { host: string; detail: string };
  answerNotFromServer: { host: string };
  serverError: { host: string; status: number };
  maintenance: { host: string };
  redirectLoop: { region: string };
  regionUnknown: { region: string };
  statusUnknown: { status: number; message: string };
  /** The account serves a latest reading in another form than any that is known. */
  readingUnreadable: { name: string };
  readingsContradict: { name: string };

  // Nothing to show.
  nobodyShares: Record<never, never>;
  invitationWaits: Record<never, never>;
  noReadingYet: Record<never, never>;
  personUnknown: { given: string };
  noLongerShared: { name: string };

  // Storage and keychain.
  /** A refused sign-in could not be remembered, so none is tried. */
  budgetNotKept: Record<never, never>;
  folderUnusable: { path: string; cause: string };
  diskFull: { path: string };
  historyBusy: { path: string };
  /** Its disk has not answered for seconds. */
  historyHangs: { path: string };
  historyNewer: { path: string };
  historyForeign: { path: string };
  /** `readings`: how many of them could be read, and are in the new history. */
  historyDamaged: { movedTo: string; readings: number };
  /** `readings`: how many of the old file were written to the one that is there now. */
  historyReplaced: { path: string; readings: number };
  historyLogForeign: { movedTo: string };
  historyReadOnly: { path: string; cause: string };
  filesOpenToOthers: { path: string };
  /** Standard output could not take what was printed. */
  outputFailed: { cause: string };
  historyFailed: { path: string; cause: string };
  settingsBroken: { movedTo: string };
  settingsNewer: { path: string };
  keychainAbsent: { cause: string };
  keychainUnavailable: { cause: string };

  portUnusable: { port: string; cause: string };

  /** Ctrl+C or the end of input where something was asked: the only one that is not told. */
  promptEnded: Record<never, never>;

  // A bug of ours.
  unexpected: { detail: string };
}

export type ProblemCode = keyof ProblemParams;

/** One problem: its code, the parameters of its sentence and, where waiting helps, until when (ms UTC). */
export type Problem = {
  [C in ProblemCode]: { code: C; params: ProblemParams[C]; retryAt?: number };
}[ProblemCode];

/** Builds a problem; `retryAt` in ms UTC. */
export function problem<C extends ProblemCode>(code: C, params: ProblemParams[C], retryAt?: number): Problem {
  return (retryAt === undefined ? { code, params } : { code, params, retryAt }) as Problem;
}
