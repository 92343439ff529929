import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES } from '../../../src/shared/alarms/rules.ts';
import { HOUR } from '../../../src/shared/time.ts';
import { NOON } from '../../support/readings.ts';
import { Story } from './story.ts';

const kinds = (story: Story, kind: string): string[] => story.told().filter((line) => line.includes(kind));

describe('missing data', () => {
  it('is of nobody whose readings are not expected, and ends where they no longer are', () => {
    expect(new Story().learn({ expectsReadings: false }).pass(30).told()).toEqual([]);
    const story = new Story().hear(110).pass(20);
    story.told();
    expect(story.learn({ expectsReadings: false }).told()).toEqual([
      '+20 noData cleared readingsNotExpected',
    ]);
    expect(story.pass(30).told()).toEqual([]);
  });

  it('has the cause of now, without being told anew', () => {
    const story = new Story().learn({ askedByAnother: false, answeredAt: null }).hear(110);
    story.pass(18).learn({ answeredAt: story.at }).pass(2);
    expect(story.state.kinds.noData.cause).toBe('noNewReading');
    story.told();
    story.pass(4);
    expect(story.state.kinds.noData.cause).toBe('noAnswer');
    expect(story.told()).toEqual([]);
  });

  it('is over with a reading that can be judged, however long the user wants to wait', () => {
    const rules = { noData: { ...DEFAULT_RULES.noData, minutes: 60 } };
    const story = new Story(rules).hear(110).pass(60);
    expect(story.told()).toEqual(['+60 noData raised noNewReading ♪']);
    expect(story.hear(110, { age: 14 }).told()).toEqual(['+60 noData cleared readingsAreBack']);
  });
});

describe('what keeps the program from its job', () => {
  it('is told at once where a person has to act, after a minute where it may pass', () => {
    expect(kinds(new Story().learn({ impaired: 'signInNeeded' }), 'impaired')).toHaveLength(1);
    const story = new Story().learn({ impaired: 'storageFailed' }).pass(0.5);
    expect(story.told()).toEqual([]);
    expect(story.pass(0.5).told()).toEqual(['+1 impaired raised storageFailed ♪']);
  });

  it('is forgotten where it passed within the minute', () => {
    const story = new Story()
      .learn({ impaired: 'storageFailed' })
      .pass(0.5)
      .learn({ impaired: null })
      .pass(5);
    expect(story.learn({ impaired: 'storageFailed' }).pass(0.5).told()).toEqual([]);
  });

  it('is told anew for a graver cause, silenced or not, and not for a lesser one', () => {
    const story = new Story().learn({ impaired: 'updateRequired' });
    story.happen({ type: 'acknowledge', kind: 'impaired', by: 'tray' });
    story.pass(6).told();
    expect(story.learn({ impaired: 'notificationsFailed' }).told()).toEqual([]);
    expect(story.learn({ impaired: 'signInNeeded' }).told()).toEqual(['+6 impaired raised signInNeeded ♪']);
    expect(story.learn({ impaired: null }).told()).toEqual(['+6 impaired cleared causeGone']);
  });

  it('is shown, and never heard from 21 to 8, where it is a backup that fails', () => {
    const facts = { impaired: 'backupFailed', expectsReadings: false } as const;
    const story = new Story({}, NOON + 9 * HOUR).learn(facts);
    expect(kinds(story, 'impaired')).toEqual([
      '+0 impaired raised backupFailed silent',
      '+0 impaired heldBack quietHours',
    ]);
    expect(kinds(story.pass(11 * 60 - 1), 'impaired').filter((line) => line.includes('♪'))).toEqual([]);
    expect(kinds(story.pass(1), 'impaired')).toEqual(['+660 impaired repeated backupFailed ♪']);
    // What else keeps the program from its job is heard at any hour.
    expect(new Story({}, NOON + 9 * HOUR).learn({ impaired: 'signInNeeded' }).told()).toEqual([
      '+0 impaired raised signInNeeded ♪',
    ]);
  });
});

describe('the sensor', () => {
  it('has each new thing told once, also where the one before was silenced', () => {
    const story = new Story().hear(110).learn({ sensor: { cause: 'sensorEndsSoon', until: null } });
    story.happen({ type: 'acknowledge', kind: 'sensor', by: 'tray' });
    story.pass(6).told();
    story.learn({ sensor: { cause: 'sensorEnded', until: null } });
    expect(story.told()).toEqual(['+6 sensor raised sensorEnded ♪']);
    story.learn({ sensor: { cause: 'sensorEnded', until: null } }).pass(5);
    expect(kinds(story, 'sensor')).toEqual([]);
    expect(story.learn({ sensor: null }).told()).toEqual(['+11 sensor cleared causeGone']);
  });
});
