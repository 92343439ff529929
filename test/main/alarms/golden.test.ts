import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ENGLISH, LANGUAGES, speakAs } from '../../../src/shared/messages/speech.ts';
import { scenarioNames, scenarios, type ScenarioName } from '../../../src/main/simulator/scenarios.ts';
import { networkError } from '../../support/simulated-world.ts';
import { AlarmedWorld } from './alarmed-world.ts';
import { entriesOf, textOf, timeSince, type Line } from './journal-lines.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Long enough for what a scenario sets off to have its end, and before Ben's ordinary day has a high. */
const AFTER_MS = 25 * MINUTE;
const LEAST_MS = 100 * MINUTE;

async function journalOf(name: ScenarioName): Promise<string> {
  const alarmed = new AlarmedWorld({ scenario: name });
  const start = alarmed.world.clock.now();
  await alarmed.start();
  const minutes = scenarios[name].minutes ?? 0;
  await alarmed.world.run(Math.max(minutes * MINUTE + AFTER_MS, LEAST_MS));
  await alarmed.stop();
  return textOf(scenarios[name].description, entriesOf(alarmed, start));
}

/** A laptop that is opened now and then, and whose Wi-Fi is there later than the screen. */
async function eveningWithLateWifi(): Promise<string> {
  const alarmed = new AlarmedWorld({ scenario: 'steady' });
  const { world } = alarmed;
  const start = world.clock.now();
  const happened: Line[] = [];
  const note = (what: string) =>
    happened.push({
      at: world.clock.now(),
      text: `${timeSince(start, world.clock.now()).padStart(7)} -- ${what}`,
    });
  const lateBy = async (wait: number, error: string): Promise<void> => {
    world.fault = () => networkError(error);
    await world.run(wait);
    world.fault = () => null;
    world.monitor.networkIsBack();
    note('the Wi-Fi is there');
    await world.run(20 * MINUTE);
    note('closed');
  };
  await alarmed.start();
  await world.run(20 * MINUTE);
  note('closed');
  for (const [asleep, wait, error] of [
    [3 * HOUR, 8 * SECOND, 'ENETUNREACH'],
    [30 * MINUTE, 50 * SECOND, 'ENOTFOUND'],
    [2 * HOUR, 4 * MINUTE, 'ENOTFOUND'],
  ] as const) {
    world.clock.sleep(asleep);
    note('opened');
    world.monitor.wake();
    await lateBy(wait, error);
  }
  world.fault = () => networkError('ENETUNREACH');
  await alarmed.restart(6 * HOUR);
  note('switched on');
  await lateBy(30 * SECOND, 'ENETUNREACH');
  await alarmed.stop();
  const lines = [...happened, ...entriesOf(alarmed, start)].toSorted((a, b) => a.at - b.at);
  return textOf('a laptop that is closed and opened, and whose Wi-Fi comes late', lines);
}

describe('the journal of every scenario', () => {
  it.each(scenarioNames)('%s', async (name) => {
    await expect(await journalOf(name)).toMatchFileSnapshot(
      join(import.meta.dirname, 'golden', `${name}.txt`),
    );
  });
});

describe('the journal in another language', () => {
  afterEach(() => speakAs(() => ENGLISH));

  it.each(LANGUAGES.filter((language) => language !== 'en'))('is the same: %s', async (language) => {
    speakAs(() => ({ language, locale: 'de-DE', clock: 12 }));
    await expect(await journalOf('fast-low')).toMatchFileSnapshot(
      join(import.meta.dirname, 'golden', 'fast-low.txt'),
    );
  });
});

describe('the journal of an evening', () => {
  it('D1: a late Wi-Fi after waking up rings nothing within a minute, and then it does', async () => {
    await expect(await eveningWithLateWifi()).toMatchFileSnapshot(
      join(import.meta.dirname, 'golden', 'evening-late-wifi.txt'),
    );
  });
});
