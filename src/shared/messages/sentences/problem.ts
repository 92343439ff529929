import { printable } from '../../printable.ts';
import type { Problem, ProblemCode, ProblemParams, TermsDocument } from '../../problems.ts';
import { wholeText } from '../figures.ts';
import { say } from '../say.ts';
import { spanTimes } from '../times.ts';
import { causeText, documentName, expectedText, inputText } from './parameters.ts';
import { stampsText, valuesText } from './import.ts';
import { listText, together } from './lists.ts';

/** Of the zones that fit, as many as somebody reads. */
const ZONES_NAMED = 5;

type Teller<C extends ProblemCode> = (
  params: ProblemParams[C],
  localTime: (instant: number) => string,
) => string;

/** Problems whose sentence depends on what is known of them, or whose parameters have words of their own. */
const TELLERS: { readonly [C in ProblemCode]?: Teller<C> } = {
  badInput: ({ what, given, expected }) =>
    say('problems.badInput', { what: inputText(what), given, expected: expectedText(expected) }),
  usage: ({ fault, given }) => say('problems.usage', { detail: say(`usage.${fault}`, { given }) }),
  fileNotUnderstood: ({ fault }) => say('problems.fileNotUnderstood', { detail: say(`fileFaults.${fault}`) }),
  fileTooLong: ({ rows }) => say('problems.fileTooLong', { rows: wholeText(rows) }),
  dateOrderUndecided: ({ examples }) =>
    say('problems.dateOrderUndecided', { examples: stampsText(examples) }),
  unitUndecided: ({ examples }) => say('problems.unitUndecided', { examples: valuesText(examples) }),
  zoneUndecided: ({ candidates, shiftMinutes }) =>
    shiftMinutes === null
      ? say('problems.zoneUndecided', { zones: listText(candidates.slice(0, ZONES_NAMED)) })
      : say('problems.zoneUndecidedShifted', { minutes: wholeText(shiftMinutes) }),
  ownerUndecided: ({ people, rows, agree }) =>
    rows === 0
      ? say('problems.ownerUndecided', { people })
      : say('problems.ownerUndecidedCompared', { people, rows: wholeText(rows), agree: wholeText(agree) }),
  signInNeeded: ({ noKeychain }) =>
    noKeychain === ''
      ? say('problems.signInNeeded')
      : say('problems.signInNeededNoKeychain', { noKeychain: causeText(noKeychain) }),
  termsNotAccepted: (params) => termsSentence('problems', params),
  stepUnknown: ({ step }) =>
    step === '' ? say('problems.stepUnknown') : say('problems.stepUnknownNamed', { step }),
  interfaceSwitchedOff: ({ minimum }) =>
    minimum === ''
      ? say('problems.interfaceSwitchedOff')
      : say('problems.interfaceSwitchedOffVersion', { minimum }),
  redirectLoop: ({ region }) =>
    region === '' ? say('problems.redirectLoop') : say('problems.redirectLoopNamed', { region }),
  regionUnknown: ({ region }) =>
    region === '' ? say('problems.regionUnknown') : say('problems.regionUnknownNamed', { region }),
  statusUnknown: ({ status, message }) =>
    message === ''
      ? say('problems.statusUnknown', { status })
      : say('problems.statusUnknownNamed', { status, message }),
  personUnknown: ({ given }) =>
    given === '' ? say('problems.personUnknown') : say('problems.personUnknownNamed', { given }),
  historyDamaged: ({ movedTo, readings: count, restored }, localTime) => {
    if (restored === null) return say('problems.historyDamaged', { movedTo, count });
    const [made, { lost }] = [localTime(restored.madeAt), restored];
    if (lost === null) return say('problems.historyRestored', { movedTo, count, made });
    const between = spanTimes(lost.from, lost.to, localTime);
    return say('problems.historyRestoredLost', { movedTo, count, made, ...between });
  },
  historyReplaced: ({ path, readings }) => say('problems.historyReplaced', { path, count: readings }),
};

/**
 * The one sentence of a problem: what is wrong, and what to do about it.
 *
 * @param localTime writes an instant (ms UTC) as the reader's local time
 */
export function problemSentence(problem: Problem, localTime: (instant: number) => string): string {
  const { code, params, retryAt } = printed(problem);
  const teller = TELLERS[code] as Teller<ProblemCode> | undefined;
  const sentence = teller
    ? teller(params as never, localTime)
    : say(`problems.${code as PlainCode}`, params as never);
  if (!WAITING.has(code)) return sentence;
  const until =
    retryAt === undefined ? say('problems.tryLater') : say('problems.nextTry', { time: localTime(retryAt) });
  return together(sentence, until);
}

/** Those that are said by their parameters alone. */
type PlainCode = Exclude<
  ProblemCode,
  | 'fileNotUnderstood'
  | 'historyDamaged'
  | 'historyReplaced'
  | 'dateOrderUndecided'
  | 'unitUndecided'
  | 'zoneUndecided'
  | 'ownerUndecided'
>;

/** Where waiting helps: these end with until when, where that is known. */
const WAITING: ReadonlySet<ProblemCode> = new Set([
  'lockedOut',
  'rateLimited',
  'blocked',
  'signInPaused',
  'signInsUsedUp',
  'sessionTaken',
  'nightscoutBusy',
]);

/** What the window says instead where the usual sentence speaks of the command line. */
const IN_WINDOW = [
  'nobodyKnown',
  'importUnknown',
  'signInNeeded',
  'credentialsKnownBad',
  'budgetNotKept',
  'historyForeign',
  'keychainAbsent',
  'keychainUnavailable',
  'portUnusable',
] as const satisfies readonly ProblemCode[];

/** The one sentence of a problem, for somebody who looks at the window. @param localTime writes an instant, ms UTC */
export function windowProblemSentence(problem: Problem, localTime: (instant: number) => string): string {
  const { code, params } = printed(problem);
  if (code === 'termsNotAccepted') return termsSentence('windowProblems', params);
  const own = IN_WINDOW.find((one) => one === code);
  if (own === undefined) return problemSentence(problem, localTime);
  const cause = 'cause' in params ? params.cause : '';
  const path = 'path' in params ? params.path : '';
  const port = 'port' in params ? params.port : '';
  return say(`windowProblems.${own}`, { cause, path, port });
}

function termsSentence(
  place: 'problems' | 'windowProblems',
  { document, link, version }: { document: TermsDocument; link: string; version: string },
): string {
  const name = documentName(document);
  const named = version === '' ? name : say('documents.versionInBrackets', { document: name, version });
  return link === ''
    ? say(`${place}.termsNotAccepted`, { document: named })
    : say(`${place}.termsNotAcceptedLinked`, { document: named, link });
}

/** Causes in words; and nothing of a parameter may drive a terminal or a notification. */
function printed(problem: Problem): Problem {
  const params = Object.entries(problem.params).map(([name, value]: [string, unknown]) => {
    if (typeof value !== 'string') return [name, value];
    const text = printable(value);
    return [name, name === 'cause' || name === 'detail' ? causeText(text) : text];
  });
  return { ...problem, params: Object.fromEntries(params) as never };
}
