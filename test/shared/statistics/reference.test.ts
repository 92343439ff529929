import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ambulatoryProfile, type ProfileBin } from '../../../src/shared/statistics/ambulatory-profile.ts';
import {
  episodesBeyond,
  episodesOf,
  isExtended,
  type Episode,
} from '../../../src/shared/statistics/episodes.ts';
import { gridOf, type Grid } from '../../../src/shared/statistics/grid.ts';
import { gmiMmolMol, gmiPercent, griOf, riskOf, spreadOf } from '../../../src/shared/statistics/measures.ts';
import { percentile } from '../../../src/shared/statistics/percentiles.ts';
import { sharesOf, targetSharesOf } from '../../../src/shared/statistics/ranges.ts';
import type { Series, Span } from '../../../src/shared/statistics/series.ts';
import { hasReferenceData, referenceJson, referencePath } from '../../support/reference-data.ts';

/*
 * Against what iglu 4.3.0 (an R package, GPL) makes of its example data: five people, 13,866 readings, a clock five
 * hours behind UTC all year.
 */

const ZONE = -5 * 3600;

interface IgluEpisodes {
  type: 'hypo' | 'hyper';
  level: string;
  total_episodes: number;
  avg_ep_duration: number;
}

interface Reference {
  computed_with_iglu: Record<string, Record<string, number> & { episode_calculation: IgluEpisodes[] }>;
  computed_with_iglu_subsets: Record<string, Record<string, number> & { episodes: IgluEpisodes[] }>;
  published_values: {
    'iglu website gri': Record<string, number>;
    [gmiTable: string]: Record<string, Record<string, number> | number>;
  };
}

function table(file: string): string[][] {
  const text = readFileSync(referencePath('iglu', file), 'utf8').trim();
  return text
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(','));
}

const reference = hasReferenceData ? (referenceJson('iglu', 'reference.json') as Reference) : null;
const tables = hasReferenceData
  ? { readings: table('data_epoch.csv'), grid: table('grid.csv'), profile: table('agp.csv') }
  : { readings: [], grid: [], profile: [] };

const ofSubject = (rows: string[][], subject: string): string[][] =>
  rows.filter(([name]) => name === subject);

function seriesOfSubject(subject: string, rows?: number): Series {
  const readings = ofSubject(tables.readings, subject).slice(0, rows);
  return {
    at: Float64Array.from(readings, (row) => Number(row[2]) / 1000),
    mgdl: Uint16Array.from(readings, (row) => Number(row[3])),
    context: new Uint32Array(readings.length),
    contexts: [{ source: 'import', zoneSeconds: ZONE, offScale: null, target: null, sensor: null }],
  };
}

/** All of a series and some days around it. */
function wholeOf({ at }: Series): Span {
  return { from: ((at[0] ?? 0) - 3 * 86_400) * 1000, to: ((at.at(-1) ?? 0) + 86_400) * 1000 };
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

const SUBJECTS = ['Subject 1', 'Subject 2', 'Subject 3', 'Subject 4', 'Subject 5'];

describe.skipIf(!hasReferenceData)('iglu’s numbers (GLUCOGLANCE_REFERENCE_DATA)', () => {
  describe.each(SUBJECTS)('%s', (subject) => {
    const known = reference?.computed_with_iglu[subject];
    const series = seriesOfSubject(subject);
    const grid = gridOf(series, wholeOf(series));

    test('per reading, to 1e-6; LBGI and HBGI to 1e-4 of themselves', () => {
      const { mgdl } = series;
      const spread = spreadOf(mgdl)!;
      const shares = sharesOf(mgdl)!;
      const tight = targetSharesOf(mgdl, { low: 70, high: 140 }, () => null)!;
      const pregnancy = targetSharesOf(mgdl, { low: 63, high: 140 }, () => null)!;
      const sorted = mgdl.toSorted();
      const ours = {
        n: mgdl.length,
        'mean_glu.mean': spread.meanMgdl,
        'sd_glu.SD': spread.sdMgdl,
        'cv_glu.CV': spread.cvPercent,
        'gmi.GMI': gmiPercent(spread.meanMgdl),
        'j_index.J_index': spread.jIndex,
        'gri.GRI': griOf(shares),
        'in_range_percent.in_range_70_180': shares.inRange,
        'in_range_percent.in_range_70_140': tight.inRangePercent,
        'in_range_percent.in_range_63_140': pregnancy.inRangePercent,
        'below_percent.below_54': shares.veryLow,
        'below_percent.below_70': shares.veryLow + shares.low,
        'above_percent.above_180': shares.high + shares.veryHigh,
        'above_percent.above_250': shares.veryHigh,
        'median_glu.median': percentile(sorted, 50),
        'quantile_glu.5': percentile(sorted, 5),
        'quantile_glu.25': percentile(sorted, 25),
        'quantile_glu.95': percentile(sorted, 95),
      };
      for (const [name, value] of Object.entries(ours)) {
        expect(Math.abs((value ?? Number.NaN) - known![name]!), name).toBeLessThan(1e-6);
      }
      const risk = riskOf(mgdl)!;
      expect(Math.abs(risk.lbgi / known!['lbgi.LBGI']! - 1)).toBeLessThan(1e-4);
      expect(Math.abs(risk.hbgi / known!['hbgi.HBGI']! - 1)).toBeLessThan(1e-4);
      expect(Number(griOf(shares).toPrecision(3))).toBe(
        reference!.published_values['iglu website gri'][subject],
      );
    });

    test('every slot of the grid, to 1e-9', () => {
      const slots = ofSubject(tables.grid, subject);
      expect(grid.at.length).toBe(slots.length);
      for (const [i, [, date, time, mgdl]] of slots.entries()) {
        const midnight = Date.UTC(
          Number(date!.slice(0, 4)),
          Number(date!.slice(5, 7)) - 1,
          Number(date!.slice(8)),
        );
        expect(grid.at[i]).toBe(midnight / 1000 + minutesOf(time!) * 60 - ZONE);
        expect(Math.abs(grid.mgdl[i]! - Number(mgdl))).toBeLessThan(1e-9);
      }
    });

    test('mean, SD and ranges of the grid, to 1e-9', () => {
      const shares = sharesOf(grid.mgdl)!;
      expect(grid.at.length).toBe(known!['grid_non_na']);
      expect(spreadOf(grid.mgdl)!.meanMgdl).toBeCloseTo(known!['grid_mean']!, 9);
      expect(spreadOf(grid.mgdl)!.sdMgdl).toBeCloseTo(known!['grid_sd']!, 9);
      expect(shares.inRange).toBeCloseTo(known!['grid_tir_70_180']!, 9);
      expect(shares.veryLow + shares.low).toBeCloseTo(known!['grid_below_70']!, 9);
      expect(shares.high + shares.veryHigh).toBeCloseTo(known!['grid_above_180']!, 9);
    });

    test('the profile without smoothing, to 1e-9', () => {
      const { to } = wholeOf(series);
      const span = { from: to - 40 * 86_400_000, to };
      const options = { span, smoothed: false, minimumDays: { inner: 1, outer: 1 } };
      const { bins } = ambulatoryProfile(series, options, () => 0);
      const rows = ofSubject(tables.profile, subject);
      expect(rows).toHaveLength(288);
      for (const row of rows) {
        const minute = minutesOf(row[1]!) % 1440;
        const bin = bins[minute / 5]!;
        expect([bin.minute, bin.days]).toEqual([minute, Number(row[7])]);
        const ours: (keyof ProfileBin)[] = ['p5', 'p25', 'p50', 'p75', 'p95'];
        for (const [i, name] of ours.entries()) {
          expect(Math.abs(bin[name]! - Number(row[2 + i]))).toBeLessThan(1e-9);
        }
      }
    });

    test('the episodes and how long they last', () => {
      const { low, veryLow, extendedLow, high, veryHigh } = episodesOf(grid);
      expectEpisodes(known!.episode_calculation, { low, veryLow, extendedLow, high, veryHigh });
    });
  });

  test('episodes by other limits, as iglu’s own test has them', () => {
    const series = seriesOfSubject('Subject 1', 288);
    const grid = gridOf(series, wholeOf(series));
    const low = episodesBeyond(grid, (mgdl) => mgdl < 100);
    expectEpisodes(
      reference!.computed_with_iglu_subsets['Subject 1 rows 1-288 episodes (100/70/120/140)']!.episodes,
      {
        low,
        veryLow: episodesBeyond(grid, (mgdl) => mgdl < 70),
        extendedLow: low.filter(isExtended),
        high: episodesBeyond(grid, (mgdl) => mgdl > 120),
        veryHigh: episodesBeyond(grid, (mgdl) => mgdl > 140),
      },
    );
  });

  test('the published GMI table', () => {
    const name = Object.keys(reference!.published_values).find((key) =>
      key.startsWith('GMI published table'),
    )!;
    const gmi = reference!.published_values[name] as Record<string, Record<string, number>>;
    const rounded = (value: number): number => Number(value.toFixed(1));
    for (const [mean, percent] of Object.entries(gmi['mgdl->GMI%']!)) {
      expect(rounded(gmiPercent(Number(mean)))).toBe(percent);
    }
    for (const [mean, mmolMol] of Object.entries(gmi['mmol->GMI mmol/mol']!)) {
      expect(rounded(gmiMmolMol(Number(mean) * 18))).toBe(mmolMol);
    }
  });

  test('are 14,243 slots in all', () => {
    const grids: Grid[] = SUBJECTS.map((subject) => {
      const series = seriesOfSubject(subject);
      return gridOf(series, wholeOf(series));
    });
    expect(grids.reduce((sum, { at }) => sum + at.length, 0)).toBe(14_243);
    expect(tables.grid).toHaveLength(14_243);
  });
});

function expectEpisodes(known: IgluEpisodes[], ours: Record<string, Episode[]>): void {
  const names = { 'hypo lv1': 'low', 'hypo lv2': 'veryLow', 'hypo extended': 'extendedLow' };
  const kinds: Record<string, string> = { ...names, 'hyper lv1': 'high', 'hyper lv2': 'veryHigh' };
  const compared = known.filter(({ type, level }) => kinds[`${type} ${level}`] !== undefined);
  expect(compared).toHaveLength(5);
  for (const { type, level, total_episodes: total, avg_ep_duration: average } of compared) {
    const kind = `${type} ${level}`;
    const found = ours[kinds[kind]!]!;
    expect(found.length, kind).toBe(total);
    const minutes = found.reduce((sum, one) => sum + one.minutes, 0);
    expect(found.length === 0 ? 0 : minutes / found.length, kind).toBeCloseTo(average, 9);
  }
}
