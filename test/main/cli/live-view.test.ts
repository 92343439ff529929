import { describe, expect, it } from 'vitest';
import stringWidth from 'string-width';
import { hasColour, LiveTerminal, wrapped } from '../../../src/main/cli/live-terminal.ts';
import { fitted, liveLines, sparkline } from '../../../src/main/cli/live-view.ts';
import type { AppState, PersonState } from '../../../src/shared/state/app-state.ts';
import type { Reading } from '../../../src/shared/glucose/reading.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const MINUTE = 60_000;

function reading(minutesAgo: number, mgdl: number, changes: Partial<Reading> = {}): Reading {
  return {
    patientId: 'p',
    measuredAt: NOW - minutesAgo * MINUTE,
    mgdl,
    offScale: null,
    trend: 3,
    color: 1,
    utcOffsetSeconds: 0,
    sensorSerial: null,
    target: { low: 70, high: 180 },
    source: 'live',
    ...changes,
  };
}

function person(latest: Reading | null, recent: Reading[] = []): PersonState {
  return {
    person: { patientId: 'p', firstName: 'Ada', lastName: '' },
    unit: 'mmol',
    target: { low: 70, high: 180 },
    reading: latest,
    recent,
    link: { code: 'ok' },
  };
}

function state(...people: PersonState[]): AppState {
  return {
    sequence: 1,
    link: { code: 'ok' },
    since: NOW,
    people,
    nextPollAt: NOW + 42_000,
    pollReason: 'readingDue',
    lastAnswerAt: NOW,
    storage: null,
    polledBy: null,
  };
}

const lineOf = (one: PersonState) => liveLines(state(one), NOW, () => 'mmol')[0]!;
const textOf = (one: PersonState) =>
  lineOf(one)
    .map(({ text }) => text)
    .join('')
    .trimEnd();
const styleOf = (one: PersonState, text: string) => lineOf(one).find((piece) => piece.text === text)?.style;

describe('a person’s line', () => {
  it.each([
    ['current', reading(1, 133), 'Ada  7.4 mmol/L →  in range, 1 min'],
    ['with its change', reading(1, 133), 'Ada  7.4 mmol/L → +0.5  in range, 1 min', [reading(6, 124)]],
    ['falling', reading(1, 120, { trend: 2 }), 'Ada  6.7 mmol/L ↘ −0.7  in range, 1 min', [reading(6, 133)]],
    ['without a trend', reading(1, 133, { trend: null }), 'Ada  7.4 mmol/L   in range, 1 min'],
    ['off the scale', reading(1, 500, { offScale: 'HI', trend: null }), 'Ada  HI mmol/L   high, 1 min'],
    ['delayed', reading(7, 133), 'Ada  7.4 mmol/L →  in range, 7 min'],
    ['delayed by ten minutes, without its arrow', reading(11, 133), 'Ada  7.4 mmol/L   in range, 11 min'],
    ['stale', reading(17, 133), 'Ada  7.4 mmol/L   in range, 17 min'],
  ] as const)('%s', (_, latest, expected, recent: readonly Reading[] = []) => {
    expect(textOf(person(latest, [...recent]))).toMatch(expected);
  });

  it('never shows an old value', () => {
    expect(textOf(person(reading(25, 133)))).toMatch(
      /^Ada {2}--- {2}no data since \d\d:\d\d:\d\d$|no data since \d{4}-/,
    );
    expect(textOf(person(null))).toBe('Ada  none yet');
  });

  it('is coloured by range, dimmed with age, then struck out', () => {
    expect(styleOf(person(reading(1, 133)), '7.4')).toBe('in_range');
    expect(styleOf(person(reading(1, 60)), '3.3')).toBe('low');
    expect(styleOf(person(reading(1, 200)), '11.1')).toBe('high');
    expect(styleOf(person(reading(11, 133)), '7.4')).toBe('dim');
    expect(styleOf(person(reading(17, 133)), '7.4')).toBe('struck');
  });
});

describe('the state’s line', () => {
  const last = (one: AppState) =>
    liveLines(one, NOW, () => 'mmol')
      .at(-1)!
      .map(({ text }) => text)
      .join('');
  it('says how it stands and when it asks next', () => {
    expect(last(state())).toBe('Connected; readings are coming in. (next poll in 42 s)');
    expect(last({ ...state(), polledBy: 12, nextPollAt: null })).toContain('(process 12 polls)');
    const link = { code: 'problem', problem: { code: 'credentialsRejected', params: {} } } as const;
    expect(last({ ...state(), link, nextPollAt: null, pollReason: 'waitingForUser' })).toMatch(
      /^LibreLinkUp refused .* \(waiting for you\)$/,
    );
  });
});

describe('a narrow terminal', () => {
  it('gets a long sentence in rows, cut between words, and nothing of it lost', () => {
    const sentence = 'No reading of Ada since 14:02: the phone is not uploading, or has lost the sensor.';
    const rows = wrapped([{ text: sentence }, { text: ' (next poll in 42 s)', style: 'dim' }], 40);
    const texts = rows.map((row) => row.map(({ text }) => text).join(''));
    expect(texts.every((text) => text.length <= 40)).toBe(true);
    expect(texts.join(' ')).toBe(`${sentence} (next poll in 42 s)`);
  });

  it.each([
    [80, /^Ada Lindqvist {2}7\.4 mmol\/L → \+0\.5 {2}in range, 12 s {2}[ ▁-█]+$/],
    [60, /^Ada Lindqvist {2}7\.4 mmol\/L → \+0\.5 {2}in range, 12 s$/],
    [39, /^Ada Lind… {2}7\.4 mmol\/L → {2}in range, 12 s$/],
    [30, /^Ada Lin… {2}7\.4 mmol\/L → {2}12 s$/],
    [21, /^Ad… {2}7\.4 mmol\/L {2}12 s$/],
  ])('C3: of %i cells has the age whatever else goes, the sparkline first', (width, expected) => {
    const one = person(reading(0.2, 133), [reading(5.2, 124)]);
    const named = { ...one, person: { ...one.person, lastName: 'Lindqvist' } };
    const text = fitted(lineOf(named), width)
      .map((piece) => piece.text)
      .join('')
      .trimEnd();
    expect(text).toMatch(expected);
    expect(stringWidth(text)).toBeLessThanOrEqual(width);
  });

  it.each([80, 60, 40, 30])(
    'C3: of %i cells says since when there is no data, whatever the name',
    (width) => {
      for (const firstName of ['Ada', '山田花子さんと長い名前の人', 'Wolfeschlegelsteinhausenbergerdorff']) {
        const one = person(reading(25, 133));
        const text = fitted(lineOf({ ...one, person: { ...one.person, firstName } }), width)
          .map((piece) => piece.text)
          .join('');
        expect(text).toMatch(/no data since .*\d\d:\d\d:\d\d$/);
        if (width >= 40) expect(stringWidth(text)).toBeLessThanOrEqual(width);
      }
    },
  );

  it('C3: gets the sentence of an alarm in rows, cut between words', () => {
    const sentence = '\u0007Ada Lindqvist: low, 3.6 mmol/L at 14:02:11.';
    let written = '';
    const terminal = { columns: 40, write: (text: string) => (written += text) };
    new LiveTerminal(terminal as unknown as NodeJS.WriteStream, {}).say(sentence);
    // eslint-disable-next-line no-control-regex
    const rows = written.replaceAll(/\u001b\[\??\w+/g, '').split('\n');
    expect(rows).toEqual(['\u0007Ada Lindqvist: low, 3.6 mmol/L at', '14:02:11.', '']);
  });

  it('keeps a person on one row', () => {
    const line = [{ text: 'Ada  ' }, { text: '7.4' }, { text: ' mmol/L → +0.2  in range, 42 s' }];
    expect(wrapped(line, 20)).toEqual([line]);
  });
});

describe('C5: colour', () => {
  it.each([
    [{}, true],
    [{ NO_COLOR: '1' }, false],
    [{ NO_COLOR: '' }, true],
    [{ FORCE_COLOR: '0' }, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, true],
    [{ FORCE_COLOR: '' }, true],
  ])('with %j: %s', (environment, expected) => expect(hasColour(environment)).toBe(expected));
});

describe('the sparkline', () => {
  it('has twelve places, leaves gaps open and keeps within its height', () => {
    expect(sparkline([], NOW)).toBe(' '.repeat(12));
    const drawn = sparkline([reading(170, 40), reading(100, 170), reading(1, 500)], NOW);
    expect(drawn).toHaveLength(12);
    expect(drawn[0]).toBe('▁');
    expect(drawn.at(-1)).toBe('█');
    expect(drawn.trim().length).toBe(12);
    expect(drawn.replaceAll(' ', '')).toHaveLength(3);
  });
});
