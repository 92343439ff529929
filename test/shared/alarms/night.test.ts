import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES, overlap, ruleFaults, type AlarmRules } from '../../../src/shared/alarms/rules.ts';
import { Story } from './story.ts';

const MINUTE = 60_000;
const NIGHT = { from: 22 * 60, to: 7 * 60 };
const RULES: AlarmRules = { ...DEFAULT_RULES, low: { ...DEFAULT_RULES.low, night: NIGHT } };
/** 20 Nov 2026, in UTC, which is the local time of these stories. */
const at = (hour: number, minute = 0): number => Date.UTC(2026, 10, 20, hour, minute);

const still = (minutes: number, mgdl: number): number[] => Array.from({ length: minutes }, () => mgdl);

describe('D17: a low in its night hours', () => {
  it('rings as often as an urgent one, for as long as nobody answers', () => {
    const story = new Story(RULES, at(3)).hear(66).hearEachMinute(...still(21, 66));
    expect(story.told()).toEqual([
      '+0 low raised belowLimit 66 ♪',
      '+5 low repeated belowLimit 66 ♪',
      '+10 low repeated belowLimit 66 ♪',
      '+15 low repeated belowLimit 66 ♪',
      '+20 low repeated belowLimit 66 ♪',
    ]);
    story.hearEachMinute(...still(120, 66));
    expect(story.told()).toHaveLength(24);
  });

  it('has the priority of an urgent one, and so its sound and the alarm window at once', () => {
    const priorities = (rules: AlarmRules, hour: number) =>
      new Story(rules, at(hour)).happen({
        type: 'reading',
        reading: { measuredAt: at(hour), mgdl: 66, trend: 3, offScale: null },
      });
    expect(priorities(RULES, 3)).toMatchObject([{ kind: 'low', priority: 'high', sound: true }]);
    expect(priorities(RULES, 12)).toMatchObject([{ kind: 'low', priority: 'medium', sound: true }]);
    // Off until somebody said yes.
    expect(priorities(DEFAULT_RULES, 3)).toMatchObject([{ kind: 'low', priority: 'medium', sound: true }]);
  });

  it('goes on ringing when nothing newer is heard', () => {
    const story = new Story(RULES, at(3)).hear(66).pass(19);
    expect(story.told()).toEqual([
      '+0 low raised belowLimit 66 ♪',
      '+5 low repeated belowLimit 66 ♪',
      '+10 low repeated belowLimit 66 ♪',
      '+15 low repeated belowLimit 66 ♪',
    ]);
  });

  it('and silence after it are a matter of high priority at once', () => {
    const story = new Story(RULES, at(3)).hear(66);
    story.happen({ type: 'acknowledge', kind: 'low', by: 'tray' });
    const decisions = [];
    for (let half = 0; half < 42; half += 1) {
      story.at += MINUTE / 2;
      decisions.push(...story.happen({ type: 'tick' }));
    }
    expect(decisions.find(({ kind }) => kind === 'noData')).toMatchObject({
      decision: 'raised',
      priority: 'high',
    });
  });

  it('keeps the silences of a low', () => {
    const story = new Story(RULES, at(3)).hear(66);
    story.happen({ type: 'acknowledge', kind: 'low', by: 'window' });
    story.hearEachMinute(...still(31, 66));
    expect(story.told()).toEqual([
      '+0 low raised belowLimit 66 ♪',
      '+0 low acknowledged byUser 66 until +30',
      '+30 low raised belowLimit 66 ♪',
    ]);
    story.happen({ type: 'snooze', kind: 'low', minutes: 600, by: 'window' });
    expect(story.told()).toEqual(['+31 low snoozed byUser 66 until +91']);
    // Unlike an urgent low it is covered by "everything".
    story.happen({ type: 'endSnooze', by: 'window' });
    story.happen({ type: 'snoozeAll', scope: 'all', minutes: 60, by: 'window' });
    expect(story.state.kinds.low.silence?.type).toBe('snoozed');
  });

  it('is heard although another alarm just sounded, and an urgent one although it did', () => {
    const story = new Story(RULES, at(3)).hear(110).learn({ impaired: null }).pass(21);
    expect(story.told().at(-1)).toBe('+20 noData raised noNewReading ♪');
    story.hear(66).pass(1).hear(50).pass(1);
    expect(story.told()).toEqual([
      '+21 low raised belowLimit 66 ♪',
      '+21 noData cleared readingsAreBack',
      '+22 urgentLow raised belowLimit 50 ♪',
    ]);
  });

  it('that began by day rings anew when the night begins, unless somebody knows of it', () => {
    const evening = () => new Story(RULES, at(21, 54)).hear(66).hearEachMinute(...still(3, 66));
    const unanswered = evening().hearEachMinute(...still(9, 66));
    expect(unanswered.told()).toEqual([
      '+0 low raised belowLimit 66 ♪',
      '+6 low repeated belowLimit 66 ♪',
      '+11 low repeated belowLimit 66 ♪',
    ]);
    const answered = evening();
    answered.happen({ type: 'acknowledge', kind: 'low', by: 'tray' });
    expect(
      answered
        .hearEachMinute(...still(9, 66))
        .told()
        .slice(1),
    ).toEqual(['+3 low acknowledged byUser 66 until +33']);
  });

  it('has its old manners again when the night is over', () => {
    const story = new Story(RULES, at(6, 51)).hear(66).hearEachMinute(...still(40, 66));
    expect(story.told()).toEqual([
      '+0 low raised belowLimit 66 ♪',
      '+5 low repeated belowLimit 66 ♪',
      '+20 low repeated belowLimit 66 ♪',
      '+35 low repeated belowLimit 66 ♪',
    ]);
  });

  it('keeps still on its way up where that is wished', () => {
    const rules = { ...RULES, low: { ...RULES.low, holdWhileRising: true } };
    const story = new Story(rules, at(3)).hear(56).pass(4.5).hear(68, { trend: 5 }).pass(1);
    expect(story.told()).toEqual(['+0 low raised belowLimit 56 ♪', '+5 low heldBack rising 68']);
  });
});

describe('night hours and quiet hours', () => {
  it.each([
    [NIGHT, null, false],
    [null, NIGHT, false],
    [NIGHT, { from: 7 * 60, to: 22 * 60 }, false],
    [NIGHT, { from: 6 * 60 + 59, to: 8 * 60 }, true],
    [NIGHT, { from: 12 * 60, to: 22 * 60 + 1 }, true],
    [NIGHT, { from: 2 * 60, to: 3 * 60 }, true],
    [{ from: 2 * 60, to: 3 * 60 }, NIGHT, true],
    [NIGHT, NIGHT, true],
    [NIGHT, { from: 120, to: 120 }, false],
  ])('%o and %o', (night, quiet, overlaps) => {
    expect(overlap(night, quiet)).toBe(overlaps);
    expect(overlap(quiet, night)).toBe(overlaps);
    const faults = ruleFaults({ ...DEFAULT_RULES, low: { ...DEFAULT_RULES.low, night, quiet } });
    expect(faults.map(({ kind, hours }) => [kind, hours])).toEqual(
      overlaps ? [['low', { night, quiet }]] : [],
    );
  });
});
