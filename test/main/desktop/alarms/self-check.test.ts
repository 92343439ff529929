import { beforeEach, describe, expect, it } from 'vitest';
import {
  CHECK_EVERY_MS,
  faultsOf,
  SelfCheck,
  type Circumstances,
  type SystemFacts,
} from '../../../../src/main/desktop/alarms/self-check.ts';
import type { AutostartState } from '../../../../src/main/desktop/life/autostart/autostart.ts';
import { ARMED_FAULTS, isArmed } from '../../../../src/shared/alarms/armed.ts';
import { DEFAULT_RULES } from '../../../../src/shared/alarms/rules.ts';
import type { NotificationState } from '../../../../src/main/desktop/notify/system-notifications.ts';
import { Pulse } from '../../../../src/main/time/pulse.ts';
import type { Sound } from '../../../../src/main/computer/sound.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NOW = Date.UTC(2026, 10, 21, 12);

const well: Circumstances = {
  now: NOW,
  watching: { startedAt: NOW - DAY, answeredAt: NOW - MINUTE, askedByAnother: false },
  rules: DEFAULT_RULES,
  settingsUnread: false,
  lastOutcome: 'shown',
  soundFails: false,
  testedAt: NOW - DAY,
  tray: 'shown',
};
const facts: SystemFacts = { notifications: 'ready', sound: 'on', atLogin: 'on' };
const watching = (changes: object) => ({ watching: { ...well.watching!, ...changes } });

describe('the faults', () => {
  it.each<[string, Partial<Circumstances>, Partial<SystemFacts>, string[]]>([
    ['none', {}, {}, []],
    ['nobody is followed', { watching: null }, {}, ['notWatching']],
    ['the last answer is 15 minutes old', watching({ answeredAt: NOW - 15 * MINUTE }), {}, []],
    ['it is older', watching({ answeredAt: NOW - 15 * MINUTE - 1 }), {}, ['noAnswer']],
    ['there never was one', watching({ answeredAt: null }), {}, ['noAnswer']],
    ['just started', watching({ answeredAt: null, startedAt: NOW - MINUTE }), {}, []],
    ['another program asks', watching({ answeredAt: null, askedByAnother: true }), {}, []],
    ['low off', { rules: { ...DEFAULT_RULES, low: { ...DEFAULT_RULES.low, on: false } } }, {}, ['lowsOff']],
    [
      'urgent low off',
      { rules: { ...DEFAULT_RULES, urgentLow: { on: false, offConfirmed: true, limit: 55 } } },
      {},
      ['lowsOff'],
    ],
    ['the settings cannot be read', { settingsUnread: true }, {}, ['settingsUnread']],
    [
      'no notifications',
      { lastOutcome: 'failed' },
      { notifications: 'absent' },
      ['notificationsUnavailable'],
    ],
    ['D11: do not disturb', { lastOutcome: 'failed' }, { notifications: 'paused' }, ['notificationsPaused']],
    ['D12: a daemon hangs', {}, { notifications: 'hanging' }, ['notificationsUnanswered']],
    ['D12: no word of the last one', { lastOutcome: 'unknown' }, {}, ['notificationsUnanswered']],
    ['the last one failed', { lastOutcome: 'failed' }, {}, ['notificationsFailed']],
    ['the last alarm was not heard', { soundFails: true }, {}, ['soundFails']],
    ['muted', {}, { sound: 'off' }, ['soundMuted']],
    ['nothing to be heard by', {}, { sound: 'none' }, ['soundAbsent']],
    ['the system does not tell', {}, { sound: null }, []],
    ['never tested', { testedAt: null }, {}, ['neverTested']],
    ['tested 30 days ago', { testedAt: NOW - 30 * DAY }, {}, []],
    ['tested longer ago', { testedAt: NOW - 30 * DAY - 1 }, {}, ['testLongAgo']],
    ['not at log-in', {}, { atLogin: 'off' }, ['notAtLogin']],
    ['forbidden in the system', {}, { atLogin: 'switchedOff' }, ['notAtLogin']],
    ['no way to', {}, { atLogin: 'unsupported' }, ['notAtLogin']],
    ['macOS waits', {}, { atLogin: 'needsApproval' }, ['loginNeedsApproval']],
    ['no tray', { tray: 'none' }, {}, ['noTray']],
    ['D4: the icon is not among those shown', { tray: 'lost' }, {}, ['trayLost']],
    ['D7: macOS hides the icon', { tray: 'hidden' }, {}, ['trayHidden']],
    ['of a tray nothing is known', { tray: null }, {}, []],
    [
      'several, the gravest first',
      { watching: null, testedAt: null, tray: 'none' },
      { sound: 'off', atLogin: 'off' },
      ['notWatching', 'soundMuted', 'neverTested', 'notAtLogin', 'noTray'],
    ],
  ])('%s', (_, circumstances, system, faults) => {
    expect(faultsOf({ ...well, ...circumstances }, { ...facts, ...system })).toEqual(faults);
  });

  it('does not take for a fault what it does not know yet', () => {
    expect(faultsOf(well, null)).toEqual([]);
  });
});

it('a reminder keeps no alarm from being noticed, anything else might', () => {
  const reminders = ARMED_FAULTS.filter((fault) => isArmed({ faults: [fault], testedAt: null }));
  expect(reminders).toEqual([
    'neverTested',
    'testLongAgo',
    'loginNeedsApproval',
    'notAtLogin',
    'noTray',
    'trayLost',
    'trayHidden',
  ]);
});

describe('the self-check', () => {
  let clock: FakeClock;
  let sound: () => Promise<Sound>;
  let atLogin: () => Promise<AutostartState>;
  let notifications: NotificationState;
  let changes: number;
  let back: number;
  let check: SelfCheck;
  const settled = () => new Promise((settle) => setImmediate(settle));

  beforeEach(() => {
    clock = new FakeClock(NOW);
    sound = () => Promise.resolve('on');
    atLogin = () => Promise.resolve('on');
    notifications = 'ready';
    changes = back = 0;
    check = new SelfCheck({
      pulse: new Pulse(clock),
      circumstances: () => ({ ...well, now: clock.now(), ...watching({ answeredAt: clock.now() }) }),
      system: {
        notifications: () => Promise.resolve(notifications),
        sound: () => sound(),
        atLogin: () => atLogin(),
      },
      onChange: () => changes++,
      onNotificationsBack: () => back++,
    });
  });

  it('looks at once and every five minutes, and tells a change once', async () => {
    check.start();
    await settled();
    expect([check.armed().faults, changes]).toEqual([[], 0]);
    sound = () => Promise.resolve('off');
    clock.advance(CHECK_EVERY_MS);
    await settled();
    clock.advance(CHECK_EVERY_MS);
    await settled();
    expect([check.armed().faults, changes]).toEqual([['soundMuted'], 1]);
    check.stop();
    expect(clock.pending).toBe(0);
  });

  it('D11: tells once that notifications would be shown again', async () => {
    await check.look();
    for (const [state, times] of [
      ['ready', 0],
      ['paused', 0],
      ['absent', 0],
      ['ready', 1],
      ['ready', 1],
    ] as const) {
      notifications = state;
      await check.look();
      expect(back).toBe(times);
    }
  });

  it('outlives a system that fails', async () => {
    const gone = () => Promise.reject(new Error('gone'));
    [sound, atLogin] = [gone, () => Promise.resolve('needsApproval')];
    await check.look();
    expect(check.armed().faults).toEqual(['loginNeedsApproval']);
    [sound, atLogin] = [() => Promise.resolve('off'), gone];
    await check.look();
    expect(check.armed().faults).toEqual(['soundMuted', 'notAtLogin']);
  });
});
