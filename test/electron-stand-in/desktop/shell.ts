import { strict } from '../provided.ts';
import { standIn } from '../stand-in.ts';

/** Nothing leaves the app: what would have been opened is recorded. */
export const shell = strict('shell', {
  async openExternal(url: string): Promise<void> {
    if (!URL.canParse(url)) throw new Error('Invalid URL');
    standIn.openedExternal.push(url);
  },
  async openPath(path: string): Promise<string> {
    standIn.openedPaths.push(path);
    return '';
  },
  showItemInFolder(path: string): void {
    standIn.shownInFolder.push(path);
  },
  beep(): void {
    standIn.beeps++;
  },
} satisfies Partial<Electron.Shell>);
