import type { Profiler } from 'node:inspector';
import type { ElectronApplication } from '@playwright/test';

/** How often it is looked what the thread does, µs. */
export const SAMPLED_US = 250;

/** The stand-in's work is not the program's; whatever else is called is the work of who called it. */
export function isOurs(url: string): boolean | null {
  if (url.includes('/test/electron-stand-in/')) return false;
  return url.includes('/out/main/') ? true : null;
}

/** What the main thread worked at meanwhile. */
export async function profiled(
  app: ElectronApplication,
  act: () => Promise<void>,
): Promise<Profiler.Profile> {
  await app.evaluate(async (_, interval) => {
    const { Session } = process.getBuiltinModule('node:inspector/promises');
    const profiler = new Session();
    profiler.connect();
    await profiler.post('Profiler.enable');
    await profiler.post('Profiler.setSamplingInterval', { interval });
    await profiler.post('Profiler.start');
    Object.assign(globalThis, { profiler });
  }, SAMPLED_US);
  await act();
  return app.evaluate(async () => {
    const { profiler } = globalThis as unknown as { profiler: import('node:inspector/promises').Session };
    const { profile } = await profiler.post('Profiler.stop');
    profiler.disconnect();
    return profile;
  });
}
