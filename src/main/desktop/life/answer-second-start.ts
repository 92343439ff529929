import { app, dialog } from 'electron';
import type { Clock } from '../../time/clock.ts';
import { openAppLog } from '../../log/app-log.ts';
import { windowShownAt } from './crash-guard.ts';
import { endSecondStart } from './second-start.ts';

/** This start ends, with what there is to say about the program that runs already. */
export async function answerSecondStart(
  dataDir: string,
  clock: Clock,
  shownBefore: number | null,
): Promise<void> {
  const code = await endSecondStart({
    clock,
    dataDir,
    system: process,
    windowShown: { at: () => windowShownAt(dataDir), before: shownBefore },
    onEnd(answered) {
      const log = openAppLog(dataDir, clock);
      log.write({ event: 'ALREADY_RUNNING', answered });
      log.writeNow();
    },
    said: {
      print: (line) => process.stderr.write(`${line}\n`),
      async tell(title, text) {
        await app.whenReady();
        await dialog.showMessageBox({ type: 'error', title, message: title, detail: text });
      },
    },
  });
  app.exit(code);
}
