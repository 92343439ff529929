import { describe, expect, it } from 'vitest';
import { LANGUAGE_TAGS } from '../../../src/shared/messages/catalogue.generated.ts';
import { speakAs, speech } from '../../../src/shared/messages/speech.ts';
import { problem } from '../../../src/shared/problems.ts';
import type { ShownAlarm } from '../../../src/shared/alarms/shown-alarm.ts';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import { statusClasses } from '../../../src/shared/status/formats/classes.ts';
import { STATUS_FORMATS, statusText } from '../../../src/shared/status/formats/formats.ts';
import { statusOf, type Known, type Status } from '../../../src/shared/status/status.ts';
import fc from '../../support/seeds.ts';
import { readExposition } from './exposition.ts';
import { known, MINUTE, NOW, personState, readingOf } from './people.ts';

const VERSION = '0.1.0';
const status = (minutes: number, reading: Partial<Reading> = {}, changes: Partial<Known> = {}): Status =>
  statusOf(known([personState(readingOf(minutes, reading))], changes));
const plain = (one: Status) => statusText('plain', one, VERSION);
const waybar = (one: Status) =>
  JSON.parse(statusText('waybar', one, VERSION)) as Record<'text' | 'alt' | 'tooltip', string> & {
    class: string[];
  };
const i3status = (one: Status) =>
  JSON.parse(statusText('i3status-rs', one, VERSION)) as Record<string, string>;
const xbar = (one: Status) => statusText('xbar', one, VERSION).split('\n');
const prometheus = (one: Status) => readExposition(`${statusText('prometheus', one, VERSION)}\n`);

const ringing: ShownAlarm = {
  patientId: 'ada',
  name: 'Ada Lovelace',
  unit: 'mgdl',
  kind: 'urgentLow',
  phase: 'active',
  priority: 'high',
  cause: 'belowLimit',
  since: NOW,
  until: null,
  mgdl: 50,
  measuredAt: NOW,
};
const silent = (minutes: number) => ({ code: 'notWatching', since: NOW - minutes * MINUTE }) as const;

describe('a plain line', () => {
  it.each<[Status, string]>([
    [status(1, { trend: 4 }), '133 mg/dL ↗ +3 · 1 min ago · in range'],
    [status(0.5), '133 mg/dL → +3 · under 1 min ago · in range'],
    [status(1, { mgdl: 60, trend: 1 }), '60 mg/dL ↓ +3 · 1 min ago · low'],
    [status(7, { trend: 5 }), '133 mg/dL ↑ +3 · 7 min ago · in range'],
    [status(12, { trend: 5 }), '133 mg/dL · 12 min ago · in range'],
    [status(17, { trend: 5 }), '17 min ago · 133 mg/dL · no longer current'],
    [status(1, { offScale: 'HI', mgdl: 500 }), 'HI (over 500 mg/dL) → · 1 min ago · high'],
  ])('%#: is as the tooltip of the tray has it', (one, line) => expect(plain(one)).toBe(line));

  it('has no number from twenty minutes on, and says since when', () => {
    const line = plain(statusOf({ ...known([personState(readingOf(21))]), now: NOW }));
    expect(line).toMatch(/^no data since /);
    expect(line).not.toContain('133');
  });

  it('says that nobody watches, and since when', () => {
    const nobody = { way: silent(2), polledBy: null };
    expect(plain(status(1, {}, nobody))).toMatch(/· in range · not watching since /);
    expect(plain(status(1, {}, { ...nobody, way: { code: 'notWatching', since: null } }))).toMatch(
      /· not watching$/,
    );
    expect(plain(statusOf(known([], nobody)))).toMatch(/^no reading to show · not watching since /);
  });

  it('names what rings, what is quiet and what is broken', () => {
    expect(plain(status(1, { mgdl: 50 }, { alarms: [ringing] }))).toMatch(/· low · urgent low alarm$/);
    const quiet: ShownAlarm = { ...ringing, phase: 'snoozed', until: NOW + 15 * MINUTE };
    expect(plain(status(1, {}, { alarms: [quiet] }))).toMatch(/· quiet until /);
    const way = { code: 'problem', problem: problem('nameNotFound', { host: 'api.libreview.io' }) } as const;
    expect(plain(status(1, {}, { way }))).toMatch(/· in range · .*api\.libreview\.io/);
  });

  it('is in mmol/L where that is asked for', () => {
    expect(plain(statusOf(known([personState(readingOf(1))]), null, 'mmol'))).toBe(
      '7.4 mmol/L → +0.2 · 1 min ago · in range',
    );
  });

  it('names whose value it is where several are followed', () => {
    const ben = personState(readingOf(1, { patientId: 'ben' }), { patientId: 'ben', firstName: 'Ben' });
    expect(plain(statusOf(known([personState(readingOf(1)), ben]), 'ben'))).toMatch(/^Ben 133 mg\/dL/);
  });
});

describe('a line for Waybar', () => {
  it.each<[Status, Partial<ReturnType<typeof waybar>>]>([
    [status(1, { trend: 4 }), { text: '133 ↗ +3', alt: 'in-range', class: ['current', 'in-range'] }],
    [status(1, { mgdl: 62 }), { text: '62 → +3', alt: 'low', class: ['current', 'low'] }],
    [status(1, { mgdl: 50 }), { text: '50 → +3', alt: 'urgent-low', class: ['current', 'urgent-low'] }],
    [status(7, { mgdl: 250 }), { text: '250 → +3 · 7 min', alt: 'high', class: ['delayed', 'high'] }],
    [status(17), { text: '17 min · 133', alt: 'stale', class: ['stale'] }],
    [statusOf(known([])), { text: 'no reading to show', alt: 'no-data', class: ['old', 'no-data'] }],
  ])('%#: has text, words and classes', (one, expected) => expect(waybar(one)).toMatchObject(expected));

  it('has no number of what is old, and says that nobody watches', () => {
    const one = waybar(status(30, {}, { way: silent(9), polledBy: null }));
    expect(one.text).toMatch(/^no data since .* · not watching since /);
    expect(one.class).toEqual(['old', 'no-data', 'not-watching']);
    expect(`${one.text}${one.tooltip}`).not.toContain('133');
    expect(one.tooltip).toContain('Nobody has been watching since');
  });

  it('is markup that no name breaks', () => {
    const people = [
      personState(readingOf(1), { firstName: '<b>&Co', lastName: '' }),
      personState(null, { patientId: 'ben', firstName: 'Ben' }),
    ];
    const one = waybar(statusOf(known(people), 'ada'));
    expect(one.text).toMatch(/^&lt;b&gt;&amp;Co 133/);
    expect(`${one.text}${one.tooltip}`).not.toMatch(/<|&(?!amp;|lt;|gt;)/);
  });
});

describe('a line for i3status-rust', () => {
  it.each<[Status, string]>([
    [status(1), 'Good'],
    [status(1, { mgdl: 62 }), 'Warning'],
    [status(1, { mgdl: 50 }), 'Critical'],
    [status(17, { mgdl: 50 }), 'Warning'],
    [status(30), 'Warning'],
    [status(1, {}, { way: silent(9) }), 'Warning'],
    [status(1, {}, { alarms: [ringing] }), 'Critical'],
    [statusOf(known([])), 'Idle'],
  ])('%#: is in a state that it knows', (one, state) =>
    expect(i3status(one)).toMatchObject({ icon: '', state, text: expect.any(String) as string }),
  );
});

describe('what an xbar plugin prints', () => {
  it('is a text, a menu and no parameter that a name could bring', () => {
    const lines = xbar(
      statusOf(known([personState(readingOf(1, { mgdl: 50 }), { lastName: '| bash=/bin/x' })])),
    );
    expect(lines[0]).toMatch(/^50 → \+3 \| color=#[0-9a-f]{6},#[0-9a-f]{6}$/);
    expect(lines[1]).toBe('---');
    expect(lines.at(-1)).toBe('Refresh | refresh=true');
    expect(lines.slice(2, -1).join('\n')).not.toContain('|');
  });
});

describe('gauges for Prometheus', () => {
  it('are of a person by number, and of the program', () => {
    const { samples, types } = prometheus(status(1, { trend: 4 }));
    expect(samples).toEqual({
      'glucoglance_glucose_mg_per_dl{person="1"}': 133,
      'glucoglance_reading_timestamp_seconds{person="1"}': (NOW - MINUTE) / 1000,
      'glucoglance_trend_arrow{person="1"}': 4,
      'glucoglance_delta_mg_per_dl{person="1"}': 3,
      'glucoglance_target_low_mg_per_dl{person="1"}': 70,
      'glucoglance_target_high_mg_per_dl{person="1"}': 180,
      ...Object.fromEntries(
        ['urgentLow', 'low', 'urgentHigh', 'noData', 'fastFall', 'impaired', 'high', 'sensor'].map((kind) => [
          `glucoglance_alarm_active{person="1",kind="${kind}"}`,
          0,
        ]),
      ),
      glucoglance_up: 1,
      'glucoglance_build_info{version="0.1.0"}': 1,
    });
    expect(new Set(Object.values(types))).toEqual(new Set(['gauge']));
  });

  it.each([14.9, 15, 20, 21, 600])('have no sample of a value %d min old unless it is fresh', (minutes) => {
    const { samples } = prometheus(status(minutes));
    expect('glucoglance_glucose_mg_per_dl{person="1"}' in samples).toBe(minutes < 15);
    expect(samples['glucoglance_reading_timestamp_seconds{person="1"}']).toBe(
      (NOW - minutes * MINUTE) / 1000,
    );
  });

  it('say that nobody watches', () => {
    expect(prometheus(status(1, {}, { way: silent(2), polledBy: null })).samples['glucoglance_up']).toBe(0);
    expect(prometheus(statusOf(known([], { polledBy: null }))).samples['glucoglance_up']).toBe(0);
  });
});

describe('every format, in every language', () => {
  const any = fc.record({
    minutes: fc.integer({ min: 21, max: 100_000 }),
    mgdl: fc.integer({ min: 40, max: 500 }),
    format: fc.constantFrom(...STATUS_FORMATS),
    language: fc.constantFrom(...LANGUAGE_TAGS),
  });

  it('has no value of what is old', () => {
    const before = speech();
    fc.assert(
      fc.property(any, ({ minutes, mgdl, format, language }) => {
        speakAs(() => ({ language, locale: `${language}-DE`, clock: null }));
        // A value that no time, date or age has, with its range of ages and limits.
        const one = status(minutes, { mgdl });
        const other = status(minutes, { mgdl: mgdl === 40 ? 41 : mgdl - 1 });
        expect(statusText(format, one, VERSION)).toBe(statusText(format, other, VERSION));
      }),
    );
    speakAs(() => before);
  });

  it('of the demo begins with DEMO, or says it where a line cannot', () => {
    const one = status(1, {}, { demo: true });
    expect(plain(one)).toMatch(/^DEMO 133/);
    expect(waybar(one).text).toMatch(/^DEMO 133/);
    expect(waybar(one).tooltip).toMatch(/^DEMO 133/);
    expect(waybar(one).class).toContain('demo');
    expect(i3status(one)['text']).toMatch(/^DEMO 133/);
    expect(xbar(one)[0]).toMatch(/^DEMO 133/);
    expect(statusText('prometheus', one, VERSION)).toMatch(/^# DEMO /);
    expect(statusText('json', one, VERSION)).toContain('DEMO ');
  });

  it('has classes that are English words', () => {
    const classes = statusClasses(
      status(1, { mgdl: 300 }, { demo: true, alarms: [ringing], way: silent(2), polledBy: null }),
    );
    expect(classes).toEqual(['current', 'high', 'alarm', 'not-watching', 'demo']);
  });
});
