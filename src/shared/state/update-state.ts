import type { ShownAlarm } from '../alarms/shown-alarm.ts';
import type { AppState } from './app-state.ts';

/** A version of Glucoglance that is newer than this one. */
export interface NewerVersion {
  /** `0.3.0` */
  version: string;
  /** When it was released, ms UTC; null: not told. */
  at: number | null;
  /** What it says of itself first, a few lines of plain text. */
  lines: readonly string[];
}

/** What is known of newer versions, where there is an address to ask. */
export interface UpdateState {
  /** Who is asked, once that is switched on. */
  host: string;
  /** When it last answered, ms UTC; null: never. */
  answeredAt: number | null;
  newer: NewerVersion | null;
  /** How a person gets it: from its page, or by what has installed this one. */
  by: 'page' | 'flatpak' | 'snap';
}

/** What decides whether anybody is told of, or asked about, newer versions now. */
export interface NewsAround {
  alarms: readonly Pick<ShownAlarm, 'kind' | 'since'>[];
  state: Pick<AppState, 'link'> | null;
}

/** Whether Abbott has switched off what this version speaks: then a newer one is the way out. */
export function isCutOff({ state }: Pick<NewsAround, 'state'>): boolean {
  return state?.link.code === 'problem' && state.link.problem.code === 'interfaceSwitchedOff';
}

/**
 * Whether news of a newer version must wait for an alarm: one that is on, also where somebody has silenced it. Those that
 * come of not being able to sign in any more would keep away what ends them.
 */
export function newsMustWait(around: NewsAround): boolean {
  const endsByNews = isCutOff(around) ? ['impaired', 'noData'] : [];
  return around.alarms.some(({ kind, since }) => since !== null && !endsByNews.includes(kind));
}
