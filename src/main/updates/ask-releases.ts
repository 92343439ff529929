import { SECOND } from '../../shared/time.ts';
import type { NewerVersion } from '../../shared/state/update-state.ts';
import type { Clock } from '../time/clock.ts';
import { readRelease } from './releases.ts';

const PATIENCE_MS = 20 * SECOND;
/** Many times what a release says of itself. */
const MOST_BYTES = 512 * 1024;
const LONGEST_TAG = 200;

/** What the feed said. `tag`: what makes the next question a short one. */
export interface FeedAnswer {
  newest: NewerVersion | null;
  tag: string | null;
}

export interface FeedQuestion {
  feed: string;
  /** Of the last answer. */
  tag: string | null;
  fetch: typeof fetch;
  clock: Clock;
}

/**
 * Asks which version is the newest. It says the name of this program, which GitHub wants to hear, and nothing of this
 * computer, not even the version.
 *
 * @returns `unchanged`: as last time; null: nobody was reached
 */
export async function askReleases(question: FeedQuestion): Promise<FeedAnswer | 'unchanged' | null> {
  const { feed, tag, clock } = question;
  const controller = new AbortController();
  const cancel = clock.after(PATIENCE_MS, () => controller.abort());
  try {
    const response = await question.fetch(feed, {
      headers: {
        accept: 'application/vnd.github+json',
        'accept-language': 'en',
        'user-agent': 'Glucoglance',
        ...(tag !== null && { 'if-none-match': tag }),
      },
      redirect: 'error',
      signal: controller.signal,
    });
    if (response.status === 304) return 'unchanged';
    const text = await readText(response);
    const given = response.headers.get('etag');
    const newest = response.ok && text !== null ? readRelease(jsonOf(text)) : null;
    return { newest, tag: given !== null && given.length <= LONGEST_TAG ? given : null };
  } catch {
    return null;
  } finally {
    cancel();
  }
}

/** Null where it is more than it could be. */
async function readText({ body }: Response): Promise<string | null> {
  const decoder = new TextDecoder();
  let [text, size] = ['', 0];
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > MOST_BYTES) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
