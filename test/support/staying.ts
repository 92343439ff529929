import { ada, ben } from '../../src/main/simulator/people.ts';
import { scenarios, type Scenario, type ScenarioName } from '../../src/main/simulator/simulator.ts';

/**
 * Everybody stays where they are put, mg/dL, whatever the time of day: the made-up days have lows and highs, and with
 * them alarms, of their own.
 */
export const staying = (levels: Readonly<Record<string, number>>): Scenario => ({
  description: 'everybody stays at a level',
  people: [ada, ben].filter(({ key }) => levels[key] !== undefined),
  glucose: (_, __, { key }) => levels[key] ?? 110,
});

/** What a scenario does to the first person on a day that is otherwise flat, at 110 mg/dL. */
export function onFlatDay(name: ScenarioName): Scenario {
  const scenario: Scenario = scenarios[name];
  return {
    ...scenario,
    people: [ada],
    glucose: (_, at, person, launchedAt) =>
      scenario.glucose ? scenario.glucose(110, at, person, launchedAt, () => 110) : 110,
  };
}

/** Two people in range, one in each unit. */
export const calm = staying({ [ada.key]: 117, [ben.key]: 97 });
