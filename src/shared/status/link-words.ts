import { say } from '../messages/say.ts';
import { linkSentence } from '../messages/sentences/link.ts';
import type { Link } from '../state/app-state.ts';
import type { NotWatching } from './kept-poller.ts';

/** Where the way from a sensor to here is broken, or that nobody watches, and what to do about it. */
export function statusSentence(link: Link | NotWatching, localTime: (instant: number) => string): string {
  if (link.code !== 'notWatching') return linkSentence(link, localTime);
  return link.since === null
    ? say('links.neverWatched')
    : say('links.notWatching', { time: localTime(link.since) });
}

/** `not watching since 02:10` */
export function notWatchingWords({ since }: NotWatching, localTime: (instant: number) => string): string {
  return since === null
    ? say('statusLine.neverWatched')
    : say('statusLine.notWatching', { time: localTime(since) });
}
