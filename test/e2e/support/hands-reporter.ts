import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/** What is noted of a spec that needs what only the stand-in has: its recorder, and its switches of the system. */
export const HANDS = 'stand-in';

/** Says at the end how many specs there were, and how many of them the real Electron cannot do: so much it leaves unsaid. */
export default class HandsReporter implements Reporter {
  readonly #all = new Set<string>();
  readonly #ofStandIn = new Set<string>();

  onTestEnd(test: TestCase, { annotations }: TestResult): void {
    this.#all.add(test.id);
    if (annotations.some(({ type }) => type === HANDS)) this.#ofStandIn.add(test.id);
  }

  onEnd(): void {
    if (this.#ofStandIn.size === 0) return;
    console.log(
      `\n  ${this.#ofStandIn.size} of ${this.#all.size} specs need what only the stand-in has; on the real Electron they are skipped.`,
    );
  }

  printsToStdio(): boolean {
    return false;
  }
}
