import { join } from 'node:path';

/**
 * Paths of what lies beside the built main file, in the project as in a package. Only that file knows where it is: what
 * else main consists of may be built into another folder than its source's.
 *
 * @param main the folder of that file
 */
export function builtFiles(main: string): { preload: string; pages: string; icon: string } {
  return {
    preload: join(main, '../preload/preload.cjs'),
    pages: join(main, '../renderer'),
    icon: join(main, '../../assets/icons/256x256.png'),
  };
}
