import type { Bridge, Channel, Contracts } from '../shared/ipc.ts';
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

type Answering = {
  [C in Channel]: Contracts[C]['response'] extends Result<unknown> ? C : never;
}[Channel];
type Answer<C extends Answering> = Contracts[C]['response'];

/** Asks main; what it refuses or cannot do becomes a problem like any other. */
export async function ask<C extends Answering>(
  channel: C,
  ...[request]: Contracts[C]['request'] extends undefined ? [] : [Contracts[C]['request']]
): Promise<Answer<C>> {
  try {
    return await bridge.invoke(channel, request as Contracts[C]['request']);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return fail(problem('unexpected', { detail })) as Answer<C>;
  }
}
