import type { WebContents } from 'electron';
import { basename } from 'node:path';
import type { FileAtHand } from '../../../shared/ipc/imports.ts';
import { say } from '../../../shared/messages/say.ts';
import { printable } from '../../../shared/printable.ts';
import { askForFile } from '../windows/open-dialog.ts';

/** The copy that each window has chosen last. */
const chosen = new WeakMap<WebContents, { file: number; path: string }>();
let last = 0;

/** Lets the person choose a copy of a history that lies elsewhere; null: they thought better of it. */
export async function chooseBackup(asker: WebContents): Promise<FileAtHand | null> {
  const path = await askForFile(asker, { name: say('window.backups.title'), extensions: ['bak', 'db'] });
  if (path === null) return null;
  const file = ++last;
  chosen.set(asker, { file, path });
  return { file, name: nameOf(path) };
}

/** As it may be shown. */
export function nameOf(path: string): string {
  return printable(basename(path));
}

/** Where it is; null where another was chosen since. */
export function chosenBackup(asker: WebContents, file: number): string | null {
  const own = chosen.get(asker);
  return own?.file === file ? own.path : null;
}
