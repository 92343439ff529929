/** Documents of LibreLinkUp that an account may have to accept. */
export type TermsDocument = 'termsOfUse' | 'privacyPolicy';

/**
 * Causes with words of their own, in `causes` of the catalogues; after `: ` one of them may carry a detail, which is
 * shown as it is. Any other cause is an error's code or its own text.
 */
export const KNOWN_CAUSES = [
  // Of a connection.
  'nothingListens',
  'connectionReset',
  'connectionClosed',
  'offline',
  'noRoute',
  'noAnswer',
  'proxyWantsSignIn',
  'proxyRefused',
  'proxyUnreachable',
  'proxyKeepsShut',
  // Of an answer.
  'answerEmpty',
  'answerNotJson',
  'answerNotHttp',
  'answerNotDecompressed',
  'answerWithoutStatus',
  'answerOfAnotherForm',
  'answerWithoutAccount',
  // Of a folder or a file.
  'mayNotWrite',
  'fileMayNotBeWritten',
  'readOnlyDisk',
  'pathHasFile',
  'diskFull',
  'cannotBeMade',
  // Of a backup.
  'noSuchFile',
  'isFolder',
  'notSound',
  // Of a keychain.
  'keychainLocked',
  'keychainRefusedAccess',
  'keychainRefusedCall',
  'keychainSays',
  'keychainSilent',
  'keychainForgets',
  'keychainKeeps',
  'keyringMissing',
  'keychainServiceMissing',
  'noDbusSession',
  'libsecretMissing',
  'keytarNotBuilt',
  'keytarNotInstalled',
  'keytarBroken',
  'noEncryptionKey',
  'cannotEncrypt',
  'encryptedFileNotWritten',
  'encryptedFileNotDeleted',
  // Of a port.
  'portTaken',
  'portNotAllowed',
  // Of ours.
  'windowCrashed',
  'browserDidNotOpen',
  'diagnosticsPrivate',
  'unknownError',
] as const;
export type KnownCause = (typeof KNOWN_CAUSES)[number];

/** Why a file cannot be imported, in `fileFaults` of the catalogues. */
export const FILE_FAULTS = [
  'noText',
  'unknownForm',
  'notOfFormat',
  'noReadings',
  'unitDoesNotFit',
  'orderDoesNotFit',
  'unknownZone',
  'archiveNewer',
  'archiveBroken',
  'archiveOfDemo',
  'archiveOfPeople',
] as const;
export type FileFault = (typeof FILE_FAULTS)[number];

/** What was given, where it is no option, variable or setting that has a name of its own. */
export const INPUTS = ['chartWindow', 'windowBeginning', 'password', 'secret', 'nightscoutUrl'] as const;
export type Input = (typeof INPUTS)[number];

/** What something given should have been, in `expected` of the catalogues. Figures as they are to be shown. */
export type Expected =
  | { code: 'wholeNumber'; least: number; most: number }
  | { code: 'wholeFigure'; least: number; most: number; unit: string }
  | { code: 'atLeast'; least: number }
  | { code: 'atMost'; most: number }
  | { code: 'setToo' | 'withoutOther'; other: string }
  | { code: 'underUpperEnd'; most: number }
  | { code: 'underLow' | 'underHigh' | 'overHigh'; other: number }
  | { code: 'nightNotQuiet'; night: string; quiet: string }
  | { code: 'beforeEnd'; end: string }
  | { code: 'withinDays'; days: number }
  | { code: 'oneOfScenarios'; known: string }
  | { code: 'oneOf'; known: string }
  | { code: 'positiveNumber'; most: number }
  | {
      code:
        | 'httpsAddress'
        | 'httpsAddressOrSettings'
        | 'version'
        | 'unit'
        | 'folder'
        | 'folderGiven'
        | 'time'
        | 'mmol'
        | 'mgdl'
        | 'ruleChange'
        | 'onOrOff'
        | 'onOrConfirmed'
        | 'onceAMinute'
        | 'withoutWindow'
        | 'emailAddress'
        | 'passwordOnStdin'
        | 'secretLength'
        | 'outputFile'
        | 'outputWithJson'
        | 'outputNotHistory'
        | 'yesNeeded'
        | 'personOrEverything'
        | 'lowUnderHigh'
        | 'allowed';
    };

/** Why a command line cannot be understood; `given`: the word of it that is meant, empty where there is none. */
export type UsageFault =
  | 'noCommand'
  | 'unknownCommand'
  | 'unknownOption'
  | 'missingArgument'
  | 'missingValue'
  | 'tooManyArguments'
  | 'other';

/** Parameters exist for the compiler alone. */
function params<P extends object>(): P {
  return {} as P;
}

/**
 * Every problem a user can meet, as one typed value. The key is the code, the value the parameters of its sentence
 * (`problems` in the catalogues): codes, names and figures, never words of a language. They never hold an e-mail, a
 * password, a token or an account id.
 */
export const PROBLEMS = {
  // What was asked for cannot be understood.
  badInput: params<{ what: string; given: string; expected: Expected }>(),
  /** The command line names a command or an option that there is not. */
  usage: params<{ fault: UsageFault; given: string }>(),
  personRequired: params<{ people: string }>(),
  personAmbiguous: params<{ given: string; people: string }>(),

  // A file that was to be imported.
  /** Of other programs' files only. */
  fileTooLarge: params<{ megabytes: number }>(),
  fileTooLong: params<{ rows: number }>(),
  fileNotUnderstood: params<{ fault: FileFault }>(),
  /** Nobody is known here whose the readings of a file could be. */
  nobodyKnown: params<Record<never, never>>(),
  fileUnreadable: params<{ path: string; cause: string }>(),
  /** What nothing decides about a file, and somebody has to say. A row's `wall` is a `LocalTime`. */
  dateOrderUndecided: params<{
    examples: readonly { line: number; text: string; readAs: readonly { wall: number }[] }[];
  }>(),
  unitUndecided: params<{ examples: readonly { line: number; text: string }[] }>(),
  /** `shiftMinutes`: by how much the file's clock is ahead of the wearer's; null where the zones that fit are asked. */
  zoneUndecided: params<{ candidates: readonly string[]; shiftMinutes: number | null }>(),
  /** `rows` were compared with what is recorded of somebody, and `agree` are the same; 0 where none were. */
  ownerUndecided: params<{ people: string; rows: number; agree: number }>(),
  /** What was chosen in the window is not waiting there any more: another file was, or another folder is open. */
  fileNotAtHand: params<Record<never, never>>(),
  /** There is no import of that number, or not any more. */
  importUnknown: params<{ importId: number }>(),

  // Sign-in needed or rejected.
  /** `noKeychain`: why there is no keychain in which credentials could have been found; empty where there is one. */
  signInNeeded: params<{ noKeychain: string }>(),
  credentialsRejected: params<Record<never, never>>(),
  credentialsKnownBad: params<Record<never, never>>(),
  sessionRejected: params<Record<never, never>>(),

  // The account wants something done in LibreLinkUp.
  termsNotAccepted: params<{ document: TermsDocument; link: string; version: string }>(),
  emailNotVerified: params<Record<never, never>>(),
  /** `step`, like `region` and `message` below, is a word of the server; empty where it has none that may be shown. */
  stepUnknown: params<{ step: string }>(),
  updateRequired: params<{ ours: string; minimum: string }>(),
  /** `minimum`: empty where the server names no version, but has nothing any more. */
  interfaceSwitchedOff: params<{ minimum: string }>(),

  // The server told us to wait; `retryAt` says until when.
  lockedOut: params<Record<never, never>>(),
  rateLimited: params<Record<never, never>>(),
  blocked: params<Record<never, never>>(),
  signInPaused: params<Record<never, never>>(),
  /** As many sign-ins in a day as the program makes by itself. */
  signInsUsedUp: params<Record<never, never>>(),
  /** Another program signs in with this account again and again, which ends our session. */
  sessionTaken: params<Record<never, never>>(),
  /** Another process of ours has been signing in for longer than that may take. */
  signInUnderWay: params<{ pid: number }>(),

  // Network or server.
  nameNotFound: params<{ host: string }>(),
  connectionFailed: params<{ host: string; cause: string }>(),
  tlsFailed: params<{ host: string; cause: string }>(),
  timedOut: params<{ host: string }>(),
  answerCut: params<{ host: string }>(),
  answerTooLarge: params<{ host: string }>(),
  answerUnreadable: params<{ host: string; detail: string }>(),
  answerNotFromServer: params<{ host: string }>(),
  serverError: params<{ host: string; status: number }>(),
  maintenance: params<{ host: string }>(),
  redirectLoop: params<{ region: string }>(),
  regionUnknown: params<{ region: string }>(),
  statusUnknown: params<{ status: number; message: string }>(),
  /** The account serves a latest reading in another form than any that is known. */
  readingUnreadable: params<{ name: string }>(),
  readingsContradict: params<{ name: string }>(),

  // Nothing to show.
  nobodyShares: params<Record<never, never>>(),
  invitationWaits: params<Record<never, never>>(),
  noReadingYet: params<Record<never, never>>(),
  /** `given`: as it was typed; empty where it was chosen. */
  personUnknown: params<{ given: string }>(),
  noLongerShared: params<{ name: string }>(),
  /** Was erased, and is not recorded until chosen again. */
  personErased: params<{ name: string }>(),

  // A Nightscout site.
  /** Its token or secret is not good; tried once. */
  nightscoutRefused: params<{ host: string }>(),
  /** It wants to be left alone, or what stands before it lets nobody through. */
  nightscoutBusy: params<{ host: string }>(),
  nightscoutNotSetUp: params<Record<never, never>>(),
  /** Nobody is chosen whose readings go there, or they are not followed any more. */
  nightscoutNobody: params<Record<never, never>>(),
  demoNotUploaded: params<Record<never, never>>(),

  // Storage and keychain.
  /** A refused sign-in could not be remembered, so none is tried. */
  budgetNotKept: params<Record<never, never>>(),
  folderUnusable: params<{ path: string; cause: string }>(),
  /** Made-up readings and somebody's own never come into one folder. */
  folderOfDemo: params<{ path: string }>(),
  folderOfAccount: params<{ path: string }>(),
  diskFull: params<{ path: string }>(),
  historyBusy: params<{ path: string }>(),
  /** Its disk has not answered for seconds. */
  historyHangs: params<{ path: string }>(),
  /** Its disk has let it wait for seconds again and again. */
  historySlow: params<{ path: string }>(),
  /** It does what takes long, and goes on with it. */
  historyAtWork: params<Record<never, never>>(),
  historyUnderRepair: params<Record<never, never>>(),
  historyNewer: params<{ path: string }>(),
  historyForeign: params<{ path: string }>(),
  /**
   * `readings`: how many are in the history that took its place. `restored`: the backup that was put back, and between
   * when (ms UTC) readings may be missing all the same; null where there was no backup.
   */
  historyDamaged: params<{
    movedTo: string;
    readings: number;
    restored: { madeAt: number; lost: { from: number; to: number } | null } | null;
  }>(),
  /** `readings`: how many of the old file were written to the one that is there now. */
  historyReplaced: params<{ path: string; readings: number }>(),
  historyLogForeign: params<{ movedTo: string }>(),
  historyReadOnly: params<{ path: string; cause: string }>(),
  filesOpenToOthers: params<{ path: string }>(),
  /** What should be a copy of a history is none that can be used. */
  backupUnusable: params<{ path: string; cause: string }>(),
  /** No copy of the history could be made now. */
  backupFailed: params<{ cause: string }>(),
  /** No room for a copy: what the disk has left is for recording. */
  diskNearlyFull: params<{ path: string }>(),
  /** Another process of ours watches with this history. */
  folderWatched: params<{ pid: number }>(),
  /** Standard output could not take what was printed. */
  outputFailed: params<{ cause: string }>(),
  historyFailed: params<{ path: string; cause: string }>(),
  settingsBroken: params<{ movedTo: string }>(),
  settingsNewer: params<{ path: string }>(),
  keychainAbsent: params<{ cause: string }>(),
  keychainUnavailable: params<{ cause: string }>(),

  portUnusable: params<{ port: string; cause: string }>(),
  /** Of the local feed: what its readers must say cannot be known. */
  feedSecretMissing: params<Record<never, never>>(),

  /** The pages of the report could not be made into a PDF, or printed. */
  reportFailed: params<{ cause: string }>(),

  /** Ctrl+C or the end of input where something was asked: the only one that is not told. */
  promptEnded: params<Record<never, never>>(),

  // A bug of ours.
  unexpected: params<{ detail: string }>(),
};

export type ProblemParams = typeof PROBLEMS;
export type ProblemCode = keyof ProblemParams;

/** One problem: its code, the parameters of its sentence and, where waiting helps, until when (ms UTC). */
export type Problem = {
  [C in ProblemCode]: { code: C; params: ProblemParams[C]; retryAt?: number };
}[ProblemCode];

/** Builds a problem; `retryAt` in ms UTC. */
export function problem<C extends ProblemCode>(code: C, params: ProblemParams[C], retryAt?: number): Problem {
  return (retryAt === undefined ? { code, params } : { code, params, retryAt }) as Problem;
}
