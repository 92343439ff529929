import { parentPort, workerData } from 'node:worker_threads';
import { replaceFile } from '../../files/kept-file.ts';
import { inTurn } from '../../files/in-turn.ts';
import { removeFile } from '../../files/remove-file.ts';
import { systemClock as clock } from '../../time/clock.ts';
import { guard } from './guard.ts';
import { markPath, markText } from './mark.ts';
import { tellPlainly, type Said } from './plain-notifier.ts';
import { SharedSigns } from './shared-signs.ts';
import type { Heard, WatchdogData } from './watchdog.ts';

// The thread that sees whether the main thread lives. What to say it is told beforehand, in the person's language.
const { memory, dataDir, said: first } = workerData as WatchdogData;
const { platform, env } = process;
const path = markPath(dataDir);
let said = first;
parentPort!.on('message', (words: Said) => (said = words));

const signs = new SharedSigns(memory);

guard({
  clock,
  signs,
  // Blocked it is woken by nothing else, four times a minute instead of twelve; then it hears what it is told.
  awaitSign(known, mostMs, then) {
    signs.wait(known, mostMs);
    setImmediate(then);
  },
  // One after the other, so that what is taken away does not come back.
  mark: (since) =>
    inTurn(async () => {
      if (since === null) await removeFile(path);
      else await replaceFile(path, markText(since));
    }),
  tell: async () => {
    await tellPlainly(said, { platform, env, clock });
  },
  onBack: (since, until) => parentPort!.postMessage({ since, until } satisfies Heard),
});
