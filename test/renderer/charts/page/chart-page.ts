import type { ChartView } from '../../../../src/shared/chart/view.ts';

/** What tests and the bench do to the page. */
export interface ChartPage {
  readonly view: ChartView;
  readonly loads: { from: number; to: number }[];
  show(): void;
  /** From now on the history does not answer. */
  hold(): void;
  /** Lets time pass without a reading. */
  wait(minutes: number): void;
  /** Lets time pass, with a reading a minute. */
  live(minutes: number): Promise<void>;
}
