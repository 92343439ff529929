import { ada, ben } from '../../../src/main/simulator/people.ts';
import {
  startSimulator,
  type Scenario,
  type ScenarioName,
  type Simulator,
} from '../../../src/main/simulator/simulator.ts';

/**
 * A simulator whose scenario began some minutes ago and which goes by this computer's clock from now on.
 *
 * @param secondsBehind by how much its clock is behind until `catchUp`; under two minutes, or that is noticed
 */
export async function simulatorBegun(
  scenario: Scenario | ScenarioName,
  minutesAgo: number,
  secondsBehind = 0,
): Promise<Simulator & { catchUp(): void }> {
  let behind = minutesAgo * 60_000;
  const now = () => Date.now() - behind;
  const clock = {
    now,
    monotonic: now,
    after(milliseconds: number, callback: () => void) {
      const timer = setTimeout(callback, milliseconds);
      return () => clearTimeout(timer);
    },
  };
  const simulator = await startSimulator({ scenario, clock });
  behind = secondsBehind * 1000;
  return Object.assign(simulator, {
    catchUp() {
      behind = 0;
    },
  });
}

/** Everybody stays where they are put, mg/dL, whatever the time of day; the made-up days have lows and highs of their own. */
export const staying = (levels: Readonly<Record<string, number>>): Scenario => ({
  description: 'everybody stays at a level',
  people: [ada, ben].filter(({ key }) => levels[key] !== undefined),
  glucose: (_, __, { key }) => levels[key] ?? 110,
});

/** Two people in range, one in each unit. */
export const calm = staying({ [ada.key]: 117, [ben.key]: 97 });
