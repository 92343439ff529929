import { ada, ben } from '../../src/main/simulator/people.ts';
import type { Scenario } from '../../src/main/simulator/simulator.ts';

/**
 * Everybody stays where they are put, mg/dL, whatever the time of day: the made-up days have lows and highs, and with
 * them alarms, of their own.
 */
export const staying = (levels: Readonly<Record<string, number>>): Scenario => ({
  description: 'everybody stays at a level',
  people: [ada, ben].filter(({ key }) => levels[key] !== undefined),
  glucose: (_, __, { key }) => levels[key] ?? 110,
});

/** Two people in range, one in each unit. */
export const calm = staying({ [ada.key]: 117, [ben.key]: 97 });
