import { beforeEach, describe, expect, it } from 'vitest';
import type { Alarm } from '../../../../src/main/alarms/notifier.ts';
import { selfTest } from '../../../../src/main/alarms/self-test.ts';
import {
  DesktopNotifier,
  TEST_PAUSE_MS,
  TEST_SHOWN_MS,
  UNANSWERED_MS,
} from '../../../../src/main/desktop/notify/desktop-notifier.ts';
import type { Delivery } from '../../../../src/shared/alarms/journal-entry.ts';
import { PRIORITY, type AlarmKind } from '../../../../src/shared/alarms/kinds.ts';
import { UNDO_SHOWN_MS, type ShownAlarm } from '../../../../src/shared/alarms/shown-alarm.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../../src/shared/settings/settings.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { FakeFace, FakeSystem } from './fake-desktop.ts';

let clock: FakeClock;
let system: FakeSystem;
let face: FakeFace;
let settings: Settings;
let notifier: DesktopNotifier;
let done: unknown[][];
/** Whether the alarm may be heard once more, as the machine says. */
let mayChime: boolean;

beforeEach(() => {
  clock = new FakeClock();
  system = new FakeSystem();
  face = new FakeFace();
  settings = DEFAULT_SETTINGS;
  done = [];
  mayChime = true;
  notifier = new DesktopNotifier({
    clock,
    system,
    face,
    session: {
      now: () => clock.now(),
      get settings() {
        return settings;
      },
      mode: 'account',
      alarms: {
        mayChime: () => mayChime,
        acknowledge: ({ patientId, kind }) => void done.push(['acknowledge', patientId, kind]),
        snooze: ({ patientId, kind }, minutes) => void done.push(['snooze', patientId, kind, minutes]),
      },
    },
    localTime: () => '14:32',
    tell: { open: (...given) => void done.push(['open', ...given]), outcome: () => {} },
  });
});

function alarmOf(kind: AlarmKind, changes: Partial<Alarm['decision']> = {}, patientId = 'ada'): Alarm {
  return {
    patientId,
    name: patientId,
    unit: 'mmol',
    decision: {
      kind,
      decision: 'raised',
      reason: 'belowLimit',
      at: clock.now(),
      mgdl: 65,
      measuredAt: clock.now() - 60_000,
      priority: PRIORITY[kind],
      sound: true,
      until: null,
      since: null,
      by: null,
      ...changes,
    },
    trend: 2,
    test: false,
  };
}

/** What rings, as a snapshot tells it. */
function active(...alarms: Alarm[]): ShownAlarm[] {
  return alarms.map(({ patientId, name, unit, decision: { kind, priority, mgdl, measuredAt } }) => ({
    patientId,
    name,
    unit,
    kind,
    phase: 'active',
    priority,
    cause: 'belowLimit',
    since: clock.now(),
    until: null,
    mgdl,
    measuredAt,
  }));
}

async function deliver(alarm: Alarm, ...others: Alarm[]): Promise<Delivery> {
  const outcome = notifier.deliver(alarm);
  notifier.settle(active(alarm, ...others));
  return outcome;
}

describe('high priority', () => {
  it('comes over both channels at once, and the system leaves the sound to us', async () => {
    const outcome = deliver(alarmOf('urgentLow'));
    expect(face.visible).toBe(true);
    expect(face.sounds).toEqual(['high']);
    expect(await outcome).toBe('shown');
    expect(system.requests).toMatchObject([
      { title: '3.6 mmol/L ↘ urgent low · ada', urgent: true, silent: true },
    ]);
  });

  it('is shown but not heard where the decision says so', async () => {
    await deliver(alarmOf('urgentLow', { sound: false }));
    expect(face.visible).toBe(true);
    expect(face.sounds).toEqual([]);
    expect(system.requests[0]?.silent).toBe(true);
  });

  it('beeps, lets the system sound and has failed where the window cannot be shown', async () => {
    face.works = false;
    expect(await deliver(alarmOf('urgentLow'))).toBe('failed');
    expect(face.sounds).toEqual(['beep']);
    expect(system.requests[0]?.silent).toBe(false);
  });
});

it('a sound that fails after all is made up for by the computer and by the system, while the alarm stands', async () => {
  await deliver(alarmOf('low'));
  expect(system.requests.map(({ silent }) => silent)).toEqual([true]);
  face.unheard();
  expect(face.sounds).toEqual(['medium', 'beep']);
  expect(system.requests.map(({ silent }) => silent)).toEqual([true, false]);
  notifier.withdraw('ada', 'low');
  face.unheard();
  expect(system.requests).toHaveLength(2);
});

it('an alarm window that throws keeps no notification back', async () => {
  face.ring = face.show = () => {
    throw new Error('the display is gone');
  };
  expect(await deliver(alarmOf('urgentLow'))).toBe('failed');
  expect(system.requests).toMatchObject([{ urgent: true, silent: false }]);
});

describe('lower priorities', () => {
  it('are heard at once, but the window waits for an answer', async () => {
    expect(await deliver(alarmOf('low'))).toBe('shown');
    expect(face.sounds).toEqual(['medium']);
    expect(system.requests[0]?.urgent).toBe(false);
    clock.advance(UNANSWERED_MS - 1);
    expect(face.visible).toBe(false);
    clock.advance(1);
    expect(face.visible).toBe(true);
  });

  it.each(['open', 'acknowledge', 'snooze', 'dismissed'] as const)('%s is an answer', async (answer) => {
    await deliver(alarmOf('low'));
    system.answer(answer);
    clock.advance(2 * UNANSWERED_MS);
    expect(face.visible).toBe(false);
    const wanted = {
      open: [['open', 'ada']],
      acknowledge: [['acknowledge', 'ada', 'low']],
      snooze: [['snooze', 'ada', 'low', 15]],
      dismissed: [],
    }[answer];
    expect(done).toEqual(wanted);
  });

  it('come in the window at once where the notification failed', async () => {
    system.outcome = 'failed';
    expect(await deliver(alarmOf('high'))).toBe('failed');
    expect(face.visible).toBe(true);
    expect(face.sounds).toEqual(['low']);
  });

  it.each(['low', 'high', 'sensor'] as const)(
    'D12: %s comes in the window at once where nobody knows what became of the notification',
    async (kind) => {
      system.outcome = 'unknown';
      expect(await deliver(alarmOf(kind))).toBe('unknown');
      expect(face.visible).toBe(true);
    },
  );

  it('wait anew when they are repeated, and stand once', async () => {
    const alarm = alarmOf('low');
    await deliver(alarm);
    clock.advance(UNANSWERED_MS - 1);
    await deliver(alarmOf('low', { decision: 'repeated' }));
    clock.advance(UNANSWERED_MS - 1);
    expect(face.visible).toBe(false);
    clock.advance(1);
    expect(face.visible).toBe(true);
    expect(system.open.size).toBe(1);
  });
});

describe('D17: an alarm of medium priority that nobody answers', () => {
  it.each(['shown', 'unknown', 'failed'] as const)(
    'is heard once more, rising, after two minutes, with the window; its notification: %s',
    async (outcome) => {
      system.outcome = outcome;
      await deliver(alarmOf('low'));
      clock.advance(UNANSWERED_MS - 1);
      expect(face.sounds).toEqual(['medium']);
      clock.advance(1);
      expect([face.visible, face.sounds]).toEqual([true, ['medium', 'rising medium']]);
      clock.advance(10 * UNANSWERED_MS);
      expect(face.sounds).toHaveLength(2);
    },
  );

  it.each([
    ['was silent', 'low', false, true, []],
    ['must not ring now: quiet hours, or back inside its limit', 'low', true, false, ['medium']],
    ['is of low priority', 'high', true, true, ['low']],
    ['is of high priority, which sounds for a minute', 'urgentLow', true, true, ['high']],
  ] as const)(
    'comes in the window without another sound where it %s',
    async (_, kind, sound, may, sounds) => {
      mayChime = may;
      await deliver(alarmOf(kind, { sound }));
      clock.advance(UNANSWERED_MS);
      expect([face.visible, face.sounds]).toEqual([true, sounds]);
    },
  );

  it.each(['open', 'acknowledge', 'snooze', 'dismissed'] as const)('%s: is still', async (answer) => {
    await deliver(alarmOf('low'));
    system.answer(answer);
    clock.advance(UNANSWERED_MS);
    expect(face.sounds).toEqual(['medium']);
  });

  it('is still where it is over or acknowledged anywhere else, also while it rises', async () => {
    await deliver(alarmOf('low'));
    notifier.settle([]);
    clock.advance(UNANSWERED_MS);
    expect(face.sounds).toEqual(['medium', 'still']);
    await deliver(alarmOf('low'));
    clock.advance(UNANSWERED_MS);
    notifier.settle([]);
    expect(face.sounds.slice(2)).toEqual(['medium', 'rising medium', 'still']);
  });

  it('counts as heard only where it was: else the computer beeps, and the system sounds', async () => {
    await deliver(alarmOf('low'));
    clock.advance(UNANSWERED_MS);
    face.unheard();
    expect(face.sounds).toEqual(['medium', 'rising medium', 'beep']);
    expect(system.requests.map(({ silent }) => silent)).toEqual([true, false]);
    face.works = false;
    await deliver(alarmOf('low', { decision: 'repeated' }));
    clock.advance(UNANSWERED_MS);
    expect(face.sounds.slice(3)).toEqual(['beep', 'beep']);
    expect(system.requests.slice(2).map(({ silent }) => silent)).toEqual([false, false]);
  });
});

describe('an alarm that is answered or over', () => {
  it.each([
    ['withdrawn', () => notifier.withdraw('ada', 'urgentLow')],
    [
      'acknowledged',
      () =>
        notifier.settle(
          active(alarmOf('urgentLow')).map((one) => ({ ...one, phase: 'acknowledged' as const })),
        ),
    ],
    ['gone with the account', () => notifier.settle([])],
  ])('%s: nothing of it stays, and it is still', async (_, end) => {
    await deliver(alarmOf('urgentLow'));
    end();
    notifier.settle([]);
    expect(face.visible).toBe(false);
    expect(face.sounds).toEqual(['high', 'still']);
    expect(system.open.size).toBe(0);
    expect(clock.pending).toBe(0);
  });

  it('that is over before the system has answered is not waited for', async () => {
    const outcome = deliver(alarmOf('low'));
    notifier.settle([]);
    await outcome;
    expect(clock.pending).toBe(0);
  });

  it('leaves the alarm of somebody else alone', async () => {
    const ada = alarmOf('urgentLow');
    const ben = alarmOf('urgentLow', {}, 'ben');
    await deliver(ada);
    await deliver(ben, ada);
    expect([face.size, system.open.size]).toEqual([2, 2]);
    notifier.settle(active(ben));
    expect([face.visible, face.size, system.open.size]).toEqual([true, 1, 1]);
    expect(face.sounds).toEqual(['high', 'high']);
    notifier.settle([]);
    expect(face.sounds).toEqual(['high', 'high', 'still']);
  });

  it('is still although something less urgent, which has sounded, goes on', async () => {
    const ada = alarmOf('urgentLow');
    const ben = alarmOf('high', {}, 'ben');
    await deliver(ada);
    await deliver(ben, ada);
    notifier.settle(active(ben));
    expect(face.sounds).toEqual(['high', 'low', 'still']);
  });
});

describe('D2: an alarm that was acknowledged while its window was there', () => {
  const silenced = (alarm: Alarm): ShownAlarm[] =>
    active(alarm).map((one) => ({ ...one, phase: 'acknowledged' as const, until: clock.now() + 900_000 }));

  it('stays a moment, so that it can be taken back, and is still at once', async () => {
    const ada = alarmOf('urgentLow');
    await deliver(ada);
    notifier.settle(silenced(ada));
    expect([face.visible, face.size, face.sounds, system.open.size]).toEqual([true, 1, ['high', 'still'], 0]);
    clock.advance(UNDO_SHOWN_MS - 1);
    notifier.settle(silenced(ada));
    expect(face.visible).toBe(true);
    clock.advance(1);
    expect([face.visible, clock.pending]).toEqual([false, 0]);
  });

  it('stays on where it is taken back', async () => {
    const ada = alarmOf('urgentLow');
    await deliver(ada);
    notifier.settle(silenced(ada));
    notifier.settle(active(ada));
    clock.advance(UNDO_SHOWN_MS);
    expect([face.visible, face.size]).toEqual([true, 1]);
  });

  it('goes at once where it is over meanwhile, and brings no window that was not there', async () => {
    const ada = alarmOf('urgentLow');
    await deliver(ada);
    notifier.settle(silenced(ada));
    notifier.settle([]);
    expect([face.visible, clock.pending]).toEqual([false, 0]);
    const low = alarmOf('low');
    await deliver(low);
    notifier.settle(silenced(low));
    expect(face.visible).toBe(false);
  });
});

describe('what was missed', () => {
  it('is told by the system alone, without a sound, and stays', async () => {
    const outcome = notifier.deliver(
      alarmOf('urgentLow', { decision: 'heldBack', reason: 'missed', sound: false, since: 1, until: 2 }),
    );
    notifier.settle([]);
    expect(await outcome).toBe('shown');
    expect([face.visible, face.sounds, system.open.size]).toEqual([false, [], 1]);
    expect(system.requests[0]).toMatchObject({ urgent: false, silent: true, buttons: [] });
    expect(clock.pending).toBe(0);
  });
});

describe('values', () => {
  it('are in the unit of the settings, and not in the notification where they are private', async () => {
    settings = { ...DEFAULT_SETTINGS, unit: 'mgdl' };
    await deliver(alarmOf('low'));
    settings = { ...DEFAULT_SETTINGS, desktop: { ...DEFAULT_SETTINGS.desktop, notificationsPrivate: true } };
    await deliver(alarmOf('low'));
    expect(system.requests.map(({ title }) => title)).toEqual(['65 mg/dL ↘ low · ada', 'Low · ada']);
  });
});

describe('a test', () => {
  it('comes over both channels, one priority after the other, and goes by itself', async () => {
    const testing = selfTest(notifier, clock);
    for (const pause of [TEST_PAUSE_MS.high, TEST_PAUSE_MS.medium, TEST_PAUSE_MS.low]) {
      await Promise.resolve().then(() => Promise.resolve());
      await new Promise((settle) => setImmediate(settle));
      expect(face.visible).toBe(true);
      clock.advance(pause);
      await new Promise((settle) => setImmediate(settle));
    }
    const entries = await testing;
    expect(entries.map(({ kind, reason, decision }) => [kind, decision, reason])).toEqual([
      ['urgentLow', 'test', 'shown'],
      ['low', 'test', 'shown'],
      ['sensor', 'test', 'shown'],
    ]);
    expect(face.sounds).toEqual(['test high', 'test medium', 'test low']);
    // A snapshot in between does not take it away.
    notifier.settle([]);
    expect([face.visible, system.open.size]).toEqual([true, 3]);
    clock.advance(TEST_SHOWN_MS);
    expect([face.visible, system.open.size, face.sounds.at(-1)]).toEqual([false, 0, 'still']);
    expect(done).toEqual([]);
  });

  it('leaves an alarm that rings meanwhile on the screen', async () => {
    void notifier.deliver({ ...alarmOf('sensor'), patientId: null, test: true });
    await deliver(alarmOf('urgentLow'));
    expect(face.size).toBe(2);
    clock.advance(TEST_SHOWN_MS);
    expect([face.visible, face.size, system.open.size]).toEqual([true, 1, 1]);
  });
});

it('makes room for one card where a stronger alarm of the same person says the same and more', async () => {
  await deliver(alarmOf('low'));
  await deliver(alarmOf('urgentLow'), alarmOf('low'));
  expect(face.size).toBe(1);
  await deliver(alarmOf('low', {}, 'ben'), alarmOf('urgentLow'), alarmOf('low'));
  expect(face.size).toBe(2);
  // Answered together, and taken back together.
  const silenced = active(alarmOf('urgentLow'), alarmOf('low')).map((one) => ({
    ...one,
    phase: 'acknowledged' as const,
    until: clock.now() + 60_000,
  }));
  notifier.settle(silenced);
  expect(face.size).toBe(1);
  clock.advance(UNDO_SHOWN_MS);
  expect(face.visible).toBe(false);
});
