import { wholeText } from '../messages/figures.ts';
import { say } from '../messages/say.ts';
import type { Episode } from '../statistics/episodes.ts';

/** How many episodes there were, and how long they lasted on average: `12, 53 min on average`. */
export function episodesText(episodes: readonly Episode[]): string {
  const total = episodes.reduce((sum, episode) => sum + episode.minutes, 0);
  const minutes = episodes.length === 0 ? 0 : total / episodes.length;
  return say('window.statistics.episodeCount', { count: episodes.length, minutes: wholeText(minutes) });
}
