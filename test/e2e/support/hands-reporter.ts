import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/**
 * What is noted of a spec that needs what only the stand-in has: it is skipped on the real Electron. What remains so, and why
 * no hands can do it there:
 *
 * - the stand-in's own specs (test/e2e/stand-in), which are about it;
 * - two of security.spec.ts: which navigations, windows, permissions and downloads Chromium has asked the program about, and what came of each, is known to whoever asks. The real one tells
 *   listeners of the program alone, in their order;
 * - one of report.spec.ts: how a window was made is not told afterwards;
 * - one of start.spec.ts: a mark of a program that does not run any more, which each keeps in a way of its own.
 */
export const HANDS = 'stand-in';

/** What is noted of a spec that has hands (`hands/in-program.ts`), which are the same on the real Electron. */
export const BOTH = 'hands';

/** Says at the end how many specs there were, how many have hands, and how many the real Electron cannot do. */
export default class HandsReporter implements Reporter {
  readonly #all = new Set<string>();
  readonly #of = { [HANDS]: new Set<string>(), [BOTH]: new Set<string>() };

  onTestEnd(test: TestCase, { annotations }: TestResult): void {
    this.#all.add(test.id);
    for (const { type } of annotations) if (type === HANDS || type === BOTH) this.#of[type].add(test.id);
  }

  onEnd(): void {
    const only = this.#of[HANDS];
    const both = new Set([...this.#of[BOTH]].filter((id) => !only.has(id)));
    if (both.size > 0)
      console.log(
        `\n  ${both.size} of ${this.#all.size} specs have hands outside of pages, the same for the stand-in and the real Electron.`,
      );
    if (only.size > 0)
      console.log(
        `\n  ${only.size} of ${this.#all.size} specs need what only the stand-in has; on the real Electron they are skipped.`,
      );
  }

  printsToStdio(): boolean {
    return false;
  }
}
