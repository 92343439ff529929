import {
  KNOWN_CAUSES,
  INPUTS,
  type KnownCause,
  type Expected,
  type Input,
  type TermsDocument,
} from '../../problems.ts';
import { say } from '../say.ts';

/** A cause in words where it has some, else as it is: a code, or the text of somebody else's error. */
export function causeText(cause: string): string {
  const [code = '', ...detail] = cause.split(': ');
  const known = (KNOWN_CAUSES as readonly string[]).includes(code);
  return known ? say(`causes.${code as KnownCause}`, { detail: detail.join(': ') }) : cause;
}

/** What was given: an option, a variable or a setting by its own name, anything else in words. */
export function inputText(what: string): string {
  return (INPUTS as readonly string[]).includes(what) ? say(`inputs.${what as Input}`) : what;
}

/** What something should have been; the end of a sentence. */
export function expectedText(expected: Expected): string {
  return say(`expected.${expected.code}`, expected as never);
}

export function documentName(document: TermsDocument): string {
  return say(`documents.${document}`);
}
