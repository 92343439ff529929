import type { Clock } from '../../time/clock.ts';
import { say } from '../../../shared/messages/say.ts';
import { together } from '../../../shared/messages/sentences/lists.ts';
import { SECOND } from '../../../shared/time.ts';

/** The program that is running has shown its window by then, or does not. */
export const ANSWER_WITHIN_MS = 5 * SECOND;
const LOOK_EVERY_MS = 200;

export interface SecondStartOptions {
  clock: Clock;
  dataDir: string;
  system: { platform: NodeJS.Platform; env: Readonly<Record<string, string | undefined>> };
  /** When the program that is running last showed its window because of another start; null: never. */
  windowShown: {
    at: () => number | null;
    /** Before it was told of this one. */
    before: number | null;
  };
  said: {
    /** A line for whoever has started it from a terminal. */
    print: (line: string) => void;
    /** A message that stays until somebody has read it. */
    tell: (title: string, text: string) => Promise<unknown>;
  };
  onEnd: (answered: boolean) => void;
}

/**
 * What a start does while the program runs already: waits for its window, and says so where it does not come. The mark of
 * a run that is over may be taken for one that goes on, and a run may hang. @returns the exit code
 */
export async function endSecondStart(options: SecondStartOptions): Promise<number> {
  const { dataDir, system, said, onEnd } = options;
  const answered = await isAnswered(options);
  onEnd(answered);
  said.print(answered ? say('desktop.runsAlready') : say('desktop.noAnswer', { dataDir }));
  if (answered) return 0;
  if (hasDisplay(system))
    await said.tell(say('desktop.noAnswerTitle'), hangingText(system.platform === 'win32' ? null : dataDir));
  return 1;
}

function isAnswered({ clock, windowShown }: SecondStartOptions): Promise<boolean> {
  const last = clock.monotonic() + ANSWER_WITHIN_MS;
  return new Promise((resolve) => {
    const look = (): void => {
      if (windowShown.at() !== windowShown.before) resolve(true);
      else if (clock.monotonic() >= last) resolve(false);
      else clock.after(LOOK_EVERY_MS, look);
    };
    look();
  });
}

function hasDisplay({ platform, env }: SecondStartOptions['system']): boolean {
  return platform !== 'linux' || [env['DISPLAY'], env['WAYLAND_DISPLAY']].some((one) => (one ?? '') !== '');
}

/** @param dataDir null where no file can have been left behind */
function hangingText(dataDir: string | null): string {
  const text = say('desktop.noAnswerText');
  return dataDir === null ? text : together(text, say('desktop.noAnswerMark', { dataDir }));
}
