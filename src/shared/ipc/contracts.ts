import { ACCOUNT } from './account.ts';
import { ALARM_EVENTS, ALARMS } from './alarms.ts';
import { BACKUPS } from './backups.ts';
import type { ChannelContract, EventContract } from './channel.ts';
import { ERASE } from './erase.ts';
import { EXPORTS } from './exports.ts';
import { HISTORY } from './history.ts';
import { IMPORTS, type FileAtHand } from './imports.ts';
import { OUTSIDE } from './outside.ts';
import type { Result } from '../result.ts';
import { REPORTS } from './reports.ts';
import { SETTINGS } from './settings.ts';
import { STATUS } from './status.ts';
import { WINDOW_EVENTS, WINDOWS } from './windows.ts';

/*
 * What passes between our pages and the main process, a file a subject. No zod here: the preload and the pages import it.
 */

/** Every channel, with the pages that may ask on it. */
export const CONTRACTS = {
  ...ACCOUNT,
  ...ALARMS,
  ...BACKUPS,
  ...ERASE,
  ...EXPORTS,
  ...HISTORY,
  ...IMPORTS,
  ...OUTSIDE,
  ...REPORTS,
  ...SETTINGS,
  ...STATUS,
  ...WINDOWS,
};
export type Channel = keyof typeof CONTRACTS;
export const CHANNELS = Object.keys(CONTRACTS) as readonly Channel[];

type TypesOf<C> =
  C extends ChannelContract<infer Request, infer Response> ? { request: Request; response: Response } : never;
/** What is asked and answered on each channel. */
export type Contracts = { [C in Channel]: TypesOf<(typeof CONTRACTS)[C]> };

/** What main tells a page without being asked. */
export const EVENTS = { ...ALARM_EVENTS, ...WINDOW_EVENTS };
export type WindowEvent = keyof typeof EVENTS;
export const EVENT_NAMES = Object.keys(EVENTS) as readonly WindowEvent[];
export type WindowEvents = {
  [E in WindowEvent]: (typeof EVENTS)[E] extends EventContract<infer Told> ? Told : never;
};

/** What the preload puts into a page, as `window.glucoglance`. */
export interface Bridge {
  /** @param work a number by which it can be cancelled, another one for each; nobody may rely on its answer then */
  invoke<C extends Channel>(
    channel: C,
    request: Contracts[C]['request'],
    work?: number,
  ): Promise<Contracts[C]['response']>;
  /**
   * Hands over a file that was dropped on the page, from the system; rejects where it is of anywhere else.
   * @param file a `File`, which this room does not know
   * @returns a number for it, which is all that the page hears of where it is
   */
  handOver(file: object): Promise<Result<FileAtHand>>;
  /** @returns what ends the subscription */
  on<E extends WindowEvent>(event: E, listener: (told: WindowEvents[E]) => void): () => void;
}
