import type { Bridge, Channel, Contracts } from '../shared/ipc/contracts.ts';
import { problem } from '../shared/problems.ts';
import { fail, type Result } from '../shared/result.ts';

declare global {
  interface Window {
    /** Put there by the preload. */
    glucoglance: Bridge;
  }
}

/** The way to the main process. */
export const bridge: Bridge = window.glucoglance;

/** A channel whose answer tells of failure. */
export type Answering = {
  [C in Channel]: Contracts[C]['response'] extends Result<unknown> ? C : never;
}[Channel];
/** What goes with the name of a channel. */
export type Asked<C extends Answering> = Contracts[C]['request'] extends undefined
  ? [request?: undefined, signal?: AbortSignal, onProgress?: (done: number) => void]
  : [request: Contracts[C]['request'], signal?: AbortSignal, onProgress?: (done: number) => void];
type Answer<C extends Answering> = Contracts[C]['response'];

/**
 * Asks main; what it refuses or cannot do becomes a problem like any other.
 *
 * @param signal the answer is not wanted any more: main is told, and it rejects with the signal's reason
 * @param onProgress told how much of it is done, a share of one, where it takes long and can be cancelled
 */
export async function ask<C extends Answering>(
  channel: C,
  ...[request, signal, onProgress]: Asked<C>
): Promise<Answer<C>> {
  const given = request as Contracts[C]['request'];
  try {
    return await (signal ? invoked(channel, given, signal, onProgress) : bridge.invoke(channel, given));
  } catch (error) {
    signal?.throwIfAborted();
    const detail = error instanceof Error ? error.message : String(error);
    return fail(problem('unexpected', { detail })) as Answer<C>;
  }
}

let works = 0;

async function invoked<C extends Answering>(
  channel: C,
  request: Contracts[C]['request'],
  signal: AbortSignal,
  onProgress?: (done: number) => void,
): Promise<Answer<C>> {
  signal.throwIfAborted();
  const work = ++works;
  // Where main does not take it, the answer comes all the same, and is dropped here.
  const cancel = () => void bridge.invoke('work:cancel', { work }).catch(() => {});
  signal.addEventListener('abort', cancel, { once: true });
  const unfollow = bridge.on('work:progress', (told) => {
    if (told.work === work) onProgress?.(told.done);
  });
  try {
    const answer = await bridge.invoke(channel, request, work);
    signal.throwIfAborted();
    return answer;
  } finally {
    signal.removeEventListener('abort', cancel);
    unfollow();
  }
}
