import { strict } from '../provided.ts';
import { standIn } from '../stand-in.ts';

/** A clipboard of its own, for text: the one of the person who runs the specs is not touched. */
export const clipboard = strict('clipboard', {
  async readText(): Promise<string> {
    return standIn.clipboard;
  },
  async writeText(text: string): Promise<void> {
    standIn.clipboard = text;
  },
  clear(): void {
    standIn.clipboard = '';
  },
} satisfies Partial<Electron.Clipboard>);
