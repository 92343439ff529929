import type { ElectronApplication } from '@playwright/test';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { mountDisk } from '../../support/frozen-disk.ts';
import { onStandIn } from './test.ts';

export const FORMS = ['frozen file system', 'held thread'] as const;
export type Form = (typeof FORMS)[number];

/** A data folder whose disk can be made not to answer whoever writes. */
export interface FrozenData {
  dataDir: string;
  /** For the program's environment. */
  env: Record<string, string>;
  freeze(app: ElectronApplication): Promise<void>;
  thaw(app: ElectronApplication): Promise<void>;
}

/**
 * On a file system of its own where mounting is allowed, else by holding the history's thread, which only the stand-in
 * lets us do. Null where this form cannot be had; throws where none can.
 *
 * @param folder on an ordinary disk
 * @param atEnd is given what takes away a file system
 */
export function frozenData(
  form: Form,
  folder: string,
  atEnd: (takeAway: () => void) => void,
): FrozenData | null {
  const disk = form === 'frozen file system' || !onStandIn ? mountDisk(atEnd) : null;
  if (disk === null && !onStandIn)
    throw new Error('Neither can a disk be mounted here, nor the thread be held.');
  if (form === 'frozen file system') {
    return (
      disk && {
        dataDir: join(disk.folder, 'data'),
        env: {},
        freeze: async () => disk.freeze(),
        thaw: async () => disk.thaw(),
      }
    );
  }
  if (!onStandIn) return null;
  const set = (app: ElectronApplication, state: number) =>
    app.evaluate((_, to) => {
      const { getEnvironmentData } = process.getBuiltinModule('node:worker_threads');
      const flag = getEnvironmentData('held') as Int32Array;
      Atomics.store(flag, 0, to);
      Atomics.notify(flag, 0);
    }, state);
  const hold = pathToFileURL(join(import.meta.dirname, 'hold-history.ts'));
  return {
    dataDir: join(folder, 'data'),
    env: { ELECTRON_STAND_IN_IMPORT: hold.href },
    freeze: (app) => set(app, 1),
    thaw: (app) => set(app, 0),
  };
}
