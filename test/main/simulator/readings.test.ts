import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { wireTime, zoneOffset } from '../../../src/main/simulator/civil-time.ts';
import { ada, ben } from '../../../src/main/simulator/people.ts';
import {
  arrowOf,
  graphReadings,
  latestReading,
  logbookEntries,
} from '../../../src/main/simulator/readings.ts';
import { scenarios } from '../../../src/main/simulator/scenarios.ts';
import { isWarmingUp, sensorAt, SENSOR_LIFE } from '../../../src/main/simulator/sensor.ts';
import { colorOf, graphPoint } from '../../../src/main/simulator/wire-shapes.ts';
import { createWorld, type World } from '../../../src/main/simulator/world.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';
import { parseWireTime } from './third-party-client.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const person = fc.constantFrom(ada, ben);
const instant = fc.integer({ min: Date.UTC(2024, 6), max: Date.UTC(2040, 0) });

function worldAt(now: number, clock = new FakeClock(now)): World {
  return createWorld(scenarios['two-people'], { clock, seed: 1, start: now, speed: 1 });
}

/** Not within half a day of a sensor change, whose gap has its own tests. */
const midSensor = (of: typeof ada, at: number) => at - sensorAt(of, at).activatedAt > 13 * HOUR;

describe('the live reading', () => {
  it('is new each minute, at the second of the person', () => {
    fc.assert(
      fc.property(person, instant, (of, now) => {
        fc.pre(midSensor(of, now));
        const reading = latestReading(worldAt(now), of);
        expect(reading).not.toBeNull();
        expect(now - (reading?.at ?? 0)).toBeGreaterThanOrEqual(0);
        expect(now - (reading?.at ?? 0)).toBeLessThan(MINUTE);
        expect(((reading?.at ?? 0) / 1000) % 60).toBe(of.phaseSeconds);
      }),
      { numRuns: runs(100, 3000) },
    );
  });

  it('follows the world minute by minute', () => {
    const now = Date.UTC(2026, 10, 21, 12);
    const clock = new FakeClock(now);
    const world = worldAt(now, clock);
    const seen = new Set<number>();
    for (let second = 0; second < 600; second += 5) {
      seen.add(latestReading(world, ada)?.at ?? 0);
      clock.advance(5_000);
    }
    expect(seen.size).toBe(11);
  });

  it('carries the arrow of the true slope', () => {
    expect([-2.1, -2, -1, -0.9, 0, 0.9, 1, 2, 2.1].map(arrowOf)).toStrictEqual([1, 2, 2, 3, 3, 3, 4, 4, 5]);
    const clock = new FakeClock(Date.UTC(2026, 10, 12));
    const world = worldAt(clock.now(), clock);
    const counts = new Map<number, number>();
    for (let minute = 0; minute < 7 * 1440; minute += 1) {
      const arrow = latestReading(world, ben)?.trend ?? 0;
      counts.set(arrow, (counts.get(arrow) ?? 0) + 1);
      clock.advance(MINUTE);
    }
    expect(counts.get(3) ?? 0).toBeGreaterThan(5000);
    for (const arrow of [1, 2, 4, 5]) expect(counts.get(arrow) ?? 0).toBeGreaterThan(20);
  });
});

describe('the graph', () => {
  it('keeps its spacing, its span and its distance to the live reading', () => {
    fc.assert(
      fc.property(person, instant, (of, now) => {
        fc.pre(midSensor(of, now));
        const world = worldAt(now);
        const points = graphReadings(world, of).map((point) => point.at);
        const every = (of === ada ? 15 : 5) * MINUTE;
        const [first = 0, last = 0] = [points[0], points.at(-1)];
        expect(points).toStrictEqual(points.map((_, place) => first + place * every));
        expect(points).toHaveLength(of === ada ? 47 : 140);
        expect((last - first) / HOUR).toBeCloseTo(11.54, 1);
        const lag = (latestReading(world, of)?.at ?? 0) - last;
        expect(lag % MINUTE).toBe(0);
        expect(lag).toBeGreaterThanOrEqual(17 * MINUTE);
        // A fixed 15-minute grid cannot stay within five minutes of a reading that moves each minute.
        expect(lag).toBeLessThanOrEqual((of === ada ? 31 : 21) * MINUTE);
      }),
      { numRuns: runs(100, 3000) },
    );
  });

  it('names the same instants and values when asked again later', () => {
    fc.assert(
      fc.property(person, instant, fc.integer({ min: 1, max: 600 }), (of, now, minutes) => {
        const earlier = new Map(graphReadings(worldAt(now), of).map((point) => [point.at, point.mgdl]));
        const later = graphReadings(worldAt(now + minutes * MINUTE), of);
        const newest = Math.max(...earlier.keys());
        for (const { at, mgdl } of later) {
          if (at <= newest) expect(earlier.get(at)).toBe(mgdl);
        }
      }),
      { numRuns: runs(30, 1000) },
    );
  });

  it('lies on the live instants and close to the live values', () => {
    const now = Date.UTC(2026, 10, 21, 12);
    for (const of of [ada, ben]) {
      for (const point of graphReadings(worldAt(now), of)) {
        const live = latestReading(worldAt(point.at), of);
        expect(live?.at).toBe(point.at);
        expect(Math.abs((live?.mgdl ?? 0) - point.mgdl)).toBeLessThanOrEqual(3);
      }
    }
  });
});

describe('a change of sensor', () => {
  it('comes every 14 days, with a new serial', () => {
    fc.assert(
      fc.property(person, instant, (of, now) => {
        const { serial, activatedAt } = sensorAt(of, now);
        expect(now - activatedAt).toBeGreaterThanOrEqual(0);
        expect(now - activatedAt).toBeLessThan(14 * DAY);
        expect(activatedAt % 1000).toBe(0);
        expect(sensorAt(of, now + SENSOR_LIFE).serial).not.toBe(serial);
        expect(sensorAt(of, activatedAt + SENSOR_LIFE - 1)).toStrictEqual({ serial, activatedAt });
      }),
      { numRuns: runs(100, 3000) },
    );
  });

  it('leaves an hour without readings, in which the last one is served on', () => {
    for (const of of [ada, ben]) {
      const change = sensorAt(of, Date.UTC(2026, 10, 21)).activatedAt;
      expect(isWarmingUp(of, change)).toBe(true);
      const before = latestReading(worldAt(change - 1), of);
      for (const minute of [0, 1, 30, 59]) {
        expect(latestReading(worldAt(change + minute * MINUTE), of)).toStrictEqual(before);
      }
      const first = latestReading(worldAt(change + 61 * MINUTE), of);
      expect((first?.at ?? 0) - change).toBeGreaterThanOrEqual(60 * MINUTE);
      // Nothing was measured five minutes before it.
      expect(first?.trend).toBe(0);
      const points = graphReadings(worldAt(change + 6 * HOUR), of).map((point) => point.at);
      const gaps = points.slice(1).map((at, place) => at - (points[place] ?? at));
      expect(Math.max(...gaps)).toBeGreaterThanOrEqual(60 * MINUTE);
      expect(Math.max(...gaps)).toBeLessThanOrEqual((60 + 15) * MINUTE);
      expect(points.every((at) => !isWarmingUp(of, at))).toBe(true);
    }
  });
});

describe('the logbook', () => {
  it('goes back a fortnight, newest first, with scans only where one scans', () => {
    const now = Date.UTC(2026, 10, 21, 12);
    for (const of of [ada, ben]) {
      const entries = logbookEntries(worldAt(now), of);
      const at = entries.map((entry) => entry.value.at);
      expect(at).toStrictEqual(at.toSorted((one, other) => other - one));
      expect(at[0]).toBeLessThanOrEqual(now);
      expect(at.at(-1)).toBeGreaterThan(now - 14 * DAY);
      expect(entries.some((entry) => entry.alarm === null)).toBe(of === ada);
      for (const { value, alarm } of entries) {
        if (alarm === 'urgentLow') expect(value.mgdl).toBeLessThan(55);
        if (alarm === 'low') expect(value.mgdl).toBeLessThan(70);
        if (alarm === 'high') expect(value.mgdl).toBeGreaterThan(of.phoneHigh);
      }
      expect(new Set(entries.map((entry) => entry.alarm))).toContain('high');
    }
  });
});

describe('times on the wire', () => {
  it.each([
    [0, '1/1/1970 12:00:00 AM'],
    [Date.UTC(2026, 11, 31, 12, 5, 9), '12/31/2026 12:05:09 PM'],
    [Date.UTC(2026, 2, 4, 23, 59, 59, 999), '3/4/2026 11:59:59 PM'],
  ])('%i is %s', (at, text) => {
    expect(wireTime(at)).toBe(text);
    expect(parseWireTime(text)).toBe(Math.floor(at / 1000) * 1000);
  });

  it('are the wearer’s own clock and UTC, across daylight saving', () => {
    fc.assert(
      fc.property(person, instant, (of, now) => {
        const at = Math.floor(now / 1000) * 1000;
        const point = graphPoint({ at, mgdl: 100, offScale: null, trend: 0 }, of);
        expect(parseWireTime(point.FactoryTimestamp)).toBe(at);
        const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(of.zone);
        const { year, month, day, hour, minute, second } = local;
        expect(parseWireTime(point.Timestamp)).toBe(Date.UTC(year, month - 1, day, hour, minute, second));
      }),
      { numRuns: runs(100, 3000) },
    );
  });

  it.each([
    // The clocks of Berlin went forward at 01:00 UTC, those of New York back at 06:00 UTC.
    ['Europe/Berlin', Date.UTC(2026, 2, 29, 0, 59, 59), 1],
    ['Europe/Berlin', Date.UTC(2026, 2, 29, 1), 2],
    ['America/New_York', Date.UTC(2026, 10, 1, 5, 59, 59), -4],
    ['America/New_York', Date.UTC(2026, 10, 1, 6), -5],
  ])('in %s at %i are %i hours off UTC', (zone, at, hours) => {
    expect(zoneOffset(zone, at)).toBe(hours * HOUR);
  });
});

describe('colours', () => {
  it('follow the target inside 70 to 240 and nothing else outside', () => {
    const target = { targetLow: 90, targetHigh: 160 };
    const values = [69, 70, 89, 90, 160, 161, 240, 241];
    expect(values.map((mgdl) => colorOf(mgdl, target))).toStrictEqual([4, 2, 2, 1, 1, 2, 2, 3]);
  });
});
