import { TimedOut } from './bounded-calls.ts';

/** An error whose message is already one of our own plain causes. */
export class PlainCause extends Error {}

/** What keytar and the systems below it say (they give no codes) where there is a keychain, and what it means. */
const REFUSALS: [RegExp, string][] = [
  [/locked collection|is locked|interaction is not allowed/i, 'the keychain is locked'],
  [/cancell?ed|dismissed|denied/i, 'access to the keychain was refused'],
];

/** The same where there is none, as far as this process can see. */
const ABSENCES: [RegExp, string][] = [
  [/\/org\/freedesktop\/secrets\/collection/i, 'the keychain service has no keyring yet'],
  [/org\.freedesktop\.secrets|ServiceUnknown/i, 'no keychain service is running'],
  [
    /autolaunch|(could not|failed to) connect|message bus/i,
    'there is no D-Bus session to reach a keychain through',
  ],
];

const LOAD_CAUSES: [RegExp, string][] = [
  [/libsecret/i, 'the library libsecret is not installed'],
  [/keytar\.node|build\/Release/i, 'keytar was not built for this machine'],
  [/Cannot find (package|module)|Failed to (load|resolve)/i, 'keytar is not installed'],
];

/** Why keytar could not be loaded. */
export function loadCause(error: unknown): string {
  return known(error, LOAD_CAUSES) ?? 'keytar cannot be loaded';
}

/**
 * Why a keychain call failed. `carriedSecret` false: nothing secret was passed in the call, so the text of an error we
 * do not know may be shown. True: it is not, in case the system quotes what it was given.
 */
export function callCause(error: unknown, carriedSecret: boolean): string {
  if (error instanceof TimedOut) return 'the keychain does not answer (it may be waiting for a prompt)';
  if (error instanceof PlainCause) return error.message;
  return (
    known(error, [...REFUSALS, ...ABSENCES]) ??
    (carriedSecret ? 'the keychain refused the call' : quoted(error))
  );
}

/** Whether a keychain call failed because there is no keychain, rather than because it did not want to. */
export function isAbsence(error: unknown): boolean {
  return known(error, REFUSALS) === null && known(error, ABSENCES) !== null;
}

function known(error: unknown, causes: [RegExp, string][]): string | null {
  const text = messageOf(error);
  return causes.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

function quoted(error: unknown): string {
  const text = messageOf(error)
    .replace(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  return text === '' ? 'the keychain refused the call' : `the keychain says: ${text.slice(0, 120)}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : typeof error === 'string' ? error : '';
}
