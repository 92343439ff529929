import { afterEach, describe, expect, it } from 'vitest';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import { createGlucoseService } from '../../../src/main/service.ts';
import { scenarios } from '../../../src/main/simulator/scenarios.ts';
import { SimulatedWorld, type WorldOptions } from '../../support/simulated-world.ts';
import { HOUR, LIST, MINUTE, SECOND, sentenceOf } from './served-world.ts';

const GOOD = 'Connected; readings are coming in.';

let world: SimulatedWorld;
/** Readings in the order in which they were told. */
let heard: Reading[];
afterEach(() => world.stop());

function create(options: WorldOptions = { scenario: 'steady' }): void {
  world = new SimulatedWorld(options);
  heard = [];
  world.monitor.subscribe((event) => event.type === 'reading' && heard.push(event.reading));
}

async function begin(options?: WorldOptions): Promise<void> {
  create(options);
  await world.start();
}

const told = () => sentenceOf(world.monitor.state.link);
const polls = () => world.requests.filter(({ path }) => path === LIST).map(({ at }) => at);

/** The process stands still for a while: both clocks go on, its timers fire late. */
function stall(milliseconds: number): void {
  const { clock } = world;
  const monotonic = clock.monotonic.bind(clock);
  clock.monotonic = () => monotonic() + milliseconds;
  clock.sleep(milliseconds);
}

/** No reading was passed over. */
function expectEveryMinute(readings: readonly Reading[]): void {
  const mine = readings.map(({ measuredAt }) => measuredAt);
  expect(mine.length).toBeGreaterThan(8);
  expect(mine.slice(1).map((at, index) => at - mine[index]!)).toEqual(mine.slice(1).map(() => MINUTE));
}

describe('host', () => {
  it('row 36: the night the clocks go back has 25 hours, and no reading moves', async () => {
    // 25 October 2026 in Berlin is 24 Oct 22:00 to 25 Oct 23:00 UTC.
    const midnight = Date.UTC(2026, 9, 24, 22);
    const zone = process.env['TZ'];
    process.env['TZ'] = 'America/New_York';
    try {
      await begin({ scenario: 'steady', start: midnight - 10 * MINUTE });
      await world.run(25 * HOUR + 20 * MINUTE);
      expectEveryMinute(heard);
      const change = Date.UTC(2026, 9, 25, 1);
      expect(heard.every((one) => one.utcOffsetSeconds === (one.measuredAt < change ? 7200 : 3600))).toBe(
        true,
      );
      const service = createGlucoseService({ dataDir: world.dataDir, clock: world.clock });
      const days = await service.dailySummary('Ada', 2);
      await service.close();
      expect(days.ok && days.value.find(({ date }) => date === '2026-10-25')?.readings).toBe(25 * 60);
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  it.each([
    [1, GOOD],
    [3, 'The clock of this computer is 3 min fast. Set it right: the ages of readings depend on it.'],
    [-3, 'The clock of this computer is 3 min slow. Set it right: the ages of readings depend on it.'],
    [180, 'The clock of this computer is 3 h 00 min fast. Set it right: the ages of readings depend on it.'],
  ])('row 37: a clock that is wrong by %d min is said, and ages are right', async (minutes, sentence) => {
    create({ scenario: 'steady' });
    world.clock.jump(minutes * MINUTE);
    await world.start();
    await world.run(10 * MINUTE);
    expect(told()).toBe(sentence);
    expect(world.monitor.state.people[0]!.link.code).toBe('ok');
    expectEveryMinute(heard);
  });

  it('row 37: a phone whose clock is ahead keeps no reading from being met', async () => {
    for (const datedAhead of [50 * SECOND, 4 * MINUTE]) {
      await begin({ scenario: { ...scenarios.steady, datedAhead: () => datedAhead } });
      await world.run(30 * MINUTE);
      expect(told()).toBe(GOOD);
      expectEveryMinute(heard);
      expect(heard.length).toBeGreaterThanOrEqual(29);
      await world.stop();
    }
  });

  it('row 37: a clock that is set while running changes no age', async () => {
    await begin({ scenario: 'steady' });
    for (const hours of [-3, 6]) {
      await world.run(5 * MINUTE);
      world.clock.jump(hours * HOUR);
      await world.run(5 * MINUTE);
      expect(world.monitor.state.link.code).toBe('clockWrong');
      expect(world.monitor.state.people[0]!.link.code).toBe('ok');
    }
    const mine = heard.map(({ measuredAt }) => measuredAt);
    expect(mine).toEqual(mine.toSorted((a, b) => a - b));
  });

  it('row 44: after sleep that nobody told of there is one poll within ten seconds', async () => {
    await begin();
    await world.run(5 * MINUTE);
    const asked = polls().length;
    world.clock.sleep(8 * HOUR);
    const woke = world.clock.now();
    await world.run(10 * SECOND);
    expect(polls().slice(asked)).toHaveLength(1);
    expect(polls().at(-1)! - woke).toBeLessThanOrEqual(7.5 * SECOND);
    expect(told()).toBe(GOOD);
  });

  it('row 44: told that the computer woke up, the monitor polls at once, and once', async () => {
    await begin();
    await world.run(5 * MINUTE);
    const asked = polls().length;
    world.clock.sleep(8 * HOUR);
    const woke = world.clock.now();
    world.monitor.wake();
    world.monitor.wake();
    await world.settle();
    expect(polls().slice(asked)).toEqual([woke]);
    expect(told()).toBe(GOOD);
  });

  it('row 44: until that poll is answered the value has the age it has', async () => {
    await begin();
    await world.run(5 * MINUTE);
    world.fault = () => new TypeError('fetch failed');
    world.clock.sleep(3 * HOUR);
    await world.run(10 * SECOND);
    expect(told()).toBe('No connection to 127.0.0.1 (no answer).');
    expect(world.monitor.state.people[0]!.link.code).toBe('phoneSilent');
    world.fault = () => null;
    await world.run(66 * SECOND);
    expect(told()).toBe(GOOD);
  });

  it('row 45: a process that stood still for a minute asks at once when it goes on', async () => {
    await begin();
    await world.run(5 * MINUTE);
    const asked = polls().length;
    stall(70 * SECOND);
    const woke = world.clock.now();
    await world.run(7.5 * SECOND);
    expect(polls().slice(asked)).toHaveLength(1);
    expect(polls().at(-1)! - woke).toBeLessThanOrEqual(7.5 * SECOND);
    expect(told()).toBe(GOOD);
  });

  it('row 45: timers that come a little late change nothing', async () => {
    await begin();
    await world.run(5 * MINUTE);
    const asked = polls().length;
    for (let round = 0; round < 20; round += 1) {
      stall(4 * SECOND);
      await world.run(26 * SECOND);
    }
    expect(told()).toBe(GOOD);
    const gaps = polls()
      .slice(asked)
      .map((at, index, all) => at - (all[index - 1] ?? at))
      .slice(1);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(55 * SECOND);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(90 * SECOND);
  });
});
