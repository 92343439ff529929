import { describe, expect, test } from 'vitest';
import {
  gmiMmolMol,
  gmiPercent,
  griOf,
  griZone,
  riskOf,
  spreadOf,
} from '../../../src/shared/statistics/measures.ts';
import { percentile } from '../../../src/shared/statistics/percentiles.ts';
import { sharesOf, targetSharesOf } from '../../../src/shared/statistics/ranges.ts';
import { percentText, wholePercentages } from '../../../src/shared/statistics/rounding.ts';

describe('GMI, the table of Bergenstal 2018', () => {
  test.each([
    [100, '5.7'],
    [125, '6.3'],
    [150, '6.9'],
    [175, '7.5'],
    [200, '8.1'],
    [225, '8.7'],
    [250, '9.3'],
    [275, '9.9'],
    [300, '10.5'],
    [350, '11.7'],
  ])('%i mg/dL is %s percent', (mean, percent) => {
    expect(gmiPercent(mean).toFixed(1)).toBe(percent);
  });

  test.each([
    [5, '36.2'],
    [6, '40.9'],
    [7, '45.7'],
    [8, '50.4'],
    [9, '55.1'],
    [10, '59.8'],
    [12, '69.2'],
    [14, '78.6'],
    [16, '88.0'],
    [18, '97.4'],
  ])('%i mmol/L is %s mmol/mol', (mean, mmolMol) => {
    expect(gmiMmolMol(mean * 18).toFixed(1)).toBe(mmolMol);
  });
});

describe('mean and spread', () => {
  test('by hand', () => {
    // Deviations -50, -10, 0, 10, 50: 5200 / 4 = 1300.
    const spread = spreadOf([70, 110, 120, 130, 170]);
    expect(spread?.meanMgdl).toBe(120);
    expect(spread?.sdMgdl).toBeCloseTo(Math.sqrt(1300), 12);
    expect(spread?.cvPercent).toBeCloseTo(30.046260628866577, 12);
    expect(spread?.jIndex).toBeCloseTo(24.353323061113574, 9);
  });

  test('of iglu’s Subject 1: CV, GMI and J-index follow from mean and SD', () => {
    const [mean, sd] = [123.665523156089, 33.268076116541];
    // Two values with that mean and that SD: mean ± SD/√2.
    const spread = spreadOf([mean - sd / Math.SQRT2, mean + sd / Math.SQRT2]);
    expect(spread?.sdMgdl).toBeCloseTo(sd, 9);
    expect(spread?.cvPercent).toBeCloseTo(26.901658010657, 9);
    expect(spread?.jIndex).toBeCloseTo(24.628154580662, 9);
    expect(gmiPercent(mean)).toBeCloseTo(6.268079313894, 9);
  });

  test('of one value has no spread, of none nothing', () => {
    expect(spreadOf([100])).toEqual({ meanMgdl: 100, sdMgdl: null, cvPercent: null, jIndex: null });
    expect(spreadOf([])).toBeNull();
    expect(riskOf([])).toBeNull();
    expect(sharesOf([])).toBeNull();
    expect(targetSharesOf([], { low: 70, high: 180 }, () => null)).toBeNull();
  });
});

describe('risk indices', () => {
  test('are zero at 112.517 mg/dL, and rise to either side', () => {
    const none = riskOf([112.517]);
    expect(none?.lbgi).toBeLessThan(1e-9);
    expect(none?.hbgi).toBeLessThan(1e-9);
    expect(riskOf([112])).toMatchObject({ hbgi: 0 });
    expect(riskOf([113])).toMatchObject({ lbgi: 0 });
  });

  test.each([
    // Computed from the formula in Python.
    [40, 36.417546766192, 0],
    [54, 18.461364768204, 0],
    [70, 7.755205570609, 0],
    [180, 0, 7.729311510543],
    [250, 0, 22.436199666621],
    [400, 0, 57.046098631085],
  ])('of %i mg/dL alone', (mgdl, lbgi, hbgi) => {
    expect(riskOf([mgdl])?.lbgi).toBeCloseTo(lbgi, 9);
    expect(riskOf([mgdl])?.hbgi).toBeCloseTo(hbgi, 9);
  });

  test('are means over all values, the safe ones too', () => {
    const [alone, among] = [riskOf([54]), riskOf([54, 112, 150, 112])];
    expect(among?.lbgi).toBeCloseTo(((alone?.lbgi ?? 0) + 2 * (riskOf([112])?.lbgi ?? 0)) / 4, 12);
  });
});

describe('GRI', () => {
  test.each([
    // iglu 4.3.0: below 54, below 70, above 180, above 250, and the index its website prints.
    ['Subject 1', 0, 0.1372212692967, 8.19897084048, 0.377358490566, 7.190394511149],
    ['Subject 2', 0, 0, 73.559561682573, 26.086956521739, 79.71721456345],
    ['Subject 3', 0, 0.3261578604044, 18.330071754729, 5.675146771037, 19.986953685584],
    ['Subject 4', 0.05458515283843, 0.2729257641921, 4.612445414847, 0, 4.377729257642],
    ['Subject 5', 0, 0.1025641025641, 37.777777777778, 11.282051282051, 39.494017094017],
  ])('of %s, from each range by itself', (_, below54, below70, above180, above250, gri) => {
    const percent = {
      veryLow: below54,
      low: below70 - below54,
      inRange: 100 - below70 - above180,
      high: above180 - above250,
      veryHigh: above250,
    };
    expect(griOf(percent)).toBeCloseTo(gri, 9);
  });

  test('stops at 100, and has five zones', () => {
    expect(griOf({ veryLow: 50, low: 0, inRange: 0, high: 0, veryHigh: 50 })).toBe(100);
    expect([0, 20, 20.1, 40, 60, 80, 80.1, 100].map(griZone)).toEqual([
      'A',
      'A',
      'B',
      'B',
      'C',
      'D',
      'E',
      'E',
    ]);
  });
});

describe('shares', () => {
  test('both ends of the range are in it, and nothing falls between two ranges', () => {
    const values = [53, 53.9, 54, 69.9, 70, 180, 180.1, 250, 250.1, 500];
    expect(sharesOf(values)).toEqual({ veryLow: 20, low: 20, inRange: 20, high: 20, veryHigh: 20 });
  });

  test('of readings off the scale are in the outer ranges, whatever the bounds', () => {
    expect(sharesOf([40, 500])).toEqual({ veryLow: 50, low: 0, inRange: 0, high: 0, veryHigh: 50 });
    const marks = ['LO', 'HI', null, null] as const;
    expect(targetSharesOf([40, 500, 40, 500], { low: 30, high: 600 }, (i) => marks[i] ?? null)).toEqual({
      lowMgdl: 30,
      highMgdl: 600,
      belowPercent: 25,
      inRangePercent: 50,
      abovePercent: 25,
    });
  });
});

describe('percentiles, type 7', () => {
  test('as NumPy has them', () => {
    const values = [52, 61, 78, 93, 104, 120, 185];
    // numpy.percentile(values, [5, 25, 50, 75, 95])
    const expected = [54.7, 69.5, 93, 112, 165.5];
    for (const [i, percent] of [5, 25, 50, 75, 95].entries()) {
      expect(percentile(values, percent)).toBeCloseTo(expected[i] ?? Number.NaN, 12);
    }
    expect([0, 5, 50, 100].map((percent) => percentile([7], percent))).toEqual([7, 7, 7, 7]);
    expect([0, 100].map((percent) => percentile(values, percent))).toEqual([52, 185]);
  });
});

describe('rounding for display', () => {
  test('adds up to 100, the largest remainders first', () => {
    expect(wholePercentages([33.4, 33.3, 33.3])).toEqual([34, 33, 33]);
    expect(wholePercentages([0.4, 2.5, 91.7, 5, 0.4])).toEqual([0, 3, 92, 5, 0]);
    expect(wholePercentages([0, 0, 100, 0, 0])).toEqual([0, 0, 100, 0, 0]);
    expect(wholePercentages([29.999999999999996, 70.00000000000001])).toEqual([30, 70]);
  });

  test('says that a little is not nothing', () => {
    expect([percentText(0.4, 0), percentText(0, 0), percentText(0.6, 1), percentText(99.6, 100)]).toEqual([
      '<1 %',
      '0 %',
      '1 %',
      '100 %',
    ]);
  });
});
