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
 * @returns with `sleep`, which lets so much time pass for it at once
 */
export async function simulatorBegun(
  scenario: Scenario | ScenarioName,
  minutesAgo: number,
  secondsBehind = 0,
): Promise<Simulator & { catchUp(): void; sleep(milliseconds: number): void }> {
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
    sleep(milliseconds: number) {
      behind -= milliseconds;
    },
  });
}
