import { describe, expect, it } from 'vitest';
import {
  formatGlucose,
  mgdlToMmol,
  mmolToMgdl,
  readingMmol,
  unitLabel,
} from '../../../src/shared/glucose/units.ts';

describe('mg/dL and mmol/L', () => {
  it('are 18 apart, unrounded for figures', () => {
    expect(mgdlToMmol(18)).toBe(1);
    expect(mgdlToMmol(100)).toBe(100 / 18);
  });

  it('every tenth from 2.0 to 27.9 comes back from mg/dL as it was', () => {
    for (let tenths = 20; tenths <= 279; tenths += 1) {
      expect(readingMmol(mmolToMgdl(tenths / 10))).toBe(tenths / 10);
    }
  });

  it.each([
    [54, 3.0],
    [70, 3.9],
    [140, 7.8],
    [180, 10.0],
    [181, 10.1],
    [250, 13.9],
    [40, 2.2],
    [500, 27.8],
    [133, 7.4],
  ])('%d mg/dL is %f mmol/L', (mgdl, mmol) => {
    expect(readingMmol(mgdl)).toBe(mmol);
  });

  it.each([
    [3.0, 54],
    [3.9, 70],
    [7.8, 140],
    [10.0, 180],
    [13.9, 250],
  ])('a limit of %f mmol/L is %d mg/dL', (mmol, mgdl) => {
    expect(mmolToMgdl(mmol)).toBe(mgdl);
  });

  it('are written as they are read: one decimal, or none', () => {
    expect(formatGlucose(54, 'mmol')).toBe('3.0');
    expect(formatGlucose(133, 'mmol')).toBe('7.4');
    expect(formatGlucose(133, 'mgdl')).toBe('133');
    expect(formatGlucose(133.5, 'mgdl')).toBe('134');
    for (let mgdl = 1; mgdl <= 600; mgdl += 1) {
      expect(Number(formatGlucose(mgdl, 'mmol'))).toBe(readingMmol(mgdl));
    }
    expect([unitLabel('mmol'), unitLabel('mgdl')]).toEqual(['mmol/L', 'mg/dL']);
  });
});
