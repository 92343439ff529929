import { describe, expect, it } from 'vitest';
import { migrateSettings, type Migration } from '../../../src/shared/settings/migrations.ts';

/** An invented history, to try the mechanism: version 0 called the unit `units`, version 1 had no `people`. */
const steps: Record<number, Migration> = {
  0: ({ units, ...rest }) => ({ ...rest, unit: units }),
  1: (stored) => ({ people: {}, ...stored }),
};

describe('migrateSettings', () => {
  it('goes one version at a time', () => {
    expect(migrateSettings({ version: 0, units: 'mgdl' }, steps, 2)).toEqual({
      kind: 'current',
      settings: { version: 2, unit: 'mgdl', people: {} },
    });
  });

  it('starts at the version the file has', () => {
    expect(migrateSettings({ version: 1, units: 'kept' }, steps, 2)).toEqual({
      kind: 'current',
      settings: { version: 2, units: 'kept', people: {} },
    });
  });

  it('leaves the current version and its unknown keys as they are', () => {
    const stored = { version: 2, unit: 'mgdl', later: [1] };
    expect(migrateSettings(stored, steps, 2)).toEqual({ kind: 'current', settings: stored });
  });

  it('does not change what it is given', () => {
    const stored = Object.freeze({ version: 0, units: 'mgdl' });
    migrateSettings(stored, steps, 2);
    expect(stored).toEqual({ version: 0, units: 'mgdl' });
  });

  it('takes settings without a version as the current one', () => {
    expect(migrateSettings({ unit: 'mgdl' }, steps, 2)).toEqual({
      kind: 'current',
      settings: { version: 2, unit: 'mgdl' },
    });
  });

  it('knows a newer version', () => {
    expect(migrateSettings({ version: 3 }, steps, 2)).toEqual({ kind: 'newer' });
    expect(migrateSettings({ version: 2 })).toEqual({ kind: 'newer' });
  });

  it.each([
    [{ version: '1' }],
    [{ version: 0.5 }],
    [{ version: -1 }],
    [{ version: [] }],
    [{ version: 1e300 }],
  ])('finds %j broken', (stored) => expect(migrateSettings(stored, steps, 2)).toEqual({ kind: 'broken' }));

  it('finds a version broken that no step leads from', () => {
    expect(migrateSettings({ version: 0 }, { 1: (stored) => stored }, 2)).toEqual({ kind: 'broken' });
    expect(migrateSettings({ version: 0 })).toEqual({ kind: 'broken' });
  });
});
