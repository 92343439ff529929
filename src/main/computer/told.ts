import type { ComputerTold } from '../../shared/night/told.ts';
import type { Clock } from '../time/clock.ts';
import { around } from './around.ts';
import { lidOf } from './lid.ts';
import { networkOf } from './network.ts';
import { powerOf } from './power.ts';
import { sleepOf } from './sleep.ts';

/** All that this computer tells of itself that bears upon the night. Asks its system, and waits for nothing with the thread. */
export function computerTold(
  clock: Clock,
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): Promise<ComputerTold> {
  return around({ platform, env, clock }, async (all) => {
    const [sleep, [power, lid], network] = await Promise.all([
      sleepOf(all),
      powerOf(all).then(async (one) => [one, await lidOf(all, one)] as const),
      networkOf(all),
    ]);
    return { sleep, power, lid, network };
  });
}
