import type { ScenarioName } from '../../src/main/simulator/simulator.ts';
import { shownAlarms } from '../../src/shared/alarms/shown-alarm.ts';
import { personName } from '../../src/shared/glucose/reading.ts';
import { MINUTE } from '../../src/shared/time.ts';
import { AlarmedWorld } from '../../test/main/alarms/alarmed-world.ts';
import type { Scene } from './scenes/scene.ts';
import { snapshot } from './scenes/snapshots.ts';

/** What happens, and after how many minutes it is looked at. */
export const SIMULATED: readonly (readonly [ScenarioName, number])[] = [
  ['two-people', 240],
  ['fast-low', 42],
  ['high-after-meal', 80],
  ['signal-loss', 45],
  ['stale-value', 28],
  ['sensor-ended', 40],
  ['terms', 30],
  ['locked', 5],
  ['cloudflare', 12],
  ['maintenance', 12],
];

/** The window as it is after some minutes of a scenario: the simulator served it, monitor and alarms made of it what they do. */
export async function simulatedScene(
  scenario: ScenarioName,
  minutes: number,
): Promise<{ scene: Scene; at: number }> {
  const alarmed = new AlarmedWorld({ scenario, start: Date.UTC(2026, 10, 20, 9) });
  const { world } = alarmed;
  await alarmed.start();
  await world.run(minutes * MINUTE);
  const { state } = world.monitor;
  const alarms = [...alarmed.alarms.states].flatMap(([patientId, of]) => {
    const known = state.people.find(({ person }) => person.patientId === patientId);
    return shownAlarms(of, {
      patientId,
      name: known ? personName(known.person) : null,
      unit: known?.unit ?? null,
    });
  });
  const scene = { snapshot: snapshot({ mode: 'demo', state: structuredClone(state), alarms }) };
  const at = world.clock.now();
  await alarmed.stop();
  return { scene, at };
}
