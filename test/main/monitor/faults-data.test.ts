import { afterEach, describe, expect, it } from 'vitest';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import { wireTime } from '../../../src/main/simulator/civil-time.ts';
import { ada, ben } from '../../../src/main/simulator/people.ts';
import { scenarios } from '../../../src/main/simulator/scenarios.ts';
import type { WireAnswer } from '../../../src/main/simulator/wire-request.ts';
import { networkError, SimulatedWorld, type WorldOptions } from '../../support/simulated-world.ts';
import { clockTime, HOUR, LIST, MINUTE, SECOND, sentenceOf, START, storedIn } from './served-world.ts';

const GOOD = 'Connected; readings are coming in.';

let world: SimulatedWorld;
/** Readings in the order in which they were told. */
let heard: Reading[];
afterEach(() => world.stop());

function create(options: WorldOptions = {}): void {
  world = new SimulatedWorld(options);
  heard = [];
  world.monitor.subscribe((event) => event.type === 'reading' && heard.push(event.reading));
}

async function begin(options: WorldOptions = {}): Promise<void> {
  create(options);
  await world.start();
}

const told = () => sentenceOf(world.monitor.state.link);
const first = () => world.monitor.state.people[0]!;
const stored = (patientId: string) => storedIn(world.profile).filter((one) => one.patientId === patientId);
const instants = (readings: readonly Reading[]) => readings.map(({ measuredAt }) => measuredAt);

function expectStrictlyNewer(readings: readonly Reading[]): void {
  for (const patientId of [ada.patientId, ben.patientId]) {
    const mine = instants(readings.filter((one) => one.patientId === patientId));
    expect(mine).toEqual([...new Set(mine)].toSorted((a, b) => a - b));
  }
}

/** Serves everybody's latest reading with these fields changed. */
function serve(changes: Record<string, unknown> | ((at: number) => Record<string, unknown>)): void {
  world.fault = ({ path }, at) =>
    path === LIST
      ? (reply: WireAnswer) => {
          const { data, ...body } = reply.body as { data: Record<string, object>[] };
          const changed = typeof changes === 'function' ? changes(at) : changes;
          const people = data.map((person) => {
            const glucoseMeasurement = { ...person['glucoseMeasurement'], ...changed };
            return { ...person, glucoseMeasurement, glucoseItem: glucoseMeasurement };
          });
          return { ...reply, body: { ...body, data: people } };
        }
      : null;
}

describe('data', () => {
  it('row 32: duplicates are recorded once, and told once', async () => {
    await begin({ scenario: 'duplicate' });
    await world.run(15 * MINUTE);
    expectStrictlyNewer(heard);
    const mine = stored(ada.patientId);
    expect(new Set(instants(mine)).size).toBe(mine.length);
    expect(told()).toBe(GOOD);
    // The instant of a live reading that the graph has too keeps its trend.
    const live = new Set(instants(heard.filter(({ patientId }) => patientId === ada.patientId)));
    const kept = mine.filter(({ measuredAt }) => live.has(measuredAt));
    expect(kept).toHaveLength(live.size);
    expect(kept.every(({ source, trend }) => source === 'live' && trend !== null)).toBe(true);
  });

  it('row 33: what comes out of order is recorded, and only what is newer is news', async () => {
    await begin({ scenario: 'out-of-order' });
    const served = new Set<number>();
    world.onAnswer = ({ path }, reply) => {
      if (path !== LIST) return;
      const [person] = (reply.body as { data: { glucoseMeasurement: { FactoryTimestamp: string } }[] }).data;
      served.add(Date.parse(`${person!.glucoseMeasurement.FactoryTimestamp} UTC`));
    };
    await world.run(15 * MINUTE);
    expectStrictlyNewer(heard);
    const mine = instants(heard.filter(({ patientId }) => patientId === ada.patientId));
    expect(served.size).toBeGreaterThan(mine.length);
    expect(instants(stored(ada.patientId))).toEqual(expect.arrayContaining([...served]));
    expect(first().reading!.measuredAt).toBe(Math.max(...served));
  });

  it('row 34: up to five minutes in the future is now', async () => {
    await begin({ scenario: 'steady' });
    serve((at) => ({ FactoryTimestamp: wireTime(at + 4 * MINUTE) }));
    await world.run(2 * MINUTE);
    expect(told()).toBe(GOOD);
    expect(first().reading!.measuredAt).toBeGreaterThan(world.clock.now());
  });

  it('row 34: further in the future is recorded, is never the newest and silences nothing', async () => {
    await begin({ scenario: { ...scenarios.future, people: [ada] } });
    await world.run(12 * MINUTE);
    const { reading, link } = first();
    expect(link).toEqual({ code: 'readingInFuture', name: 'Ada Lindqvist' });
    expect(told()).toBe(
      'The readings of Ada Lindqvist are dated in the future: ' +
        'the clock of the phone, or of this computer, is wrong.',
    );
    expect(reading!.measuredAt).toBeLessThan(START + 3 * MINUTE);
    expect(instants(heard).every((at) => at < START + 3 * MINUTE)).toBe(true);
    expect(stored(ada.patientId).some(({ measuredAt }) => measuredAt > world.clock.now() + 5 * MINUTE)).toBe(
      true,
    );
    expect(world.monitor.state.nextPollAt! - world.clock.now()).toBeLessThanOrEqual(2 * MINUTE + 5 * SECOND);
    await world.run(3 * MINUTE);
    expect(told()).toBe(GOOD);
  });

  it('row 35: a time that is none makes no reading', async () => {
    const times = [
      '0/0/0000',
      '1/1/1970 12:00:00 AM',
      '11/21/9999 12:00:00 PM',
      '21.11.2026 12:00',
      '',
      null,
      5,
    ];
    await begin({ scenario: 'steady' });
    const before = stored(ada.patientId).filter(({ source }) => source === 'live');
    const known = first().reading;
    for (const FactoryTimestamp of [...times, '13/45/2026 1:00:00 PM', '11/21/2026 25:00:00']) {
      serve({ FactoryTimestamp });
      await world.run(2 * MINUTE);
      expect(first().reading).toEqual(known);
    }
    expect(stored(ada.patientId).filter(({ source }) => source === 'live')).toEqual(before);
    expect(heard).toHaveLength(1);
    expect(told()).toBe(
      'LibreLinkUp serves a reading of Ada Lindqvist that Glucoglance cannot read. ' +
        'Look in the LibreLinkUp app, and look for a newer Glucoglance.',
    );
  });

  const flagged = { isHigh: false, isLow: false };
  it.each([
    ['HI', { ValueInMgPerDl: 501, isHigh: true }, [500, 'HI']],
    ['LO', { ValueInMgPerDl: 39, isLow: true }, [40, 'LO']],
    ['LO and 0', { ValueInMgPerDl: 0, isLow: true }, [40, 'LO']],
    ['HI and null', { ValueInMgPerDl: null, isHigh: true }, [500, 'HI']],
    ['0', { ValueInMgPerDl: 0, ...flagged }, null],
    ['-5', { ValueInMgPerDl: -5, ...flagged }, null],
    ['null', { ValueInMgPerDl: null, ...flagged }, null],
    ['a number as text', { ValueInMgPerDl: '133', ...flagged }, [133, null]],
    ['text', { ValueInMgPerDl: 'high', ...flagged }, null],
    ['15', { ValueInMgPerDl: 15, ...flagged }, null],
    ['25', { ValueInMgPerDl: 25, ...flagged }, [40, 'LO']],
    ['700', { ValueInMgPerDl: 700, ...flagged }, [500, 'HI']],
    ['a fraction', { ValueInMgPerDl: 99.6, ...flagged }, [100, null]],
  ])('row 38: %s is read as what it is', async (_, changes, expected) => {
    await begin({ scenario: 'steady' });
    const before = first().reading!;
    serve(changes);
    await world.run(2 * MINUTE);
    const { reading } = first();
    if (expected === null) {
      expect(reading).toEqual(before);
      expect(stored(ada.patientId).some(({ measuredAt }) => measuredAt > before.measuredAt)).toBe(false);
    } else {
      expect([reading!.mgdl, reading!.offScale]).toEqual(expected);
      expect(stored(ada.patientId).at(-1)).toMatchObject({ mgdl: expected[0], offScale: expected[1] });
    }
    expect(told()).toBe(GOOD);
  });

  it('row 38: somebody whose only reading is none has no reading yet', async () => {
    create({ scenario: 'steady' });
    serve({ ValueInMgPerDl: 0 });
    await world.start();
    expect(told()).toBe('Ada Lindqvist shares with this account, but there is no reading yet.');
    expect(first().reading).toBeNull();
  });

  it('row 39: mg/dL is the truth, whatever the unit says', async () => {
    await begin({ scenario: 'steady' });
    serve({ Value: 7.4, GlucoseUnits: 0, ValueInMgPerDl: 250 });
    await world.run(2 * MINUTE);
    expect(first().reading).toMatchObject({ mgdl: 250, offScale: null });
    expect(first().unit).toBe('mgdl');
  });

  it('row 40: an unknown arrow is no trend, an unknown colour nothing, and a flag wins over the number', async () => {
    await begin({ scenario: 'steady' });
    for (const TrendArrow of [0, 6, -1, 'up', null]) {
      serve({ TrendArrow, MeasurementColor: 9 });
      await world.run(MINUTE);
      expect(first().reading).toMatchObject({ trend: null, offScale: null, color: 9 });
    }
    serve({ isLow: true, isHigh: true, ValueInMgPerDl: 150 });
    await world.run(2 * MINUTE);
    expect(first().reading).toMatchObject({ mgdl: 40, offScale: 'LO' });
    expect(told()).toBe(GOOD);
  });

  it('row 41: a sensor that ends, the next one that warms up, and its first reading', async () => {
    await begin({ scenario: { ...scenarios['sensor-ended'], people: [ada] } });
    const before = first().reading!.sensorSerial;
    await world.run(32 * MINUTE);
    expect(told()).toBe('The sensor of Ada Lindqvist has ended; readings go on with the next one.');
    await world.run(20 * MINUTE);
    expect(told()).toBe(
      'Ada Lindqvist has a new sensor that is warming up; readings can be expected from 13:33.',
    );
    await world.run(44 * MINUTE);
    expect(told()).toBe(GOOD);
    const serials = [...new Set(heard.map(({ sensorSerial }) => sensorSerial))];
    expect(serials).toEqual([before, first().reading!.sensorSerial]);
  });

  it('row 42: of an outage of more than 12 hours the last 12 come back, and the rest is a gap', async () => {
    await begin({ scenario: 'steady' });
    await world.run(10 * MINUTE);
    world.fault = () => networkError('ENOTFOUND');
    await world.run(20 * HOUR);
    const [gone, back] = [START + 10 * MINUTE, world.clock.now()];
    world.fault = () => null;
    await world.run(16 * MINUTE);
    expect(told()).toBe(GOOD);
    const missed = instants(stored(ada.patientId)).filter((at) => at > gone + MINUTE && at < back);
    expect(missed[0]! - gone).toBeGreaterThan(7 * HOUR);
    expect(back - missed[0]!).toBeGreaterThan(11 * HOUR);
    expect(missed.length).toBeGreaterThanOrEqual(45);
    expect(
      heard.filter(({ measuredAt }) => measuredAt > gone + MINUTE && measuredAt < back - MINUTE),
    ).toEqual([]);
  });

  it('row 43: lows that come in later are recorded and are no news', async () => {
    await begin({ scenario: { ...scenarios['fast-low'], people: [ada] } });
    await world.run(2 * MINUTE);
    world.clock.sleep(80 * MINUTE);
    const woke = world.clock.now();
    await world.run(10 * SECOND);
    const missed = stored(ada.patientId).filter(
      ({ measuredAt }) => measuredAt > START + 3 * MINUTE && measuredAt < woke - 10 * MINUTE,
    );
    expect(Math.min(...missed.map(({ mgdl }) => mgdl))).toBeLessThan(70);
    expect(instants(heard).filter((at) => at > START + 3 * MINUTE)).toEqual([first().reading!.measuredAt]);
    expect(woke - first().reading!.measuredAt).toBeLessThan(2 * MINUTE);
    expect(clockTime(first().reading!.measuredAt)).toBe('13:21');
  });
});
