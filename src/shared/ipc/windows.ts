import type { Notice } from '../state/notices.ts';
import type { Result } from '../result.ts';
import type { Snapshot } from '../state/snapshot.ts';
import { channel, event } from './channel.ts';

/** Pages outside that may be opened, by key: an address never comes from the window or the server. */
export const LINKS = {
  librelinkup: 'https://www.librelinkup.com/',
  status: 'https://status.freestyle.abbott/',
} as const;
export type LinkKey = keyof typeof LINKS;

/** What the main window shows. */
export const PAGES = [
  'now',
  'chart',
  'patterns',
  'days',
  'statistics',
  'journal',
  'report',
  'data',
  'settings',
  'status',
] as const;
export type Page = (typeof PAGES)[number];

/** Where the page of the main window is. `unsaved`: something typed or chosen there would be lost with it. */
export interface PageStands {
  page: Page;
  unsaved: boolean;
}

/** What main says of itself. */
export interface Alive {
  /** How long the poll that was announced has been overdue, ms; a computer's sleep is no part of it. */
  overdueMs: number;
}

export const WINDOWS = {
  'snapshot:read': channel<undefined, Snapshot>('window', 'alarm'),
  'notice:dismiss': channel<{ code: Notice['code'] }, Result<null>>('window'),
  'link:open': channel<{ link: LinkKey }, Result<null>>('window'),
  /** The page where releases are, in the browser. */
  'releases:open': channel<undefined, Result<null>>('window'),
  'window:open': channel<{ page: Page }, Result<null>>('window', 'alarm'),
  /** Puts rows that a page shows into the clipboard. */
  'table:copy': channel<{ text: string }, Result<null>>('window'),
  /** Where the page is: whenever that changes, and to each sign that main lives. */
  'page:stands': channel<PageStands, Result<null>>('window'),
  'app:quit': channel<undefined, Result<null>>('window'),
  /** What was asked under this number is not wanted any more. */
  'work:cancel': channel<{ work: number }, Result<null>>('window', 'alarm'),
};

export const WINDOW_EVENTS = {
  /** Of a page that nobody sees: the newest, before it is seen. */
  'snapshot:changed': event<Snapshot>(),
  /** Main lives: to a page that is seen a few times a minute, whatever else there is to tell. */
  'monitor:alive': event<Alive>(),
  /** Somebody asked for this page: the tray, a notification. `at`: for the journal, why it rang then, ms UTC. */
  'page:show': event<{ page: Page; patientId: string | null; at?: number }>(),
  /** How much is done of what was asked under this number and takes long; a share of one. */
  'work:progress': event<{ work: number; done: number }>(),
};
