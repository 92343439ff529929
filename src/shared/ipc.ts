import type { Armed } from './alarms/armed.ts';
import type { SnoozeScope } from './alarms/events.ts';
import type { Delivery } from './alarms/journal-entry.ts';
import type { AlarmKind, Priority } from './alarms/kinds.ts';
import type { KindCount } from './alarms/rehearsal.ts';
import type { AlarmRules } from './alarms/rules.ts';
import type { ShownAlarm } from './alarms/shown-alarm.ts';
import type { AppState } from './app-state.ts';
import type { ChartPart, ChartRequest, UsualBand, UsualRequest } from './chart/requests.ts';
import type { Unit } from './glucose/units.ts';
import type { Notice } from './notices.ts';
import type { Result } from './result.ts';
import type { DesktopSettings, PersonSettings, Settings } from './settings/settings.ts';

/**
 * What passes between the window and the main process. No secret ever leaves main: credentials go in with a sign-in
 * and never come back. No zod here: the preload and the window import this file.
 */

/** Pages outside that may be opened, by key: an address never comes from the window or the server. */
export const LINKS = {
  librelinkup: 'https://www.librelinkup.com/',
  status: 'https://status.freestyle.abbott/',
} as const;
export type LinkKey = keyof typeof LINKS;

/**
 * Whose readings are shown: nobody's before the sign-in, the account's, or those of the built-in simulator. `starting`:
 * the keychain is being asked; what the history holds is shown meanwhile.
 */
export type Mode = 'starting' | 'signedOut' | 'account' | 'demo';

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
  /** What to add to this computer's clock for the time that ages are counted by, ms; not 0 where the clock is far off. */
  clockOffset: number;
  /** How dates and times are written, such as `en-DE`. */
  locale: string;
  mode: Mode;
  state: AppState | null;
  settings: Settings;
  /** What rings and what is silenced, the most urgent first. */
  alarms: readonly ShownAlarm[];
  armed: Armed;
  vault: VaultState | null;
  notices: readonly Notice[];
}

export interface SignIn {
  email: string;
  password: string;
  /** An explicit yes to the documents that the last attempt named. */
  acceptTerms: boolean;
}

/** What a person who is asked for help needs to know; no names, no values. Instants in ms UTC. */
export interface StatusReport {
  version: string;
  electron: string;
  sqlite: string | null;
  platform: string;
  dataDir: string;
  logDir: string;
  startedAt: number;
  historyBytes: number | null;
  /** When the history was last opened, and with that checked. */
  historyCheckedAt: number | null;
  /** Readings in the history, of everybody. */
  recorded: number | null;
  /** Recorded since local midnight, and how many there would be at one a minute; of everybody followed. */
  readingsToday: { recorded: number; expected: number } | null;
  serverHost: string;
  tokenExpiresAt: number | null;
  /** By what means a notification is shown here. */
  notifications: string;
}

/** Settings the window may change; the server is not one of them: the password goes there. */
export interface SettingsChange {
  unit?: Unit | null;
  apiVersion?: string;
  pollIntervalSeconds?: number;
  minimumRecordIntervalSeconds?: number;
  alarms?: AlarmRules;
  desktop?: Partial<DesktopSettings>;
  people?: Readonly<Record<string, Partial<PersonSettings>>>;
}

/** What became of one alarm of a test. */
export interface TestedAlarm {
  kind: AlarmKind;
  outcome: Delivery;
}

/** What other limits would have made of somebody's last fortnight. */
export interface Rehearsed {
  days: number;
  readings: number;
  kinds: readonly KindCount[];
}

export const PAGES = ['now', 'chart', 'settings', 'status'] as const;
export type Page = (typeof PAGES)[number];

/** Every channel: what is asked and what is answered. */
export interface Contracts {
  'snapshot:read': { request: undefined; response: Snapshot };
  'account:signIn': { request: SignIn; response: Result<null> };
  'account:signOut': { request: undefined; response: Result<null> };
  'demo:start': { request: undefined; response: Result<null> };
  'demo:stop': { request: undefined; response: Result<null> };
  'monitor:refresh': { request: undefined; response: Result<null> };
  'settings:update': { request: SettingsChange; response: Result<null> };
  'alarm:acknowledge': { request: { patientId: string | null; kind: AlarmKind }; response: Result<null> };
  'alarm:snooze': {
    request: { patientId: string | null; kind: AlarmKind; minutes: number };
    response: Result<null>;
  };
  /** Takes an acknowledgement or a snooze back. */
  'alarm:undo': { request: { patientId: string | null; kind: AlarmKind }; response: Result<null> };
  /** The alarm window's answer to a ring: whether it can be heard. */
  'alarm:rung': { request: { id: number; heard: boolean }; response: Result<null> };
  'alarms:snooze': { request: { scope: SnoozeScope; minutes: number }; response: Result<null> };
  'alarms:endSnooze': { request: undefined; response: Result<null> };
  'alarms:test': { request: undefined; response: Result<readonly TestedAlarm[]> };
  /** The rules of the settings, or others. */
  'alarms:rehearse': { request: { patientId: string; rules: AlarmRules }; response: Result<Rehearsed> };
  'chart:part': { request: ChartRequest; response: Result<ChartPart> };
  'chart:usual': { request: UsualRequest; response: Result<UsualBand> };
  'notice:dismiss': { request: { code: Notice['code'] }; response: Result<null> };
  'status:read': { request: undefined; response: Result<StatusReport> };
  /** Puts the text into the clipboard and gives it back to be seen. */
  'diagnostics:copy': { request: undefined; response: Result<string> };
  'link:open': { request: { link: LinkKey }; response: Result<null> };
  'window:open': { request: { page: Page }; response: Result<null> };
  /** What was asked under this number is not wanted any more. */
  'work:cancel': { request: { work: number }; response: Result<null> };
  'app:quit': { request: undefined; response: Result<null> };
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
  'settings:update': true,
  'alarm:acknowledge': true,
  'alarm:snooze': true,
  'alarm:undo': true,
  'alarm:rung': true,
  'alarms:snooze': true,
  'alarms:endSnooze': true,
  'alarms:test': true,
  'alarms:rehearse': true,
  'chart:part': true,
  'chart:usual': true,
  'notice:dismiss': true,
  'status:read': true,
  'diagnostics:copy': true,
  'link:open': true,
  'window:open': true,
  'work:cancel': true,
  'app:quit': true,
};
export const CHANNELS = Object.keys(channels) as readonly Channel[];

/** What main tells a window without being asked. */
export interface WindowEvents {
  'snapshot:changed': Snapshot;
  /** Somebody asked for this page: the tray, a notification. */
  'page:show': { page: Page; patientId: string | null };
  /**
   * The alarm window is to make itself heard; `id` differs for each ring, the volume is in percent. `rising`: three times,
   * each higher than the one before.
   */
  'alarm:ring': { id: number; priority: Priority; volume: number; test: boolean; rising: boolean };
  /** ... and to be still. */
  'alarm:still': null;
  /** The alarm window has come up by itself. */
  'alarm:came': null;
}
export type WindowEvent = keyof WindowEvents;

const events: Record<WindowEvent, true> = {
  'snapshot:changed': true,
  'page:show': true,
  'alarm:ring': true,
  'alarm:still': true,
  'alarm:came': true,
};
export const WINDOW_EVENTS = Object.keys(events) as readonly WindowEvent[];

/** What the preload puts into the window, as `window.glucoglance`. */
export interface Bridge {
  /** @param work a number by which it can be cancelled, another one for each; nobody may rely on its answer then */
  invoke<C extends Channel>(
    channel: C,
    request: Contracts[C]['request'],
    work?: number,
  ): Promise<Contracts[C]['response']>;
  /** @returns what ends the subscription */
  on<E extends WindowEvent>(event: E, listener: (told: WindowEvents[E]) => void): () => void;
}
