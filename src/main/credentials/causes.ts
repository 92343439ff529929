import type { KnownCause } from '../../shared/problems.ts';
import { TimedOut } from './bounded-calls.ts';

/** An error whose message is already one of our own causes. */
export class PlainCause extends Error {
  constructor(cause: KnownCause) {
    super(cause);
  }
}

/** What keytar and the systems below it say (they give no codes) where there is a keychain, and what it means. */
const REFUSALS: [RegExp, KnownCause][] = [
  [/locked collection|is locked|interaction is not allowed/i, 'keychainLocked'],
  [/cancell?ed|dismissed|denied/i, 'keychainRefusedAccess'],
];

/** The same where there is none, as far as this process can see. */
const ABSENCES: [RegExp, KnownCause][] = [
  [/\/org\/freedesktop\/secrets\/collection/i, 'keyringMissing'],
  [/org\.freedesktop\.secrets|ServiceUnknown/i, 'keychainServiceMissing'],
  [/autolaunch|(could not|failed to) connect|message bus/i, 'noDbusSession'],
];

const LOAD_CAUSES: [RegExp, KnownCause][] = [
  [/libsecret/i, 'libsecretMissing'],
  [/keytar\.node|build\/Release/i, 'keytarNotBuilt'],
  [/Cannot find (package|module)|Failed to (load|resolve)/i, 'keytarNotInstalled'],
];

/** Why keytar could not be loaded. */
export function loadCause(error: unknown): string {
  return known(error, LOAD_CAUSES) ?? 'keytarBroken';
}

/**
 * Why a keychain call failed. `carriedSecret` false: nothing secret was passed in the call, so the text of an error we
 * do not know may be shown. True: it is not, in case the system quotes what it was given.
 */
export function callCause(error: unknown, carriedSecret: boolean): string {
  if (error instanceof TimedOut) return 'keychainSilent';
  if (error instanceof PlainCause) return error.message;
  return known(error, [...REFUSALS, ...ABSENCES]) ?? (carriedSecret ? 'keychainRefusedCall' : quoted(error));
}

/** Whether a keychain call failed because there is no keychain, rather than because it did not want to. */
export function isAbsence(error: unknown): boolean {
  return known(error, REFUSALS) === null && known(error, ABSENCES) !== null;
}

function known(error: unknown, causes: [RegExp, KnownCause][]): KnownCause | null {
  const text = messageOf(error);
  return causes.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

function quoted(error: unknown): string {
  const text = messageOf(error)
    .replace(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  return text === '' ? 'keychainRefusedCall' : `keychainSays: ${text.slice(0, 120)}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : typeof error === 'string' ? error : '';
}
