import { afterEach, describe, expect, it } from 'vitest';
import { wireTime } from '../../../src/main/simulator/civil-time.ts';
import { ada } from '../../../src/main/simulator/people.ts';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import { networkError } from '../../support/simulated-world.ts';
import { reading } from '../../support/readings.ts';
import { sentenceOf } from '../monitor/served-world.ts';
import { AlarmedWorld, STEADY, type Entry } from './alarmed-world.ts';
import { historyBehind } from '../../support/history-behind.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

let alarmed: AlarmedWorld;
afterEach(() => alarmed.stop());

const none = (entry: Entry): Entry => ({ ...entry, glucoseMeasurement: null, glucoseItem: null });
const measured = (measuredAt: number, mgdl: number) => (entry: Entry) => {
  const item = {
    ...(entry['glucoseMeasurement'] as Entry),
    FactoryTimestamp: wireTime(measuredAt),
    ValueInMgPerDl: mgdl,
  };
  return { ...entry, glucoseMeasurement: item, glucoseItem: item };
};

/** A history that another program has recorded before. */
function stored(...readings: Partial<Reading>[]): void {
  const history = historyBehind(alarmed.world.profile);
  if (!history.ok) throw new Error(history.problem.code);
  history.value.rememberPerson({ ...ada, target: null, unit: 'mgdl' });
  const written = history.value.record(
    readings.map((one) => reading({ patientId: ada.patientId, ...one, measuredAt: second(one.measuredAt!) })),
  );
  if (!written.ok) throw new Error(written.problem.code);
}

const second = (at: number): number => Math.floor(at / SECOND) * SECOND;
const now = (): number => alarmed.world.clock.now();
const person = () => alarmed.world.monitor.state.people[0]!;
const told = () => sentenceOf(alarmed.world.monitor.state.link);

describe('W13: what another program has recorded', () => {
  it('is what missing data counts from, also at the first start, within a minute', async () => {
    alarmed = new AlarmedWorld({ scenario: STEADY });
    stored({ measuredAt: now() - 25 * MINUTE, mgdl: 117 });
    alarmed.serve(none);
    await alarmed.start();
    await alarmed.world.run(70 * SECOND);
    expect(alarmed.decided).toEqual(['noData raised noNewReading']);
    expect(alarmed.decisions[0]?.decision).toMatchObject({
      mgdl: 117,
      measuredAt: second(alarmed.world.clock.now() - 70 * SECOND - 25 * MINUTE),
    });
  });

  it('rings where it is a low of a moment ago and the network is gone', async () => {
    alarmed = new AlarmedWorld({ scenario: STEADY });
    stored({ measuredAt: now() - 2 * MINUTE, mgdl: 48 });
    alarmed.world.fault = () => networkError('ENOTFOUND');
    await alarmed.start();
    await alarmed.world.run(10 * SECOND);
    expect(alarmed.decided).toEqual(['urgentLow raised belowLimit', 'low heldBack strongerAlarm']);
  });

  it('is not told again once it is served', async () => {
    alarmed = new AlarmedWorld({ scenario: STEADY });
    const at = second(now() - 2 * MINUTE);
    stored({ measuredAt: at, mgdl: 48 });
    alarmed.serve(measured(at, 48));
    await alarmed.start();
    await alarmed.world.run(3 * MINUTE);
    expect(alarmed.decided).toEqual(['urgentLow raised belowLimit', 'low heldBack strongerAlarm']);
  });

  it('is neither shown nor judged where it was imported', async () => {
    alarmed = new AlarmedWorld({ scenario: STEADY });
    stored({ measuredAt: now() - 2 * MINUTE, mgdl: 48, source: 'import' });
    alarmed.world.fault = () => networkError('ENOTFOUND');
    await alarmed.start();
    await alarmed.world.run(10 * SECOND);
    expect(alarmed.decided).toEqual([]);
    expect(person().reading).toBeNull();
  });
});

describe('W8: the facts of an answer come before its readings', () => {
  const warming = (entry: Entry, at: number): Entry => ({
    ...measured(at - 26 * MINUTE, 120)(entry),
    sensor: { sn: '0NEWSENSOR', a: Math.floor((started ??= at - 10 * MINUTE) / 1000), w: 60, pt: 4 },
  });
  let started: number | null = null;

  it('a start while a sensor warms up tells of the sensor and of nothing else, once', async () => {
    started = null;
    alarmed = new AlarmedWorld({ scenario: STEADY });
    alarmed.serve(warming);
    await alarmed.start();
    await alarmed.world.run(3 * MINUTE);
    expect(alarmed.decided).toEqual(['sensor raised sensorWarmingUp']);
    await alarmed.restart(MINUTE);
    await alarmed.world.run(3 * MINUTE);
    alarmed.world.fault = () => networkError('ENOTFOUND');
    await alarmed.restart(MINUTE);
    await alarmed.world.run(3 * MINUTE);
    alarmed.serve(warming);
    await alarmed.world.run(5 * MINUTE);
    expect(alarmed.decided).toEqual(['sensor raised sensorWarmingUp']);
  });

  it('a sensor that has ended is told of once, however often its last readings come and go', async () => {
    alarmed = new AlarmedWorld({ scenario: STEADY });
    const a = Math.floor((now() - 15 * 24 * HOUR) / 1000);
    const last = now() - 16 * MINUTE;
    const ended = (at: number) =>
      alarmed.serve((entry) => ({ ...measured(at, 120)(entry), sensor: { sn: 'MH0OLD', a } }));
    ended(last);
    await alarmed.start();
    await alarmed.world.run(2 * MINUTE);
    expect(alarmed.decided).toEqual(['sensor raised sensorEnded']);
    ended(now() - 3 * MINUTE);
    await alarmed.world.run(3 * MINUTE);
    expect(alarmed.decided.at(-1)).toBe('sensor cleared causeGone');
    await alarmed.world.run(15 * MINUTE);
    expect(person().link.code).toBe('sensorEnded');
    expect(alarmed.decided.filter((one) => one === 'sensor raised sensorEnded')).toHaveLength(1);
  });
});

describe('R7: what was from the future when it was heard', () => {
  it('does not become current later, after a restart without a network', async () => {
    alarmed = new AlarmedWorld({ scenario: STEADY });
    const ahead = second(now() + 2 * HOUR);
    alarmed.serve(measured(ahead, 45));
    await alarmed.start();
    await alarmed.world.run(MINUTE);
    alarmed.world.fault = () => networkError('ENOTFOUND');
    await alarmed.restart(2 * HOUR + MINUTE);
    await alarmed.world.run(2 * MINUTE);
    expect(person().reading?.mgdl).not.toBe(45);
    expect(person().recent.map(({ mgdl }) => mgdl)).not.toContain(45);
    expect(alarmed.world.monitor.state.link.code).toBe('problem');
    expect(alarmed.decided.filter((one) => /^(urgentLow|low) /.test(one))).toEqual([]);
  });

  it('does not become current while it goes on being served, nor when it is served again', async () => {
    alarmed = new AlarmedWorld({ scenario: STEADY });
    const ahead = second(now() + HOUR);
    alarmed.serve(measured(ahead, 45));
    await alarmed.start();
    await alarmed.world.run(30 * MINUTE);
    alarmed.serve(measured(second(now()), 120));
    await alarmed.world.run(2 * MINUTE);
    alarmed.serve(measured(ahead, 45));
    await alarmed.world.run(32 * MINUTE);
    expect(person().reading?.mgdl).toBe(120);
    expect(told()).toContain('are dated in the future');
    expect(alarmed.decided.filter((one) => /^(urgentLow|low) /.test(one))).toEqual([]);
    await alarmed.restart();
    await alarmed.world.run(2 * MINUTE);
    expect(person().reading?.mgdl).not.toBe(45);
    expect(alarmed.decided.filter((one) => /^(urgentLow|low) /.test(one))).toEqual([]);
  });

  it('is not a low that was missed either', async () => {
    alarmed = new AlarmedWorld({ scenario: STEADY });
    stored(
      { measuredAt: now() - HOUR, mgdl: 120 },
      { measuredAt: now() + 30 * MINUTE, mgdl: 45, fromFuture: true },
    );
    alarmed.serve(none);
    await alarmed.start();
    await alarmed.world.run(40 * MINUTE);
    alarmed.world.fault = () => null;
    await alarmed.world.run(45 * MINUTE);
    expect(alarmed.decided.filter((one) => one.includes('missed'))).toEqual([]);
  });

  it('stays so where the disk takes it only later', async () => {
    alarmed = new AlarmedWorld({ scenario: STEADY });
    stored({ measuredAt: now() - 2 * MINUTE, mgdl: 45, fromFuture: true });
    alarmed.world.fault = () => networkError('ENOTFOUND');
    await alarmed.start();
    await alarmed.world.run(10 * SECOND);
    expect(person().reading).toBeNull();
    expect(alarmed.decided).toEqual([]);
  });
});

describe('R10: an exception', () => {
  it.each([
    ['an id', (entry: Entry) => ({ ...entry, patientId: '\ud800' })],
    ['a name', (entry: Entry) => ({ ...entry, firstName: '\ud800' })],
  ])('does not come of %s that is half a character', async (_, change) => {
    alarmed = new AlarmedWorld({ scenario: 'two-people' });
    alarmed.serve((entry) => (entry['patientId'] === ada.patientId ? change(entry) : entry));
    await alarmed.start();
    await alarmed.world.run(5 * MINUTE);
    expect(alarmed.world.monitor.state.people.map(({ reading: one }) => one?.source)).toContain('live');
    expect(alarmed.world.monitor.state.link.code).not.toBe('problem');
  });

  it('out of an answer is a state, and the next answer ends it', async () => {
    alarmed = new AlarmedWorld({ scenario: STEADY });
    await alarmed.start();
    const { profile } = alarmed.world;
    const client = profile.client.bind(profile);
    profile.client = () => Promise.reject(new URIError('malformed'));
    await alarmed.world.run(2 * MINUTE);
    expect(told()).toBe('Something went wrong inside Glucoglance: URIError.');
    profile.client = client;
    await alarmed.world.run(3 * MINUTE);
    expect(told()).toBe('Connected; readings are coming in.');
  });

  it('of whoever listens keeps nobody else from hearing, and is no end', async () => {
    alarmed = new AlarmedWorld({ scenario: STEADY });
    let broken = true;
    alarmed.world.monitor.subscribe(() => {
      if (broken) throw new RangeError('the screen is gone');
    });
    let polls = 0;
    alarmed.world.monitor.subscribe(({ type }) => (polls += type === 'polled' ? 1 : 0));
    alarmed.world.monitor.start();
    await alarmed.world.run(10 * MINUTE);
    expect(polls).toBeGreaterThan(3);
    broken = false;
    await alarmed.world.run(3 * MINUTE);
    expect(told()).toBe('Connected; readings are coming in.');
  });
});
