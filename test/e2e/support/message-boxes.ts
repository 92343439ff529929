import type { ElectronApplication } from '@playwright/test';

/**
 * Answers what a program asks in message boxes, on the real Electron as on the stand-in: none of the system comes up.
 *
 * @param responses the buttons, in order; what is asked after them gets the first
 * @returns what was asked so far
 */
export async function answerMessageBoxes(
  app: ElectronApplication,
  ...responses: number[]
): Promise<() => Promise<string[]>> {
  await app.evaluate(({ dialog }, given) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    dialog.showMessageBox = (...boxes: unknown[]) => {
      asked.push((boxes.at(-1) as Electron.MessageBoxOptions).message);
      return Promise.resolve({ response: given.shift() ?? 0, checkboxChecked: false });
    };
  }, responses);
  return () => app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);
}
