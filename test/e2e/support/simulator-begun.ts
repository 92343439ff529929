import {
  startSimulator,
  type Scenario,
  type ScenarioName,
  type Simulator,
} from '../../../src/main/simulator/simulator.ts';

/** A simulator whose scenario began some minutes ago and which goes by this computer's clock from now on. */
export async function simulatorBegun(
  scenario: Scenario | ScenarioName,
  minutesAgo: number,
): Promise<Simulator> {
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
  behind = 0;
  return simulator;
}
