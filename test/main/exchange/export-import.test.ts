import { expect, test } from 'vitest';
import { contentOf, textOf } from '../../../src/main/exchange/file-content.ts';
import type { Profile } from '../../../src/main/profile/profile.ts';
import type { ExportFormat } from '../../../src/shared/exchange/export-formats.ts';
import type { FileReading, ImportAnswers } from '../../../src/shared/exchange/import-file.ts';
import { understand } from '../../../src/shared/exchange/understand.ts';
import { SCALE, type OffScale } from '../../../src/shared/glucose/range.ts';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import type { Unit } from '../../../src/shared/glucose/units.ts';
import { MINUTE } from '../../../src/shared/time.ts';
import { importContext } from '../../support/import-context.ts';
import { NOON, reading, readingArbitrary } from '../../support/readings.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';
import { personInfo, valueOf } from '../history/history-folder.ts';
import { exported, NIGHT, profileWith } from './exported.ts';

/* What is exported is imported again as far as the format can say it. */

const ADA = personInfo({ unit: 'mgdl' });

interface Way {
  format: Exclude<ExportFormat, 'fhir' | 'archive'>;
  names?: boolean;
  decimalComma?: boolean;
  unit?: Unit;
  answers?: Partial<ImportAnswers>;
}

/** Writes all readings and reads them again, from the bytes on. */
async function again(
  profile: Profile,
  { format, names = false, decimalComma = false, unit = 'mgdl', answers }: Way,
) {
  const { text } = await exported(profile, { format, names, decimalComma, unitFor: () => unit });
  const content = contentOf(valueOf(textOf(Buffer.from(text))).text);
  const context = importContext({ patientId: names ? null : 'ada', ...answers }, { people: [ADA] });
  const found = understand(valueOf(content), context);
  if (found.is !== 'understood') throw new Error(JSON.stringify(found));
  expect(found.file.skipped).toEqual([]);
  return found.file;
}

const stored = async (profile: Profile): Promise<Reading[]> =>
  valueOf(await profile.history.ask('readings', { patientIds: ['ada'], window: {} }));

const zoneOf = (seconds: number | null): number | null =>
  seconds === null ? null : Math.round(seconds / 900) * 900 + 0;

type Told = Pick<Reading, 'measuredAt' | 'mgdl' | 'offScale'> & Partial<Reading>;
const told = ({ measuredAt, mgdl, offScale }: Told) => ({ measuredAt, mgdl, offScale });

const some = fc.uniqueArray(readingArbitrary(86_400), { minLength: 1, maxLength: 40 });

test.each([
  [false, false],
  [true, false],
  [false, true],
  [true, true],
])(
  'our own table keeps the second, both marks, trend, sensor and clock (named: %s, decimal comma: %s)',
  (names, decimalComma) =>
    fc.assert(
      fc.asyncProperty(some, async (readings) => {
        const { profile } = profileWith({ people: [ADA], readings });
        const file = await again(profile, {
          format: 'csv',
          names,
          decimalComma,
          answers: { zone: 'Europe/Berlin' },
        });
        const before = await stored(profile);
        const facts = ({ trend, sensorSerial, patientId }: Reading) => ({ trend, sensorSerial, patientId });
        const all = (one: Reading) => ({ ...told(one), ...facts(one) });
        expect(file.readings.map(all)).toEqual(before.map(all));
        before.forEach(({ utcOffsetSeconds }, i) => {
          const zone = zoneOf(utcOffsetSeconds);
          if (zone !== null) expect(file.readings[i]?.utcOffsetSeconds).toBe(zone);
        });
        await profile.close();
      }),
      { numRuns: runs(30, 500) },
    ),
);

test('entries keep the second, off the scale, trend and clock', () =>
  fc.assert(
    fc.asyncProperty(some, async (readings) => {
      const { profile } = profileWith({ people: [ADA], readings });
      const file = await again(profile, { format: 'nightscout', answers: { zone: 'Europe/Berlin' } });
      const before = await stored(profile);
      const all = (one: Reading) => ({ ...told(one), trend: one.trend });
      expect(file.readings.map(all)).toEqual(before.map(all));
      before.forEach(({ utcOffsetSeconds }, i) => {
        const zone = zoneOf(utcOffsetSeconds);
        // Nightscout writes 0 for every entry that was sent in UTC.
        if (zone) expect(file.readings[i]?.utcOffsetSeconds).toBe(zone);
      });
      await profile.close();
    }),
    { numRuns: runs(30, 500) },
  ));

/** In Berlin's winter, at most one a minute. */
const berlin = fc
  .uniqueArray(readingArbitrary(86_400), {
    minLength: 4,
    maxLength: 40,
    selector: ({ measuredAt }) => Math.floor(measuredAt / MINUTE),
  })
  .map((readings) => readings.map((one): Reading => ({ ...one, utcOffsetSeconds: 3600 })));

/** LibreView has the ends of the scale for what is beyond them, and the other way round. */
const atEnd = (mgdl: number): OffScale | null =>
  mgdl <= SCALE.low ? 'LO' : mgdl >= SCALE.high ? 'HI' : null;

test.each<Unit>(['mgdl', 'mmol'])(
  'the form of LibreView keeps minute and value, live ones as scans, in %s',
  (unit) =>
    fc.assert(
      fc.asyncProperty(berlin, async (readings) => {
        const { profile } = profileWith({ people: [ADA], readings });
        const answers = { dateOrder: 'dmy', zone: 'Europe/Berlin', scans: true, unit } as const;
        const file = await again(profile, { format: 'libreview', unit, answers });
        expect(file).toMatchObject({ format: 'libreview', layout: 'account' });
        const before = await stored(profile);
        expect(file.readings.map(({ measuredAt }) => measuredAt)).toEqual(
          before.map(({ measuredAt }) => Math.floor(measuredAt / MINUTE) * MINUTE),
        );
        file.readings.forEach((one: FileReading, i) => {
          const { mgdl = 0, source } = before[i] ?? {};
          expect(Math.abs(one.mgdl - mgdl)).toBeLessThanOrEqual(unit === 'mmol' ? 1 : 0);
          expect(one.offScale).toBe(atEnd(one.mgdl));
          expect(one.kind).toBe(source === 'graph' || source === 'import' ? 'history' : 'scan');
        });
        await profile.close();
      }),
      { numRuns: runs(30, 500) },
    ),
);

test('the form of Clarity keeps second, value and off the scale', () =>
  fc.assert(
    fc.asyncProperty(berlin, async (readings) => {
      const { profile } = profileWith({ people: [ADA], readings });
      const answers = { zone: 'Europe/Berlin', unit: 'mgdl' } as const;
      const file = await again(profile, { format: 'clarity', answers });
      expect(file.format).toBe('clarity');
      expect(file.readings.map(told)).toEqual((await stored(profile)).map(told));
      await profile.close();
    }),
    { numRuns: runs(30, 500) },
  ));

test('over the hour that comes twice nothing is lost or moved', async () => {
  const readings = Array.from({ length: 60 }, (_, i): Reading => {
    const measuredAt = NIGHT - 2 * 60 * MINUTE + i * 5 * MINUTE;
    const utcOffsetSeconds = measuredAt < NIGHT + 30 * MINUTE ? 7200 : 3600;
    return reading({ measuredAt, mgdl: 100 + i, source: 'graph', trend: null, utcOffsetSeconds });
  });
  const { profile } = profileWith({ people: [ADA], readings });
  for (const format of ['csv', 'libreview', 'clarity', 'nightscout'] as const) {
    const answers = { zone: 'Europe/Berlin' };
    const file = await again(profile, { format, answers });
    expect(file.readings.map(told)).toEqual(readings.map(told));
  }
});

test('a file with names is of the person it names', async () => {
  const { profile } = profileWith({ people: [ADA], readings: [reading({ measuredAt: NOON })] });
  const file = await again(profile, { format: 'csv', names: true });
  expect(file.readings.map(({ patientId }) => patientId)).toEqual(['ada']);
});
