import type { AppState } from './app-state.ts';
import type { Unit } from './glucose/units.ts';
import type { Problem } from './problems.ts';
import type { Result } from './result.ts';

/**
 * What passes between the window and the main process. No secret ever leaves main: credentials go in with a sign-in
 * and never come back. No zod here: the preload and the window import this file.
 */

/** Pages outside that may be opened, by key: an address never comes from the window or the server. */
export const LINKS = {
  project: 'https://github.com/glucoglance/glucoglance',
  librelinkup: 'https://www.librelinkup.com/',
  status: 'https://status.freestyle.abbott/',
} as const;
export type LinkKey = keyof typeof LINKS;

/** Whose readings are shown: nobody's before the sign-in, the account's, or those of the built-in simulator. */
export type Mode = 'signedOut' | 'account' | 'demo';

/** Where e-mail, password and session are kept, and why not somewhere safer. */
export interface VaultState {
  kind: 'keytar' | 'file' | 'memory';
  /** Why the system's keychain is not used; null where it is. */
  cause: string | null;
}

/** All the window shows; it takes one when it opens and each newer one after that. */
export interface Snapshot {
  /** Grows with every change; an older snapshot that comes late is dropped. */
  sequence: number;
  mode: Mode;
  state: AppState | null;
  /** The user's unit; null: each person's own. */
  unit: Unit | null;
  /** People left out, by patient id. */
  unfollowed: readonly string[];
  vault: VaultState | null;
  notices: readonly Problem[];
}

export interface SignIn {
  email: string;
  password: string;
  /** An explicit yes to the documents that the last attempt named. */
  acceptTerms: boolean;
}

/** What a person who is asked for help needs to know; no names, no values. */
export interface StatusReport {
  version: string;
  electron: string;
  sqlite: string | null;
  platform: string;
  dataDir: string;
  historyBytes: number | null;
  readings: number | null;
  serverHost: string;
}

/** Every channel: what is asked and what is answered. */
export interface Contracts {
  'snapshot:read': { request: undefined; response: Snapshot };
  'account:signIn': { request: SignIn; response: Result<null> };
  'account:signOut': { request: undefined; response: Result<null> };
  'demo:start': { request: undefined; response: Result<null> };
  'demo:stop': { request: undefined; response: Result<null> };
  'monitor:refresh': { request: undefined; response: Result<null> };
  'person:follow': { request: { patientId: string; followed: boolean }; response: Result<null> };
  'settings:unit': { request: { unit: Unit | null }; response: Result<null> };
  'status:read': { request: undefined; response: Result<StatusReport> };
  'link:open': { request: { link: LinkKey }; response: Result<null> };
}
export type Channel = keyof Contracts;

// The keys of this object and of `Contracts` must be the same, or it does not compile.
const channels: Record<Channel, true> = {
  'snapshot:read': true,
  'account:signIn': true,
  'account:signOut': true,
  'demo:start': true,
  'demo:stop': true,
  'monitor:refresh': true,
  'person:follow': true,
  'settings:unit': true,
  'status:read': true,
  'link:open': true,
};
export const CHANNELS = Object.keys(channels) as readonly Channel[];

/** The one event: main has a newer snapshot. */
export const SNAPSHOT_EVENT = 'snapshot:changed';

/** What the preload puts into the window, as `window.glucoglance`. */
export interface Bridge {
  invoke<C extends Channel>(channel: C, request: Contracts[C]['request']): Promise<Contracts[C]['response']>;
  /** @returns what ends the subscription */
  onSnapshot(listener: (snapshot: Snapshot) => void): () => void;
}
