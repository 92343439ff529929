import { say } from '../../../shared/messages/say.ts';
import type { ConsensusRange } from '../../../shared/statistics/ranges.ts';

/** A figure in words, this period beside the one before. */
export interface FigureRow {
  id: string;
  name: string;
  /** What it is, for whoever does not know it. */
  term: string;
  now: string;
  before: string;
  change: string;
  goal: string;
  /** Whose colour stands beside the name. */
  range?: ConsensusRange;
}

/** In place of a figure that there is not. */
export const NONE = '–';

/** A figure of both periods, and how it changed: higher or lower, never better; the same where it reads the same. */
export function compare(
  now: number | null,
  before: number | null,
  text: (value: number) => string,
): Pick<FigureRow, 'now' | 'before' | 'change'> {
  const [own, earlier] = [now, before].map((value) => (value === null ? NONE : text(value))) as [
    string,
    string,
  ];
  return { now: own, before: earlier, change: changeOf(now, before, own === earlier) };
}

export function changeOf(now: number | null, before: number | null, readsTheSame: boolean): string {
  if (now === null || before === null) return NONE;
  if (readsTheSame || now === before) return say('window.statistics.same');
  return now > before ? `↑ ${say('window.statistics.higher')}` : `↓ ${say('window.statistics.lower')}`;
}
