import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES, isQuiet, type QuietHours } from '../../../src/shared/alarms/rules.ts';
import { phaseOf } from '../../../src/shared/alarms/state.ts';
import { NOON, Story } from './story.ts';

const MINUTE = 60_000;
const NIGHT: QuietHours = { from: 22 * 60, to: 7 * 60 };
const eachMinute = (minutes: number, mgdl: number): number[] => Array.from({ length: minutes }, () => mgdl);

describe('acknowledging', () => {
  it('goes from active over acknowledged to idle', () => {
    const story = new Story();
    const phase = (): string => phaseOf(story.state.kinds.low);
    expect(phase()).toBe('idle');
    story.hear(69);
    expect(phase()).toBe('active');
    story.happen({ type: 'acknowledge', kind: 'low', by: 'tray' });
    expect(phase()).toBe('acknowledged');
    story.happen({ type: 'snooze', kind: 'low', minutes: 15, by: 'tray' });
    expect(phase()).toBe('snoozed');
    story.hearEachMinute(80);
    expect(phase()).toBe('idle');
  });

  it('of what is not there, or was acknowledged already, is nothing', () => {
    const story = new Story();
    story.happen({ type: 'acknowledge', kind: 'low', by: 'tray' });
    story.hear(69).told();
    story.happen({ type: 'acknowledge', kind: 'low', by: 'tray' });
    story.happen({ type: 'acknowledge', kind: 'low', by: 'window' });
    expect(story.told()).toEqual(['+0 low acknowledged byUser 69 until +30']);
  });

  it('of missing data lasts half an hour, and less where the hour is reached', () => {
    const story = new Story().hear(110).pass(20);
    story.happen({ type: 'acknowledge', kind: 'noData', by: 'tray' });
    story.pass(35);
    story.happen({ type: 'acknowledge', kind: 'noData', by: 'tray' });
    expect(story.pass(10).told()).toEqual([
      '+20 noData raised noNewReading ♪',
      '+20 noData acknowledged byUser until +50',
      '+50 noData raised noNewReading ♪',
      '+55 noData acknowledged byUser until +85',
      '+60 noData raised noNewReading ♪',
    ]);
  });
});

describe('snoozing', () => {
  it.each([
    ['urgentLow', 50, 30],
    ['low', 69, 60],
  ] as const)('%s is for at most %i … minutes', (kind, mgdl, most) => {
    const story = new Story().hear(mgdl);
    story.happen({ type: 'snooze', kind, minutes: 600, by: 'tray' });
    expect(story.state.kinds[kind].silence?.until).toBe(NOON + most * MINUTE);
  });

  it('the stronger silences the weaker with it, for as long', () => {
    const story = new Story().hear(69).pass(1).hear(50);
    story.happen({ type: 'snooze', kind: 'urgentLow', minutes: 30, by: 'tray' });
    const { low, urgentLow } = story.state.kinds;
    expect(low.silence?.until).toBe(NOON + 31 * MINUTE);
    expect(urgentLow.silence?.until).toBe(NOON + 31 * MINUTE);
  });

  it.each([0, -5, Number.NaN])('for %d minutes is nothing', (minutes) => {
    const story = new Story().hear(69);
    story.happen({ type: 'snooze', kind: 'low', minutes, by: 'tray' });
    story.happen({ type: 'snoozeAll', scope: 'all', minutes, by: 'tray' });
    expect(story.state.kinds.low.silence).toBeNull();
  });

  it('ahead is for lows and highs, an hour at most, and lasts to its end', () => {
    const story = new Story().hear(200);
    for (const kind of ['urgentLow', 'noData', 'high'] as const)
      story.happen({ type: 'snooze', kind, minutes: 90, by: 'tray' });
    story.hearEachMinute(245, 246, ...eachMinute(20, 150), 245, 246, ...eachMinute(40, 245));
    expect(story.told()).toEqual([
      '+0 high snoozed byUser 200 until +60',
      '+2 high heldBack snoozed 246',
      '+24 high heldBack snoozed 246',
      '+60 high raised aboveLimit 245 ♪',
    ]);
  });

  it('everything is for two hours at most and never for an urgent low', () => {
    const story = new Story().hear(69);
    story.happen({ type: 'snoozeAll', scope: 'all', minutes: 600, by: 'tray' });
    const { kinds } = story.state;
    const ends = new Set(Object.values(kinds).map(({ silence }) => silence?.until ?? null));
    expect([...ends]).toEqual([null, NOON + 120 * MINUTE]);
    expect(kinds.urgentLow.silence).toBeNull();
    story.told();
    story.hearEachMinute(54);
    expect(story.told()).toEqual(['+1 urgentLow raised belowLimit 54 ♪', '+1 low heldBack strongerAlarm 54']);
  });

  it('everything about highs leaves lows to ring', () => {
    const story = new Story().hear(100);
    story.happen({ type: 'snoozeAll', scope: 'highs', minutes: 120, by: 'tray' });
    expect(story.told()).toEqual([
      '+0 high snoozed byUser 100 until +120',
      '+0 urgentHigh snoozed byUser 100 until +120',
    ]);
    story.hearEachMinute(69, 245, 246);
    expect(story.told()).toEqual([
      '+1 low raised belowLimit 69 ♪',
      '+2 low cleared recovered 245',
      '+3 high heldBack snoozed 246',
    ]);
  });

  it('ends early when it is told to, and what still holds rings with the next reading', () => {
    const story = new Story().hear(69);
    story.happen({ type: 'acknowledge', kind: 'low', by: 'tray' });
    story.happen({ type: 'snoozeAll', scope: 'all', minutes: 120, by: 'tray' });
    story.told();
    story.pass(10);
    story.happen({ type: 'endSnooze', by: 'tray' });
    const told = story.told();
    expect(told).toContain('+10 low snoozed byUser 69 until +10');
    expect(told.filter((line) => line.includes('raised'))).toEqual([]);
    expect(Object.values(story.state.kinds).filter(({ silence }) => silence !== null)).toEqual([]);
    story.hearEachMinute(68);
    expect(story.told()).toEqual(['+11 low raised belowLimit 68 ♪']);
  });

  it('ended early does not end what was acknowledged', () => {
    const story = new Story().hear(69);
    story.happen({ type: 'acknowledge', kind: 'low', by: 'tray' });
    story.happen({ type: 'endSnooze', by: 'tray' });
    expect(story.state.kinds.low.silence?.type).toBe('acknowledged');
  });

  it('D2: taken back, it is as if it had never been given: the alarm is on, and rings with the next reading', () => {
    const story = new Story().hear(69);
    story.happen({ type: 'acknowledge', kind: 'low', by: 'window' });
    story.told();
    story.pass(1);
    story.happen({ type: 'undoSilence', kind: 'low', by: 'window' });
    expect(story.told()).toEqual(['+1 low acknowledged byUser 69 until +1']);
    expect(story.state.kinds.low).toMatchObject({ silence: null, raised: NOON });
    story.pass(5);
    story.hearEachMinute(68);
    expect(story.told()).toEqual(['+7 low raised belowLimit 68 ♪']);
  });

  it('D2: what a stronger one took with it is taken back with it; what was silenced before stays', () => {
    const story = new Story().hear(69);
    story.hearEachMinute(54);
    story.happen({ type: 'acknowledge', kind: 'urgentLow', by: 'window' });
    expect(story.state.kinds.low.silence?.type).toBe('acknowledged');
    story.happen({ type: 'undoSilence', kind: 'urgentLow', by: 'window' });
    const { low, urgentLow } = story.state.kinds;
    expect([low.silence, urgentLow.silence]).toEqual([null, null]);

    const other = new Story().hear(60);
    other.happen({ type: 'acknowledge', kind: 'low', by: 'window' });
    other.hearEachMinute(54);
    other.happen({ type: 'acknowledge', kind: 'urgentLow', by: 'window' });
    const before = other.state.kinds.low.silence;
    other.happen({ type: 'undoSilence', kind: 'urgentLow', by: 'window' });
    expect([other.state.kinds.low.silence, other.state.kinds.urgentLow.silence]).toEqual([before, null]);
  });

  it('D2: there is nothing to take back where nothing is silenced', () => {
    const story = new Story().hear(69);
    story.told();
    story.happen({ type: 'undoSilence', kind: 'low', by: 'window' });
    expect(story.told()).toEqual([]);
  });

  it('ahead is broken by what gets worse after it has begun', () => {
    const story = new Story().hear(100);
    story.happen({ type: 'snooze', kind: 'low', minutes: 60, by: 'tray' });
    story.told();
    story.hearEachMinute(69, 60, 59);
    expect(story.told()).toEqual(['+1 low heldBack snoozed 69', '+3 low raised belowLimit 59 ♪']);
  });

  it('is broken by a high that passes the limit of an urgent one', () => {
    const story = new Story().hear(245).hearEachMinute(250);
    story.happen({ type: 'snooze', kind: 'high', minutes: 90, by: 'tray' });
    story.told();
    story.hearEachMinute(290, 300, 300, 300, 301);
    expect(story.told()).toEqual(['+6 high raised aboveLimit 301 ♪']);
  });
});

describe('between the limit and where it is over', () => {
  it('nothing is repeated, and it goes on when it is beyond again', () => {
    const story = new Story().hear(250).hearEachMinute(250, ...eachMinute(35, 230), 245);
    expect(story.told()).toEqual([
      '+1 high raised aboveLimit 250 ♪',
      '+31 high heldBack insideLimit 230',
      '+37 high repeated aboveLimit 245 ♪',
    ]);
  });

  it('nothing rings anew when a silence or a hold has ended', () => {
    const story = new Story().hear(65);
    story.happen({ type: 'acknowledge', kind: 'low', by: 'tray' });
    story.hearEachMinute(...eachMinute(32, 74), 68);
    expect(story.told()).toEqual([
      '+0 low raised belowLimit 65 ♪',
      '+0 low acknowledged byUser 65 until +30',
      '+30 low heldBack insideLimit 74',
      '+33 low raised belowLimit 68 ♪',
    ]);
    const falling = new Story().hear(260, { trend: 2 }).pass(1).hear(260, { trend: 2 });
    falling.hearEachMinute(230, 230);
    expect(falling.told()).toEqual(['+1 high heldBack falling 260', '+2 high heldBack insideLimit 230']);
  });

  it('a low is heard where the urgent one has become quiet', () => {
    const story = new Story().hear(50).hearEachMinute(...eachMinute(7, 57));
    expect(story.told()).toEqual([
      '+0 urgentLow raised belowLimit 50 ♪',
      '+0 low heldBack strongerAlarm 50',
      '+1 low raised belowLimit 57 silent',
      '+1 low heldBack soundedRecently 57',
      '+5 urgentLow heldBack insideLimit 57',
      '+5 low repeated belowLimit 57 ♪',
    ]);
  });
});

describe('quiet hours', () => {
  const rules = {
    high: { ...DEFAULT_RULES.high, quiet: NIGHT },
    low: { ...DEFAULT_RULES.low, quiet: NIGHT },
  };

  it('show without a sound, and the sound follows when they are over', () => {
    const story = new Story(rules, Date.UTC(2026, 10, 20, 5, 30));
    story.offsetSeconds = 3600; // half past six
    story.hear(250).hearEachMinute(...eachMinute(35, 250));
    expect(story.told()).toEqual([
      '+1 high raised aboveLimit 250 silent',
      '+1 high heldBack quietHours 250',
      '+30 high repeated aboveLimit 250 ♪',
    ]);
  });

  it('never hold for an urgent low', () => {
    const story = new Story(rules, Date.UTC(2026, 10, 20, 1)).hear(50);
    expect(story.told()[0]).toBe('+0 urgentLow raised belowLimit 50 ♪');
  });

  it('show the step up of missing data without a sound', () => {
    const quiet = { noData: { ...DEFAULT_RULES.noData, quiet: NIGHT } };
    const story = new Story(quiet, Date.UTC(2026, 10, 20, 1)).hear(110).pass(61);
    expect(story.told()).toEqual([
      '+20 noData raised noNewReading silent',
      '+20 noData heldBack quietHours',
      '+60 noData repeated noNewReading silent',
      '+60 noData heldBack quietHours',
    ]);
  });

  it.each([
    [NIGHT, '21:59', false],
    [NIGHT, '22:00', true],
    [NIGHT, '00:00', true],
    [NIGHT, '06:59', true],
    [NIGHT, '07:00', false],
    [{ from: 780, to: 840 }, '13:30', true],
    [{ from: 780, to: 840 }, '14:00', false],
    [{ from: 780, to: 780 }, '13:00', false],
    [null, '03:00', false],
  ] as const)('%j at %s: %s', (quiet, time, expected) => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    for (const offset of [0, 3600, -18_000, 20_700]) {
      const at = Date.UTC(2026, 10, 20, hours, minutes) - offset * 1000;
      expect(isQuiet(quiet, at, offset)).toBe(expected);
    }
  });

  it('go by the clock on the wall in the night it is set back', () => {
    // 25 October 2026, Berlin: 02:59 summer time is followed by 02:00 winter time.
    const quiet = { from: 150, to: 180 };
    const before = Date.UTC(2026, 9, 25, 0, 45);
    expect(isQuiet(quiet, before, 7200)).toBe(true);
    expect(isQuiet(quiet, before + 30 * MINUTE, 3600)).toBe(false);
    expect(isQuiet(quiet, before + 60 * MINUTE, 3600)).toBe(true);
  });
});

describe('sounds', () => {
  it('about one person are five minutes apart; a step up in priority is heard at once', () => {
    const story = new Story().hear(250).hearEachMinute(250);
    story.pass(1).hear(69).pass(1).hear(54).pass(1).hear(50);
    expect(story.told()).toEqual([
      '+1 high raised aboveLimit 250 ♪',
      '+2 low raised belowLimit 69 ♪',
      '+2 high cleared recovered 69',
      '+3 urgentLow raised belowLimit 54 ♪',
    ]);
  });

  it('of the same priority follow when the five minutes are over', () => {
    const story = new Story().hear(110).pass(22).hear(69);
    story.pass(4);
    expect(story.told()).toEqual([
      '+20 noData raised noNewReading ♪',
      '+22 low raised belowLimit 69 silent',
      '+22 low heldBack soundedRecently 69',
      '+22 noData cleared readingsAreBack',
      '+25 low repeated belowLimit 69 ♪',
    ]);
  });

  it('that come late are no repeats: six of those are still to come', () => {
    const story = new Story().hear(110).pass(22).hear(69);
    story.hearEachMinute(...eachMinute(150, 69));
    const rings = story.told().filter((line) => line.includes('low repeated'));
    expect(rings).toHaveLength(1 + 6);
  });
});

describe('two high readings', () => {
  it('an hour apart say nothing about the time between them', () => {
    const story = new Story().hear(245);
    story.at += 9 * MINUTE;
    story.hear(220);
    story.at += 60 * MINUTE;
    expect(
      story
        .hear(245)
        .told()
        .filter((line) => line.includes('high')),
    ).toEqual([]);
  });
});

describe('missing data', () => {
  it('after an urgent low ends a silence that was there before either', () => {
    const story = new Story().hear(110).pass(5);
    story.happen({ type: 'snoozeAll', scope: 'all', minutes: 120, by: 'tray' });
    story.pass(5).hear(50);
    story.happen({ type: 'acknowledge', kind: 'urgentLow', by: 'tray' });
    story.told();
    expect(story.pass(20).told()).toContain('+30 noData raised noNewReading ♪');
  });

  it('is told where readings keep coming but each is too old to be judged', () => {
    const story = new Story().hear(110);
    for (let minute = 1; minute <= 40; minute += 1) story.pass(1).hear(48, { age: 17 });
    expect(story.told()).toEqual(['+20 noData raised noNewReading ♪']);
    story.pass(1).hear(48, { age: 14 });
    expect(story.told()).toEqual([
      '+41 urgentLow raised belowLimit 48 ♪',
      '+41 low heldBack strongerAlarm 48',
      '+41 noData cleared readingsAreBack',
    ]);
  });

  it('is told where no reading ever came in time to be judged', () => {
    const story = new Story();
    for (let minute = 1; minute <= 30; minute += 1) story.pass(1).hear(48, { age: 17 });
    expect(story.told()).toEqual(['+20 noData raised noNewReading ♪']);
  });

  it('is of high priority at once where the last thing heard was an urgent low', () => {
    const story = new Story().hear(50);
    story.happen({ type: 'acknowledge', kind: 'urgentLow', by: 'tray' });
    story.pass(19);
    story.at += MINUTE;
    const [raised] = story.happen({ type: 'tick' }).filter(({ kind }) => kind === 'noData');
    expect(raised).toMatchObject({ decision: 'raised', priority: 'high', sound: true });
  });

  it('is not told because a start has not had its first answer yet', () => {
    const story = new Story().learn({ askedByAnother: false, answeredAt: NOON });
    story.at += 60 * MINUTE;
    story.learn({ answeredAt: story.at }).hear(110).told();
    story.happen({ type: 'resumed' });
    story.learn({ answeredAt: null });
    expect(story.pass(19).told()).toEqual([]);
    expect(story.pass(1).told()).toEqual(['+80 noData raised noAnswer ♪']);
  });
});

describe('an urgent low that nobody has answered', () => {
  it('R0: rings on when a late reading, the newest there is, shows that it has not got better', () => {
    const story = new Story().hear(40).hearEachMinute(55, 55).pass(17);
    story.told();
    expect(story.hear(40, { age: 16 }).pass(5).told()).toEqual([
      '+19 urgentLow repeated belowLimit 40 ♪',
      '+20 low heldBack strongerAlarm 40',
      '+22 noData raised noNewReading silent',
      '+22 noData heldBack soundedRecently',
      '+24 urgentLow repeated belowLimit 40 ♪',
    ]);
  });

  it('R0: keeps still when a late reading shows the contrary, and missing data rings in its place', () => {
    const story = new Story().hear(40).pass(17);
    story.told();
    expect(story.hear(60, { age: 16 }).pass(4).told()).toEqual([
      '+20 urgentLow heldBack insideLimit 60',
      '+20 noData raised noNewReading ♪',
    ]);
  });

  it('R0: that was answered is not brought back by a late reading', () => {
    const story = new Story().hear(40);
    story.happen({ type: 'acknowledge', kind: 'urgentLow', by: 'window' });
    story.hearEachMinute(55, 55).pass(17).told();
    expect(story.hear(40, { age: 16 }).told()).toEqual([]);
  });
});

describe('a start, a sleep, an outage', () => {
  it('ring for nothing old: the newest reading decides', () => {
    const story = new Story().hear(69);
    story.told();
    story.at += 300 * MINUTE;
    story.happen({ type: 'resumed' });
    story.pass(0.5).hear(120);
    expect(story.told()).toEqual(['+300.5 low cleared recovered 120']);
  });

  it('repeat what still is: better twice than never', () => {
    const story = new Story().hear(54);
    story.told();
    story.at += 300 * MINUTE;
    story.happen({ type: 'resumed' });
    story.pass(0.5).hear(50);
    expect(story.told()).toEqual(['+300.5 urgentLow repeated belowLimit 50 ♪']);
  });

  it('leave a request its time before data is missing', () => {
    const story = new Story().hear(120);
    story.at += 300 * MINUTE;
    story.happen({ type: 'resumed' });
    story.pass(0.5);
    expect(story.told()).toEqual([]);
    story.happen({ type: 'asked' });
    expect(story.told()).toEqual(['+300.5 noData raised noNewReading ♪']);
  });

  it('D1: a first request that fails leaves them the rest of their minute', () => {
    const story = new Story().learn({ askedByAnother: false, answeredAt: NOON }).hear(120);
    story.at += 300 * MINUTE;
    story.happen({ type: 'resumed' });
    story.happen({ type: 'asked' });
    story.pass(0.5).happen({ type: 'asked' });
    expect(story.told()).toEqual([]);
    expect(story.pass(1).told()).toEqual(['+301 noData raised noAnswer ♪']);
  });

  it('D1: the first answer ends it, whether it brings a reading or not', () => {
    const story = new Story().learn({ askedByAnother: false, answeredAt: NOON }).hear(120);
    story.at += 300 * MINUTE;
    story.happen({ type: 'resumed' });
    story.happen({ type: 'asked' });
    story.pass(0.5).learn({ answeredAt: story.at }).happen({ type: 'asked' });
    expect(story.told()).toEqual(['+300.5 noData raised noNewReading ♪']);
  });

  it('D1: do not make somebody new wait a minute: the answer that brought them came a moment before', () => {
    const story = new Story().learn({ askedByAnother: false, answeredAt: NOON });
    story.at += 40;
    story.happen({ type: 'resumed' });
    story.hear(120, { age: 26 }).happen({ type: 'asked' });
    expect(story.told().map((line) => line.replace(/^\S+ /, ''))).toEqual(['noData raised noNewReading ♪']);
  });

  it('D1: tell nothing of a sensor before an answer: it may run on', () => {
    const story = new Story().learn({ askedByAnother: false, answeredAt: NOON }).hear(120);
    story.at += 10 * MINUTE;
    story.happen({ type: 'resumed' });
    story.learn({ sensor: { cause: 'sensorEnded', until: null } }).happen({ type: 'asked' });
    expect(story.pass(0.5).told()).toEqual([]);
    story.learn({ answeredAt: story.at, sensor: null }).hear(120).happen({ type: 'asked' });
    expect(story.pass(5).told()).toEqual([]);
  });

  it('D1: tell of a sensor that has ended once the answer says so, and not again', () => {
    const story = new Story().learn({ sensor: { cause: 'sensorEnded', until: null } });
    expect(story.told()).toEqual(['+0 sensor raised sensorEnded ♪']);
    story.happen({ type: 'resumed' });
    story
      .learn({ sensor: null })
      .pass(0.5)
      .learn({ sensor: { cause: 'sensorEnded', until: null } });
    expect(story.pass(5).told()).toEqual([]);
  });

  it('but only a minute of it', () => {
    const story = new Story().hear(120);
    story.at += 300 * MINUTE;
    story.happen({ type: 'resumed' });
    expect(story.pass(2).told()).toEqual(['+301 noData raised noNewReading ♪']);
  });

  it('tell once what was missed, the worst of it, without a sound', () => {
    const story = new Story();
    const at = (minutes: number) => NOON - minutes * MINUTE;
    const reading = (minutes: number, mgdl: number) => ({
      measuredAt: at(minutes),
      mgdl,
      trend: null,
      offScale: null,
    });
    const readings = [reading(90, 300), reading(60, 68), reading(50, 52), reading(45, 54), reading(30, 120)];
    const [decision, ...others] = story.happen({ type: 'missed', from: at(100), to: at(10), readings });
    expect(others).toEqual([]);
    expect(decision).toMatchObject({
      kind: 'urgentLow',
      decision: 'heldBack',
      reason: 'missed',
      mgdl: 52,
      measuredAt: at(50),
      since: at(100),
      until: at(10),
      sound: false,
    });
    expect(story.happen({ type: 'missed', from: at(100), to: at(10), readings: [reading(30, 120)] })).toEqual(
      [],
    );
  });
});

describe('a sensor that warms up', () => {
  const warmUp = (story: Story, minutes: number): Story =>
    story.learn({ sensor: { cause: 'sensorWarmingUp', until: story.at + minutes * MINUTE } });

  it('and has a reading is expected to have more', () => {
    const story = warmUp(new Story().hear(110), 60).pass(30).hear(112).learn({ sensor: null });
    expect(story.pass(21).told().at(-1)).toBe('+50 noData raised noNewReading ♪');
  });

  it('ends what was missed', () => {
    const story = warmUp(new Story().hear(110).pass(30), 60).pass(1);
    expect(story.told()).toEqual([
      '+20 noData raised noNewReading ♪',
      '+30 noData cleared readingsNotExpected',
      '+30 sensor raised sensorWarmingUp ♪',
    ]);
  });

  it('for days is not believed', () => {
    expect(
      warmUp(new Story().hear(110), 2 * 1440)
        .pass(21)
        .told()
        .at(-1),
    ).toBe('+20 noData raised noNewReading ♪');
  });
});

describe('a clock that is set', () => {
  it('back makes no silence longer and no gap between sounds', () => {
    const story = new Story().hear(69);
    story.happen({ type: 'snooze', kind: 'low', minutes: 30, by: 'tray' });
    story.pass(10);
    story.at -= 180 * MINUTE;
    story.happen({ type: 'tick' });
    expect(story.state.kinds.low.silence?.until).toBe(story.at + 20 * MINUTE);
    expect(story.state.sound?.at).toBe(story.at - 10 * MINUTE);
  });

  it('back after a reading from its future does not shut out those that follow', () => {
    const story = new Story();
    story.at += 180 * MINUTE; // three hours fast, and the phone likewise
    story.hear(110);
    story.at -= 180 * MINUTE;
    story.happen({ type: 'tick' });
    story.told();
    story.hearEachMinute(54);
    expect(story.told()[0]).toBe('+1 urgentLow raised belowLimit 54 ♪');
  });

  it('R4: forward for a moment makes no data missing, and nothing ring sooner', () => {
    const story = new Story().hear(50);
    story.hearEachMinute(50, 50).told();
    for (const leap of [60, 525_600]) {
      story.at += leap * MINUTE;
      story.happen({ type: 'resumed' });
      story.at -= leap * MINUTE;
      story.learn({}).happen({ type: 'asked' });
    }
    story.hearEachMinute(50, 50, 50);
    expect(story.told()).toEqual(['+5 urgentLow repeated belowLimit 50 ♪']);
  });

  it('R4: forward and half the way back, which is a sleep with a clock that is set after it', () => {
    const story = new Story().hear(69);
    story.happen({ type: 'snooze', kind: 'low', minutes: 60, by: 'tray' });
    story.at += 40 * MINUTE;
    story.happen({ type: 'resumed' });
    story.at -= 20 * MINUTE;
    story.happen({ type: 'tick' });
    const { sound, kinds, leap } = story.state;
    expect([sound?.at, kinds.low.raised, leap]).toEqual([NOON, NOON, { from: NOON, to: NOON + 20 * MINUTE }]);
    // Of a silence nobody can tell; it may only become shorter.
    expect(kinds.low.silence?.until).toBe(NOON + 40 * MINUTE);
    story.at -= 30 * MINUTE;
    story.happen({ type: 'tick' });
    expect([story.state.sound?.at, story.state.leap]).toEqual([NOON - 10 * MINUTE, null]);
  });

  it('R4: that is wrong is told once, also where it is wrong otherwise', () => {
    const story = new Story().hear(110).learn({ impaired: 'clockWrong' }).pass(2);
    expect(story.told()).toEqual(['+1 impaired raised clockWrong ♪']);
    story.at += 525_600 * MINUTE;
    story.happen({ type: 'resumed' });
    // Nobody knows now.
    story.learn({ impaired: null });
    story.at -= 525_600 * MINUTE;
    story.learn({ impaired: 'clockWrong' }).happen({ type: 'asked' });
    expect(story.pass(2).told()).toEqual([]);
    story.learn({ impaired: null });
    expect(story.told()).toEqual(['+4 impaired cleared causeGone']);
  });

  it('forward makes readings old, never current', () => {
    const story = new Story().hear(110);
    story.at += 180 * MINUTE;
    story.hear(50, { age: 179 });
    expect(story.told()).toEqual(['+180 noData raised noNewReading ♪']);
  });
});

describe('changed settings', () => {
  it('switch an alarm off and with it what it had begun', () => {
    const story = new Story().hear(250).hearEachMinute(250);
    story.told();
    story.rules = { ...story.rules, high: { ...story.rules.high, on: false } };
    story.happen({ type: 'settings' });
    story.hearEachMinute(260, 260);
    expect(story.told()).toEqual(['+1 high cleared switchedOff 250']);
  });

  it('count from the next reading on', () => {
    const story = new Story().hear(75);
    story.rules = { ...story.rules, low: { ...story.rules.low, limit: 80 } };
    story.happen({ type: 'settings' });
    expect(story.pass(0.5).told()).toEqual([]);
    story.hearEachMinute(75);
    expect(story.told()).toEqual(['+1.5 low raised belowLimit 75 ♪']);
  });
});

describe('somebody the account no longer lists', () => {
  it('is missed, but not for ever', () => {
    const story = new Story().hear(110).learn({ gone: true });
    expect(story.pass(21).told()).toEqual(['+20 noData raised noNewReading ♪']);
    story.happen({ type: 'acknowledge', kind: 'noData', by: 'tray' });
    story.at += 25 * 60 * MINUTE;
    story.happen({ type: 'tick' });
    expect(story.told().at(-1)).toBe('+1521 noData heldBack noLongerShared');
  });
});
