import { describe, expect, it } from 'vitest';
import { contentOf } from '../../../src/main/exchange/file-content.ts';
import type {
  ImportContext,
  Understanding,
  UnderstoodFile,
} from '../../../src/shared/exchange/import-file.ts';
import { understand } from '../../../src/shared/exchange/understand.ts';
import { readingJson, type Reading } from '../../../src/shared/glucose/reading.ts';
import { DAY, MINUTE, SECOND } from '../../../src/shared/time.ts';
import { ADA, BEN, importContext } from '../../support/import-context.ts';

type Answers = Partial<ImportContext['answers']>;
type Rest = Partial<Omit<ImportContext, 'answers'>>;

function found(text: string, answers: Answers = {}, rest: Rest = {}): Understanding {
  const content = contentOf(text);
  if (!content.ok) return { is: 'problem', problem: content.problem };
  return understand(content.value, importContext(answers, rest));
}

function understood(text: string, answers: Answers = {}, rest: Rest = {}): UnderstoodFile {
  const one = found(text, answers, rest);
  if (one.is !== 'understood') throw new Error(JSON.stringify(one));
  return one.file;
}

const reasons = ({ skipped }: UnderstoodFile): Record<string, number[]> =>
  Object.fromEntries(skipped.map(({ reason, lines }) => [reason, lines]));

const NOON = Date.UTC(2026, 6, 1, 12, 0, 5);
const iso = (at: number): string => new Date(at).toISOString();

describe('entries of Nightscout', () => {
  const entry = (minutes: number, more: object = {}) => ({
    type: 'sgv',
    sgv: 120,
    date: NOON + minutes * MINUTE,
    dateString: iso(NOON + minutes * MINUTE),
    direction: 'Flat',
    device: 'xDrip',
    utcOffset: 0,
    ...more,
  });

  it('come as a list, newest first', () => {
    const file = understood(
      JSON.stringify([entry(10, { sgv: 140, direction: 'DoubleUp' }), entry(5, { sgv: 130 }), entry(0)]),
    );
    expect(file).toMatchObject({
      format: 'nightscout',
      layout: 'entriesJson',
      unit: { value: 'mgdl', basis: 'read' },
      dateOrder: null,
      zone: { value: 'Europe/Berlin', basis: 'guessed' },
    });
    expect(file.readings.map(({ measuredAt, mgdl, trend, line }) => [measuredAt, mgdl, trend, line])).toEqual(
      [
        [NOON, 120, 3, 3],
        [NOON + 5 * MINUTE, 130, 3, 2],
        [NOON + 10 * MINUTE, 140, 5, 1],
      ],
    );
    expect(file.readings[0]).toMatchObject({
      utcOffsetSeconds: 7200,
      wall: NOON + 7200 * SECOND,
      source: 'import',
    });
  });

  it('may lack a type, and write numbers as texts; what is no reading says why', () => {
    const list = [
      entry(0, { type: undefined }),
      entry(5, { sgv: '125', date: String(NOON + 5 * MINUTE) }),
      { type: 'mbg', mbg: 130, date: NOON + 6 * MINUTE },
      { type: 'cal', slope: 1, date: NOON + 7 * MINUTE },
      entry(10, { sgv: 10 }),
      entry(15, { sgv: 39 }),
      entry(20, { sgv: null }),
      entry(25, { date: null }),
      entry(30, { date: 1_782_000_000 }),
      entry(35, { sgv: 4000 }),
      entry(0, { sgv: 121 }),
      entry(2 * 365 * 24 * 60),
      'nothing',
    ];
    const file = understood(JSON.stringify(list));
    expect(file.readings.map(({ mgdl, offScale }) => [mgdl, offScale])).toEqual([
      [120, null],
      [125, null],
      [40, 'LO'],
    ]);
    expect(reasons(file)).toEqual({
      strip: [3],
      other: [4, 13],
      sensorError: [5],
      noValue: [7],
      noTime: [8],
      badTime: [9],
      badValue: [10],
      sameTime: [11],
      futureTime: [12],
    });
    expect(file.rows).toBe(list.length);
  });

  it('say the wearer’s clock where they are not from UTC', () => {
    const file = understood(JSON.stringify([entry(0, { utcOffset: -300 }), entry(5)]));
    expect(file.readings.map(({ utcOffsetSeconds }) => utcOffsetSeconds)).toEqual([-18_000, 7200]);
  });

  it.each([
    ['commas', ','],
    ['tabs', '\t'],
  ])('come as a table without a header, divided by %s', (_, delimiter) => {
    const lines = Array.from({ length: 30 }, (_, at) => {
      const time = NOON + at * 5 * MINUTE;
      return [JSON.stringify(iso(time)), time, 100 + at, '"Flat"', '"share2"'].join(delimiter);
    });
    lines[7] = (lines[7] ?? '').replace('T12', 'T13');
    const file = understood(lines.join('\r\n'));
    expect(file.layout).toBe('entriesCsv');
    expect(file.readings).toHaveLength(29);
    expect(reasons(file)).toEqual({ badTime: [8] });
    expect(file.readings[0]).toMatchObject({ measuredAt: NOON, mgdl: 100, trend: 3, line: 1 });
  });

  it('come as a table with a header, in any order of columns', () => {
    const lines = Array.from(
      { length: 3 },
      (_, at) => `${100 + at},sgv,${iso(NOON + at * MINUTE)},${NOON + at * MINUTE},0`,
    );
    const file = understood(['sgv,type,dateString,date,utcOffset', ...lines].join('\n'));
    expect(file.layout).toBe('entriesCsvHeader');
    expect(file.readings.map(({ mgdl, line }) => [mgdl, line])).toEqual([
      [100, 2],
      [101, 3],
      [102, 4],
    ]);
  });

  it('are asked about where they contradict what we heard', () => {
    const list = Array.from({ length: 40 }, (_, at) => entry(at * 5));
    const held = list.map(({ date }) => ({
      measuredAt: date,
      wall: date,
      mgdl: 250,
      source: 'graph' as const,
    }));
    const rest = { held: () => held, systemZone: 'UTC' };
    expect(found(JSON.stringify(list), {}, rest)).toMatchObject({
      question: { about: 'person', compared: { rows: 40, agree: 0 } },
    });
    expect(understood(JSON.stringify(list), { patientId: 'ada' }, rest).zone?.basis).toBe('proven');
  });

  it('are never in mmol/L', () => {
    expect(found(JSON.stringify([entry(0)]), { unit: 'mmol' })).toMatchObject({
      problem: { params: { fault: 'unitDoesNotFit' } },
    });
  });
});

describe('our own files', () => {
  const reading = (at: number, more: Partial<Reading> = {}): Reading => ({
    patientId: 'ada',
    measuredAt: NOON + at * 61 * SECOND,
    mgdl: 100 + at,
    offScale: null,
    trend: 4,
    color: 1,
    utcOffsetSeconds: 7200,
    sensorSerial: '0M0001',
    target: { low: 70, high: 180 },
    source: 'live',
    ...more,
  });
  const readings = [
    reading(0),
    reading(1, { mgdl: 40, offScale: 'LO', trend: null }),
    reading(2, { mgdl: 500, offScale: 'HI', sensorSerial: null }),
  ];
  const kept = ({ measuredAt, mgdl, offScale, trend, utcOffsetSeconds, sensorSerial }: Reading) => ({
    measuredAt,
    mgdl,
    offScale,
    trend,
    utcOffsetSeconds,
    sensorSerial,
  });

  it('as `history --json` prints them come back with their seconds, trends and targets', () => {
    const text = JSON.stringify(readings.map((one) => readingJson(one, ADA, NOON + DAY)));
    const file = understood(text);
    expect(file).toMatchObject({ format: 'glucoglance', layout: 'json', dateOrder: null });
    expect(file.readings.map(kept)).toEqual(readings.map(kept));
    expect(file.readings.map(({ target }) => target)).toEqual(readings.map(({ target }) => target));
    expect(file.readings.every(({ source, patientId }) => source === 'import' && patientId === 'ada')).toBe(
      true,
    );
  });

  const HEADER =
    'time_utc,time_local,utc_offset_minutes,glucose_mgdl,glucose_mmol,trend,source,off_scale,sensor';
  const row = (one: Reading): string =>
    [
      iso(one.measuredAt).slice(0, 19),
      iso(one.measuredAt + 7200 * SECOND).slice(0, 19),
      '120',
      one.mgdl,
      readingJson(one, ADA, NOON).mmol.toFixed(1),
      readingJson(one, ADA, NOON).trend ?? '',
      one.source,
      one.offScale ?? '',
      one.sensorSerial ?? '',
    ].join(',');

  it('as a table come back, and say the wearer’s clock themselves', () => {
    const file = understood(`\ufeff${[HEADER, ...readings.map(row)].join('\r\n')}`.slice(1));
    expect(file).toMatchObject({ format: 'glucoglance', layout: 'csv', zone: null });
    expect(file.readings.map(kept)).toEqual(readings.map(kept));
  });

  it('as a table with commas in decimals come back', () => {
    const text = [HEADER, ...readings.map(row)]
      .map((line) => line.replaceAll(',', ';').replace(/(\d)\.(\d)/, '$1,$2'))
      .join('\n');
    expect(understood(text).readings.map(kept)).toEqual(readings.map(kept));
  });

  it('whose figures contradict each other are left out', () => {
    const lines = [reading(0), reading(1), reading(2), reading(3), reading(4)].map(row);
    lines[0] = (lines[0] ?? '').replace(',100,', ',190,');
    lines[1] = (lines[1] ?? '').replace('2026-07-01T14', '2026-07-02T14');
    lines[2] = (lines[2] ?? '').replace(',120,', ',60,');
    lines[3] = (lines[3] ?? '').replace(',live,,', ',live,HI,');
    const file = understood([HEADER, ...lines].join('\n'));
    expect(file.readings.map(({ line }) => line)).toEqual([6]);
    expect(reasons(file)).toEqual({ badValue: [2, 5], badTime: [3, 4] });
  });

  it('give each person their own, and nobody a stranger’s', () => {
    const list = [
      reading(0),
      reading(1, { patientId: 'ben' }),
      reading(2, { patientId: 'eve' }),
      reading(0, { patientId: 'ben', mgdl: 90 }),
    ];
    const people = [ADA, BEN];
    const text = JSON.stringify(list.map((one) => readingJson(one, ADA, NOON)));
    const file = understood(text, {}, { people });
    expect(file.readings.map(({ patientId, mgdl }) => [patientId, mgdl])).toEqual([
      ['ada', 100],
      ['ben', 90],
      ['ben', 101],
    ]);
    expect(reasons(file)).toEqual({ unknownPerson: [3] });
    const ofBen = understood(text, { patientId: 'ben' }, { people });
    expect(ofBen.readings.every(({ patientId }) => patientId === 'ben')).toBe(true);
    expect(reasons(ofBen)).toEqual({ unknownPerson: [3], otherPerson: [1] });
  });

  it('of one stranger are asked about, also where only one person is known', () => {
    const text = JSON.stringify([reading(0, { patientId: 'eve' })].map((one) => readingJson(one, ADA, NOON)));
    expect(found(text)).toMatchObject({ question: { about: 'person', people: ['ada'] } });
    expect(understood(text, { patientId: 'ada' }).readings[0]?.patientId).toBe('ada');
  });

  it('name people by their name, in any letters, where the table has it', () => {
    const lines = [
      `${row(reading(0))},ada  LOVELACE`,
      `${row(reading(1))},Ben Nevis`,
      `${row(reading(2))},`,
      `${row(reading(3))},'=Eve`,
    ];
    const file = understood([`${HEADER},person`, ...lines].join('\n'), {}, { people: [ADA, BEN] });
    expect(file.readings.map(({ patientId }) => patientId)).toEqual(['ada', 'ben']);
    expect(reasons(file)).toEqual({ unknownPerson: [4, 5] });
    const twins = [ADA, { ...ADA, patientId: 'ada2' }, BEN];
    const twice = understood([`${HEADER},person`, ...lines].join('\n'), {}, { people: twins });
    expect(twice.readings.map(({ patientId }) => patientId)).toEqual(['ben']);
  });
});

describe('an export of Clarity', () => {
  const header = (glucose: string): string =>
    [
      'Index',
      'Time',
      'Type',
      'Subtype',
      'Patient',
      'Device',
      'Source',
      glucose,
      'u',
      'g',
      'd',
      'r',
      't',
      'id',
    ].join(',');
  const row = (at: number, stamp: string, event: string, value: string): string =>
    [at, stamp, event, '', '', '', 'iOS', value, '', '', '', '', '', ''].join(',');
  const egv = (at: number, value: string, event = 'EGV'): string =>
    row(at, `2026-07-0${1 + Math.floor(at / 60)}T10:${String(at % 60).padStart(2, '0')}:19`, event, value);

  it('has its seconds, its words for what is off the scale, and its other events counted', () => {
    const lines = [
      header('Glucose Value (mg/dL)'),
      row(1, '', 'FirstName', ''),
      ...Array.from({ length: 20 }, (_, at) => egv(at, String(100 + at))),
      egv(20, 'Low'),
      egv(21, 'Hoch'),
      egv(22, 'Ganz komisch'),
      row(23, '2026-07-01T10:24:00', 'Insulin', '4'),
    ];
    const file = understood(lines.join('\n'));
    expect(file).toMatchObject({
      format: 'clarity',
      unit: { value: 'mgdl', basis: 'read' },
      dateOrder: { value: 'ymd' },
    });
    expect(file.readings.slice(-2).map(({ mgdl, offScale }) => [mgdl, offScale])).toEqual([
      [40, 'LO'],
      [500, 'HI'],
    ]);
    expect(iso(file.readings[0]?.measuredAt ?? 0)).toBe('2026-07-01T08:00:19.000Z');
    expect(reasons(file)).toEqual({ other: [3 - 1, 26], badValue: [25] });
    expect(file.kinds).toMatchObject({ history: 23, other: 2 });
  });

  it('is known in another language, by what most of its rows are', () => {
    const lines = [
      header('Nivel de glucosa (mmol/L)'),
      ...Array.from({ length: 20 }, (_, at) => egv(at, '5.4', 'NEG')),
      egv(20, 'Bajo', 'NEG'),
    ];
    const file = understood(lines.join('\n'));
    expect(file.unit).toEqual({ value: 'mmol', basis: 'read' });
    expect(file.readings.map(({ mgdl }) => mgdl)).toEqual([...Array.from({ length: 20 }, () => 97), 40]);
  });
});
