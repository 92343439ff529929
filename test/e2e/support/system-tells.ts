import type { ElectronApplication } from '@playwright/test';

/**
 * The system tells the program of this. It comes in a turn of its own, as it does in life: what is evaluated otherwise may
 * run within a turn of the program's, wherever that happens to be.
 */
export const systemTells = (app: ElectronApplication, event: 'resume' | 'unlock-screen'): Promise<void> =>
  app.evaluate(
    ({ powerMonitor }, told) =>
      new Promise<void>((resolve) => {
        setImmediate(() => {
          powerMonitor.emit(told);
          resolve();
        });
      }),
    event,
  );
