import { onTestFinished } from 'vitest';
import { HistoryThread } from '../../src/main/history/history-thread.ts';
import type { OpenHistory } from '../../src/main/history/port.ts';
import { temporaryFolder } from '../main/history/history-folder.ts';
import { mountDisk } from './frozen-disk.ts';
import { FREE, HELD, HeldHistory } from './held-history.ts';

/** A history whose disk can be made not to answer: a real one where mounting is allowed, else its thread is held. */
export function freezingHistory(form: 'frozen file system' | 'held thread') {
  if (form === 'held thread') {
    const held = new HeldHistory();
    const folder = temporaryFolder();
    const open: OpenHistory = (path, clock) => held.open(path, clock);
    return { open, dataDir: folder, freeze: () => held.set(HELD), thaw: () => held.set(FREE) };
  }
  const disk = mountDisk(onTestFinished);
  if (disk === null) return null;
  const open: OpenHistory = (path, clock) => new HistoryThread(path, clock);
  return { open, dataDir: disk.folder, freeze: () => disk.freeze(), thaw: () => disk.thaw() };
}
