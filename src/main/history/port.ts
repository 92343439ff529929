import type { Result } from '../../shared/result.ts';
import type { Clock } from '../time/clock.ts';
import type { ActName, AnswerOf, RequestOf } from './acts.ts';
import type { HistoryState } from './history-state.ts';

/** The history as everybody else has it: one question, one answer; writes go before the questions that wait. */
export interface HistoryPort {
  /**
   * Asks something of the history or does something to it. Questions fail where nothing comes back in
   * time, with `historyUnderRepair`, `historyAtWork`, `historySlow` or `historyHangs`; writes are kept until they are done, each once, and answered then.
   *
   * @param signal nobody wants the answer any more: rejects with the signal's reason
   * @param onProgress told how much is done of what takes long; a share of one
   */
  ask<N extends ActName>(
    name: N,
    request: RequestOf<N>,
    signal?: AbortSignal,
    onProgress?: (done: number) => void,
  ): Promise<Result<AnswerOf<N>>>;
  readonly state: HistoryState;
  /** Closes it after what was asked; the next question opens it again, and with it checks it. */
  close(): Promise<void>;
}

/** Makes the history at a path; nothing is opened before the first question. @param clock tells trusted time */
export type OpenHistory = (path: string, clock: Clock) => HistoryPort;
