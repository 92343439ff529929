import type { ElectronApplication } from '@playwright/test';

/** The program's own time goes so many times as fast from now on, in timers too; what a clock on the wall says stays. */
export const hasten = (app: ElectronApplication, times: number): Promise<void> =>
  app.evaluate((_, speed) => {
    const [wait, now] = [globalThis.setTimeout, performance.now.bind(performance)];
    const begun = now();
    performance.now = () => begun + (now() - begun) * speed;
    const faster = (act: () => void, ms = 0, ...given: unknown[]) => wait(act, ms / speed, ...given);
    globalThis.setTimeout = Object.assign(faster, wait) as typeof setTimeout;
  }, times);

/** The program's own time so far, in minutes. */
export const minutesOf = (app: ElectronApplication): Promise<number> =>
  app.evaluate(() => performance.now() / 60_000);
