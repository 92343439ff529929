import type { Result } from '../../shared/result.ts';
import type { Clock } from '../time/clock.ts';
import { act, type ActName, type AnswerOf, type RequestOf } from './acts.ts';
import { HistoryFile } from './history-file.ts';
import type { HistoryState } from './history-state.ts';
import type { HistoryPort } from './port.ts';

/** The history in this very thread: for a command that does one thing and ends. */
export class HistoryHere implements HistoryPort {
  readonly file: HistoryFile;
  readonly #clock: Clock;

  constructor(path: string, clock: Clock) {
    this.file = new HistoryFile(path, clock);
    this.#clock = clock;
  }

  get state(): HistoryState {
    return this.file.state;
  }

  ask<N extends ActName>(
    name: N,
    request: RequestOf<N>,
    signal?: AbortSignal,
    onProgress?: (done: number) => void,
  ): Promise<Result<AnswerOf<N>>> {
    const goOn = (done?: number): void => {
      if (done !== undefined) onProgress?.(done);
    };
    return new Promise((resolve) => {
      signal?.throwIfAborted();
      resolve(act({ file: this.file, now: this.#clock.now(), goOn }, name, request));
    });
  }

  close(): Promise<void> {
    this.file.close();
    return Promise.resolve();
  }
}
