import { afterEach, describe, expect, it } from 'vitest';
import { wireTime } from '../../../src/main/simulator/civil-time.ts';
import { ada } from '../../../src/main/simulator/people.ts';
import type { WireAnswer } from '../../../src/main/simulator/wire-request.ts';
import { LIST, sentenceOf } from '../monitor/served-world.ts';
import { AlarmedWorld, STEADY, type Entry } from './alarmed-world.ts';

const MINUTE = 60_000;

let alarmed: AlarmedWorld;
afterEach(() => alarmed.stop());

/** The entry with a measurement and an item of now, each changed. */
const with2 =
  (measurement: Entry | null, item: Entry | null = null) =>
  (entry: Entry, at: number): Entry => {
    const of = (changes: Entry | null) =>
      changes && { ...(entry['glucoseMeasurement'] as Entry), FactoryTimestamp: wireTime(at), ...changes };
    return { ...entry, glucoseMeasurement: of(measurement), glucoseItem: of(item) };
  };

async function begin(): Promise<void> {
  alarmed = new AlarmedWorld({ scenario: STEADY });
  await alarmed.start();
  await alarmed.world.run(2 * MINUTE);
}

const person = () => alarmed.world.monitor.state.people[0]!;
const told = () => sentenceOf(alarmed.world.monitor.state.link);

const UNREADABLE =
  'LibreLinkUp serves a reading of Ada Lindqvist that Glucoglance cannot read. ' +
  'Look in the LibreLinkUp app, and look for a newer Glucoglance.';

describe('nonsense', () => {
  it.each([
    [{ ValueInMgPerDl: 1e-9 }],
    [{ ValueInMgPerDl: 7.2 }],
    [{ ValueInMgPerDl: null, isLow: true }],
    [{ ValueInMgPerDl: 1e9 }],
  ])('R13: %j rings nothing while the item of the same instant says 120, and it is said', async (odd) => {
    await begin();
    alarmed.serve(with2(odd, { ValueInMgPerDl: 120 }));
    await alarmed.world.run(10 * MINUTE);
    expect(alarmed.decided).toEqual([]);
    expect(person().reading).toMatchObject({ mgdl: 120, offScale: null });
    expect(told()).toBe(
      'LibreLinkUp serves two different readings of Ada Lindqvist for one instant. Look in the LibreLinkUp app.',
    );
    alarmed.world.fault = () => null;
    await alarmed.world.run(2 * MINUTE);
    expect(told()).toBe('Connected; readings are coming in.');
  });

  it.each([1e-9, 7.2, 19.9, 1001, 1e300])(
    'R13: a lone %d is neither low nor high, and it is said',
    async (value) => {
      await begin();
      alarmed.serve(with2({ ValueInMgPerDl: value }));
      await alarmed.world.run(10 * MINUTE);
      expect(alarmed.decided).toEqual([]);
      expect(told()).toBe(UNREADABLE);
    },
  );

  it('R13: a flag of the sensor rings, with a number or without', async () => {
    await begin();
    alarmed.serve(with2({ ValueInMgPerDl: null, isLow: true }));
    await alarmed.world.run(2 * MINUTE);
    expect(alarmed.decided).toEqual(['urgentLow raised offScaleLow', 'low heldBack strongerAlarm']);
  });
});

it('W4: the newer of the two items is judged', async () => {
  await begin();
  alarmed.serve((entry, at) =>
    with2({ FactoryTimestamp: wireTime(at - 3 * MINUTE) }, { ValueInMgPerDl: 48 })(entry, at),
  );
  await alarmed.world.run(2 * MINUTE);
  expect(person().reading?.mgdl).toBe(48);
  expect(alarmed.decided).toContain('urgentLow raised belowLimit');
});

describe('what is there and cannot be read', () => {
  it.each([
    [
      'ISO with an offset',
      (at: number) => ({ FactoryTimestamp: new Date(at).toISOString().replace('.000Z', '+00:00') }),
    ],
    ['a number as text', () => ({ ValueInMgPerDl: '48' })],
    ['a 24-hour clock', (at: number) => ({ FactoryTimestamp: clock24(at) })],
  ])('W5: %s is read, and 48 rings', async (_, written) => {
    await begin();
    alarmed.serve((entry, at) => {
      const second = Math.floor(at / 1000) * 1000;
      return with2({ ValueInMgPerDl: 48, ...written(second) })(entry, second);
    });
    await alarmed.world.run(2 * MINUTE);
    expect(alarmed.decided).toContain('urgentLow raised belowLimit');
  });

  it('W5: another language’s date is never the phone’s fault, and missing data names it', async () => {
    await begin();
    alarmed.serve(with2({ FactoryTimestamp: '29 novembre 2026 08:15:07', ValueInMgPerDl: 48 }));
    await alarmed.world.run(10 * MINUTE);
    expect(told()).toBe(UNREADABLE);
    await alarmed.world.run(12 * MINUTE);
    expect(told()).toBe(UNREADABLE);
    expect(alarmed.decided).toEqual(['noData raised unreadable']);
    alarmed.world.fault = () => null;
    await alarmed.world.run(3 * MINUTE);
    expect(alarmed.decided.at(-1)).toBe('noData cleared readingsAreBack');
  });

  it('W5: a whole answer of another form is named by missing data too', async () => {
    await begin();
    alarmed.world.fault = ({ path }) =>
      path === LIST ? (reply: WireAnswer) => ({ ...reply, body: { status: 0, data: [{ who: 1 }] } }) : null;
    await alarmed.world.run(24 * MINUTE);
    expect(alarmed.decided).toEqual(['noData raised unreadable']);
  });

  it('W5: somebody whose entry cannot be read still shares', async () => {
    alarmed = new AlarmedWorld({ scenario: 'two-people' });
    await alarmed.start();
    alarmed.serve((entry) =>
      entry['patientId'] === ada.patientId ? { ...entry, patientId: { id: 1 } } : entry,
    );
    await alarmed.world.run(20 * MINUTE);
    expect(person().link).toEqual({ code: 'readingUnreadable', name: 'Ada Lindqvist' });
  });
});

function clock24(at: number): string {
  const date = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}`;
  return `${day} ${date.getUTCHours()}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
}

describe('W11: an invitation that is not accepted yet', () => {
  it('is said, and is no alarm', async () => {
    alarmed = new AlarmedWorld({ scenario: STEADY });
    alarmed.serve(() => ({ id: 'c', status: 1, firstName: 'Ada', lastName: 'Lindqvist' }));
    await alarmed.start();
    await alarmed.world.run(30 * MINUTE);
    expect(told()).toBe(
      'An invitation waits to be accepted in the LibreLinkUp app: open it, sign in with this account, and accept.',
    );
    expect(alarmed.decided).toEqual([]);
  });
});

it('W10: two entries of one person are one person, with the newest reading', async () => {
  await begin();
  alarmed.serve((entry, at) => {
    const dead = with2({ FactoryTimestamp: wireTime(at - 40 * 24 * 60 * MINUTE), ValueInMgPerDl: 300 });
    return [dead(entry, at), entry, dead(entry, at)];
  });
  await alarmed.world.run(5 * MINUTE);
  expect(alarmed.world.monitor.state.people).toHaveLength(1);
  expect(told()).toBe('Connected; readings are coming in.');
  expect(alarmed.decided).toEqual([]);
});
