import { signal } from '@preact/signals';
import type { Problem } from '../shared/problems.ts';
import type { Result } from '../shared/result.ts';
import { ask, type Answering, type Asked } from './bridge.ts';

/** Why what a person asked for last was not done; null: it was. */
export const failure = signal<Problem | null>(null);

/** Does what a person asks for with a click. What fails is shown, whatever page they are on; see `Failure`. */
export async function act<C extends Answering>(channel: C, ...request: Asked<C>): Promise<void> {
  const answer: Result<unknown> = await ask(channel, ...request);
  failure.value = answer.ok ? null : answer.problem;
}
