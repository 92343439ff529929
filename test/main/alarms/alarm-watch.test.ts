import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ada, ben } from '../../../src/main/simulator/people.ts';
import { scenarios } from '../../../src/main/simulator/scenarios.ts';
import { phaseOf } from '../../../src/shared/alarms/state.ts';
import { DEFAULT_PERSON, DEFAULT_SETTINGS } from '../../../src/shared/settings/settings.ts';
import { networkError, type WorldOptions } from '../../support/simulated-world.ts';
import { AlarmedWorld } from './alarmed-world.ts';
import { historyBehind } from '../../support/history-behind.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const LOW = { ...scenarios['fast-low'], people: [ada] };

let alarmed: AlarmedWorld;
afterEach(() => alarmed.stop());

async function begin(options: WorldOptions = {}): Promise<AlarmedWorld> {
  alarmed = new AlarmedWorld({ scenario: LOW, ...options });
  await alarmed.start();
  return alarmed;
}

const told = (): string[] => alarmed.notifier.told;

describe('from the answer to the notifier', () => {
  it('no time passes: nothing waits for a timer, a disk or another request', async () => {
    await begin();
    let answeredAt = 0;
    alarmed.world.onAnswer = ({ path }) => {
      if (path === '/llu/connections') answeredAt = alarmed.world.clock.now();
    };
    let delays = 0;
    alarmed.notifier.outcome = () => {
      delays = Math.max(delays, alarmed.world.clock.now() - answeredAt);
      // The reading is not even recorded yet.
      return Promise.resolve('shown');
    };
    await alarmed.world.run(23 * MINUTE);
    expect(told()).toEqual(['low raised']);
    expect(delays).toBe(0);
  });

  it('the alarm comes before the reading is in the history', async () => {
    await begin();
    const recordedThen: boolean[] = [];
    alarmed.notifier.outcome = () => {
      const { measuredAt } = alarmed.notifier.alarms.at(-1)!.alarm.decision;
      const history = historyBehind(alarmed.world.profile);
      const read = history.ok ? history.value.read((all) => all.has(ada.patientId, measuredAt!)) : history;
      recordedThen.push(read.ok && read.value);
      return Promise.resolve('shown');
    };
    await alarmed.world.run(23 * MINUTE);
    expect(recordedThen).toEqual([false]);
  });

  it('an alarm names the person and the unit', async () => {
    await begin();
    alarmed.settings = {
      ...DEFAULT_SETTINGS,
      people: { [ada.patientId]: { ...DEFAULT_PERSON, name: 'Mum' } },
    };
    await alarmed.world.run(23 * MINUTE);
    expect(alarmed.notifier.alarms[0]!.alarm).toMatchObject({ name: 'Mum', unit: 'mgdl', test: false });
  });

  it('takes back what is over', async () => {
    await begin();
    await alarmed.world.run(80 * MINUTE);
    expect(alarmed.notifier.withdrawn).toEqual([
      [ada.patientId, 'urgentLow'],
      [ada.patientId, 'low'],
    ]);
  });
});

describe('whoever shows or writes what was decided', () => {
  it('keeps nothing from ringing by failing', async () => {
    await begin();
    await alarmed.world.run(22 * MINUTE);
    const lows = { ...alarmed.world.monitor.state.people[0]!.reading!, mgdl: 45, trend: null };
    const person = { ...alarmed.world.monitor.state.people[0]!.person, target: null, unit: null };
    alarmed.alarms.subscribe(() => {
      throw new Error('the screen is gone');
    });
    const reading = { ...lows, measuredAt: alarmed.world.clock.now() };
    expect(() => alarmed.alarms.hear({ type: 'reading', reading, person })).toThrow('the screen is gone');
    expect(told()).toContain('urgentLow raised');
  });
});

it('after its end nothing rings any more, whatever the monitor still hears', async () => {
  await begin();
  await alarmed.world.run(5 * MINUTE);
  alarmed.alarms.stop();
  await alarmed.world.run(20 * MINUTE);
  expect(told()).toEqual([]);
});

describe('what becomes of a delivery', () => {
  const deliveries = (): string[] =>
    alarmed
      .journal()
      .flatMap(({ decision, kind, reason }) => (decision === 'delivery' ? [`${kind} ${reason}`] : []));

  it('is in the journal', async () => {
    await begin();
    await alarmed.world.run(23 * MINUTE);
    expect(deliveries()).toEqual(['low shown']);
  });

  it('failed: that notifications do not arrive is an alarm of its own, until one arrives', async () => {
    await begin();
    alarmed.notifier.outcome = () => Promise.resolve('failed');
    await alarmed.world.run(23 * MINUTE);
    expect(alarmed.decided).toContain('impaired raised notificationsFailed');
    expect(deliveries().slice(0, 2)).toEqual(['low failed', 'impaired failed']);
    alarmed.notifier.outcome = () => Promise.resolve('shown');
    await alarmed.world.run(5 * MINUTE);
    expect(alarmed.decided.at(-1)).toBe('impaired cleared causeGone');
  });

  it('D11: failed: what kept it back is over, and so is the alarm, before it rings once more for nothing', async () => {
    await begin();
    alarmed.notifier.outcome = () => Promise.resolve('failed');
    await alarmed.world.run(23 * MINUTE);
    alarmed.alarms.notificationsAreBack();
    expect(alarmed.decided.at(-1)).toBe('impaired cleared causeGone');
  });

  it('thrown or rejected counts as failed', async () => {
    await begin();
    alarmed.notifier.outcome = () => {
      throw new Error('no bus');
    };
    await alarmed.world.run(23 * MINUTE);
    expect(deliveries()[0]).toBe('low failed');
    alarmed.notifier.outcome = () => Promise.reject(new Error('no bus'));
    await alarmed.world.run(5 * MINUTE);
    expect(deliveries()).toContain('urgentLow failed');
  });

  it('not known after five seconds is unknown, and nothing waits for it', async () => {
    await begin();
    alarmed.notifier.outcome = () => new Promise(() => {});
    await alarmed.world.run(40 * MINUTE);
    expect(told()).toEqual([
      'low raised',
      ...Array.from({ length: 3 }, (_, i) => (i ? 'urgentLow repeated' : 'urgentLow raised')),
    ]);
    expect(new Set(deliveries().map((one) => one.split(' ')[1]))).toEqual(new Set(['unknown']));
  });
});

describe('without what it does not need', () => {
  it('a database: alarms ring from memory, and the journal is written when it is back', async () => {
    await begin();
    alarmed.hasHistory = false;
    await alarmed.world.run(30 * MINUTE);
    expect(told().slice(0, 2)).toEqual(['low raised', 'urgentLow raised']);
    expect(alarmed.journal()).toEqual([]);
    alarmed.hasHistory = true;
    await alarmed.world.run(MINUTE);
    expect(alarmed.journal().map(({ decision }) => decision)).toContain('raised');
  });

  it('a network: missing data is told from memory', async () => {
    await begin({ scenario: 'steady' });
    alarmed.hasHistory = false;
    alarmed.world.fault = () => networkError('ENOTFOUND');
    await alarmed.world.run(22 * MINUTE);
    expect(alarmed.decided).toEqual(['noData raised noAnswer']);
  });

  it('a network ever: also somebody who has never been heard of is missed', async () => {
    alarmed = new AlarmedWorld({ scenario: 'steady' });
    alarmed.world.fault = () => networkError('ENOTFOUND');
    await alarmed.start();
    await alarmed.world.run(21 * MINUTE);
    expect(
      alarmed.decisions.map(({ patientId, decision }) => [patientId, decision.kind, decision.decision]),
    ).toEqual([[null, 'noData', 'raised']]);
  });

  it('a password that is right: told at once', async () => {
    await begin({ scenario: 'terms' });
    await alarmed.world.run(5 * MINUTE);
    expect(alarmed.decided).toEqual(['impaired raised termsToAccept']);
  });
});

describe('a restart', () => {
  it('keeps snoozes and what is on, in a file for this user only', async () => {
    await begin();
    await alarmed.world.run(23 * MINUTE);
    alarmed.alarms.snooze(ada.patientId, 'low', 60, 'test');
    await alarmed.restart();
    expect(phaseOf(alarmed.alarms.states.get(ada.patientId)!.kinds.low)).toBe('snoozed');
    expect(statSync(join(alarmed.world.dataDir, 'alarms.json')).mode & 0o777).toBe(0o600);
    const before = told().length;
    await alarmed.world.run(2 * MINUTE);
    expect(told()).toHaveLength(before);
  });

  it('rings for an urgent low nobody has acknowledged: better twice than never', async () => {
    await begin();
    await alarmed.world.run(27 * MINUTE);
    expect(told()).toEqual(['low raised', 'urgentLow raised']);
    await alarmed.restart(5 * MINUTE);
    await alarmed.world.run(MINUTE);
    expect(told()).toEqual(['low raised', 'urgentLow raised', 'urgentLow repeated']);
  });

  it.each(['{', '{"version":1,"states":[{"patientId":"x","state":{"seenAt":"now"}}]}', '[]'])(
    'rings anew where what was kept cannot be read: %s',
    async (text) => {
      await begin();
      await alarmed.world.run(27 * MINUTE);
      const rung = told().length;
      await alarmed.restart(0, () => writeFileSync(join(alarmed.world.dataDir, 'alarms.json'), text));
      await alarmed.world.run(MINUTE);
      expect(told().slice(rung)).toEqual(['urgentLow raised']);
    },
  );
});

describe('sleep', () => {
  it('is followed by one summary of what was missed, without a sound, and never by rings for the past', async () => {
    await begin();
    await alarmed.world.run(2 * MINUTE);
    alarmed.world.clock.sleep(90 * MINUTE);
    await alarmed.world.run(20 * MINUTE);
    expect(alarmed.decided).toEqual(['urgentLow heldBack missed']);
    const [missed] = alarmed.decisions;
    expect(missed!.decision).toMatchObject({ sound: false, priority: 'low' });
    expect(missed!.decision.mgdl).toBeLessThan(55);
    expect(told()).toEqual(['urgentLow heldBack']);
  });

  it.each<[string, () => void]>([
    ['an acknowledgement', () => alarmed.alarms.acknowledge(ada.patientId, 'low', 'test')],
    ['a snooze', () => alarmed.alarms.snooze(ada.patientId, 'low', 60, 'test')],
    ['the end of a snooze', () => alarmed.alarms.endSnooze('test')],
    ['a change of the settings', () => alarmed.alarms.settingsChanged()],
  ])('D1: %s that comes first after it tells of no missing data', async (_, act) => {
    await begin({ scenario: 'steady' });
    await alarmed.world.run(5 * MINUTE);
    alarmed.world.clock.sleep(3 * HOUR);
    act();
    await alarmed.world.run(5 * MINUTE);
    expect(alarmed.decided.filter((one) => one.startsWith('noData'))).toEqual([]);
  });

  it('D1: while another process asks, its readings are waited for a minute', async () => {
    await begin({ scenario: 'steady' });
    await alarmed.world.run(5 * MINUTE);
    const state = { ...alarmed.world.monitor.state, polledBy: 4711 };
    alarmed.alarms.hear({ type: 'state', state });
    alarmed.world.clock.sleep(3 * HOUR);
    alarmed.alarms.hear({ type: 'polled' });
    expect(alarmed.decided).toEqual([]);
  });

  it('is a time in which nobody watched', async () => {
    await begin({ scenario: 'steady' });
    const start = alarmed.world.clock.now();
    await alarmed.world.run(10 * MINUTE);
    alarmed.world.clock.sleep(60 * MINUTE);
    await alarmed.world.run(10 * MINUTE);
    await alarmed.stop();
    const history = historyBehind(alarmed.world.profile);
    const near = history.ok ? history.value.journal.watchedNear(start + 30 * MINUTE) : history;
    const { before, after } = near.ok ? near.value : { before: null, after: null };
    expect(Math.round((before!.to - start) / MINUTE)).toBe(10);
    expect(Math.round((after!.from - start) / MINUTE)).toBe(70);
  });
});

describe('while another process asks the server', () => {
  it('it rings here too, and leaves state and journal to that process', async () => {
    await begin({ scenario: 'steady' });
    await alarmed.world.run(5 * MINUTE);
    const path = join(alarmed.world.dataDir, 'alarms.json');
    const kept = readFileSync(path, 'utf8');
    const { state } = alarmed.world.monitor;
    alarmed.alarms.hear({ type: 'state', state: { ...state, polledBy: 4711 } });
    const { reading } = state.people[0]!;
    const person = { ...ada, target: null };
    alarmed.world.clock.sleep(SECOND);
    alarmed.alarms.hear({
      type: 'reading',
      reading: { ...reading!, measuredAt: reading!.measuredAt + SECOND, mgdl: 50 },
      person,
    });
    expect(told()).toEqual(['urgentLow raised']);
    expect(readFileSync(path, 'utf8')).toBe(kept);
    expect(alarmed.journal()).toEqual([]);
  });
});

describe('people', () => {
  it('who are not followed ring nothing', async () => {
    alarmed = new AlarmedWorld({ scenario: 'fast-low' });
    alarmed.settings = {
      ...DEFAULT_SETTINGS,
      people: { [ada.patientId]: { ...DEFAULT_PERSON, followed: false } },
    };
    await alarmed.start();
    await alarmed.world.run(50 * MINUTE);
    expect(told()).toEqual([]);
    expect([...alarmed.alarms.states.keys()]).toEqual([ben.patientId, null]);
  });

  it('of whom only the alarms still know are missed, but not for ever', async () => {
    await begin({ scenario: 'steady' });
    await alarmed.world.run(5 * MINUTE);
    const { state } = alarmed.world.monitor;
    const stale = { ...state, people: [], lastAnswerAt: alarmed.world.clock.now() + 30 * 60 * MINUTE };
    alarmed.world.clock.sleep(30 * 60 * MINUTE);
    alarmed.alarms.hear({ type: 'state', state: stale });
    alarmed.alarms.hear({ type: 'polled' });
    expect(alarmed.decided).toContain('noData heldBack noLongerShared');
  });

  it('have limits of their own', async () => {
    alarmed = new AlarmedWorld({ scenario: LOW });
    alarmed.settings = {
      ...DEFAULT_SETTINGS,
      people: { [ada.patientId]: { ...DEFAULT_PERSON, limits: { low: 100, high: 240 } } },
    };
    await alarmed.start();
    await alarmed.world.run(15 * MINUTE);
    expect(told()).toEqual(['low raised']);
  });

  it('are silenced all at once, but for an urgent low', async () => {
    await begin();
    alarmed.alarms.snoozeAll('all', 120, 'test');
    await alarmed.world.run(24 * MINUTE);
    expect(told()).toEqual([]);
    expect(alarmed.decided).toContain('low heldBack snoozed');
    // A low that drops by ten is told all the same, as an urgent one is.
    await alarmed.world.run(4 * MINUTE);
    expect(told()).toEqual(['low raised', 'urgentLow raised']);
  });

  it('acknowledge', async () => {
    await begin();
    await alarmed.world.run(27 * MINUTE);
    alarmed.alarms.acknowledge(ada.patientId, 'urgentLow', 'test');
    await alarmed.world.run(10 * MINUTE);
    expect(told()).toEqual(['low raised', 'urgentLow raised']);
    expect(
      alarmed
        .journal()
        .filter(({ by }) => by === 'test')
        .map(({ kind }) => kind),
    ).toEqual(['urgentLow', 'low']);
  });
});

describe('a sensor', () => {
  it('that ends within a day is told where the user said how long it lasts', async () => {
    const people = { [ada.patientId]: { ...DEFAULT_PERSON, sensorLifeDays: 14 as const } };
    await begin({ scenario: 'steady' });
    const person = alarmed.world.monitor.state.people[0]!;
    alarmed.settings = { ...DEFAULT_SETTINGS, people };
    const sensorEndsAt = alarmed.world.clock.now() + 23 * 60 * MINUTE;
    const state = { ...alarmed.world.monitor.state, people: [{ ...person, sensorEndsAt }] };
    alarmed.alarms.hear({ type: 'state', state });
    expect(alarmed.decided).toEqual(['sensor raised sensorEndsSoon']);
  });
});
