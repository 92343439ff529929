import { describe, expect, it } from 'vitest';
import type { ShownAlarm } from '../../../src/shared/alarms/shown-alarm.ts';
import type { TrendArrow } from '../../../src/shared/glucose/trend.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/shared/settings/settings.ts';
import { statusJson } from '../../../src/shared/status/status-json.ts';
import { statusOf } from '../../../src/shared/status/status.ts';
import '../../../src/shared/messages/every-language.generated.ts';
import fc from '../../support/seeds.ts';
import { known, MINUTE, NOW, personState, readingOf } from './people.ts';

/** Who is chosen for the tray. */
const choosing = (trayPerson: string | null): Settings => ({
  ...DEFAULT_SETTINGS,
  desktop: { ...DEFAULT_SETTINGS.desktop, trayPerson },
});

const shownAlarm = (changes: Partial<ShownAlarm> = {}): ShownAlarm => ({
  patientId: 'ada',
  name: 'Ada Lovelace',
  unit: 'mgdl',
  kind: 'low',
  phase: 'active',
  priority: 'medium',
  cause: 'belowLimit',
  since: NOW - MINUTE,
  until: null,
  mgdl: 64,
  measuredAt: NOW,
  ...changes,
});

describe('a status', () => {
  it('is what the contract names, with the figures of a reading that is current', () => {
    expect(statusJson(statusOf(known([personState(readingOf(1, { trend: 4 }))])))).toEqual({
      patientId: 'ada',
      patientName: 'Ada Lovelace',
      mgdl: 133,
      mmol: 7.4,
      trend: 'rising',
      deltaMgdl: 3,
      ageSeconds: 60,
      freshness: 'current',
      range: 'in_range',
      alarm: null,
      snoozedUntil: null,
      link: { code: 'ok', message: 'Connected; readings are coming in.' },
      polledBy: 'desktop',
    });
  });

  it.each([
    { minutes: 4, freshness: 'current', value: true, arrow: true },
    { minutes: 5, freshness: 'delayed', value: true, arrow: true },
    { minutes: 10, freshness: 'delayed', value: true, arrow: false },
    { minutes: 15, freshness: 'stale', value: true, arrow: false },
    { minutes: 20, freshness: 'stale', value: true, arrow: false },
    { minutes: 20.1, freshness: 'old', value: false, arrow: false },
    { minutes: 60 * 24, freshness: 'old', value: false, arrow: false },
    { minutes: -4, freshness: 'current', value: true, arrow: true },
    { minutes: -6, freshness: 'old', value: false, arrow: false },
  ])('of a reading $minutes min old is $freshness', ({ minutes, freshness, value, arrow }) => {
    const json = statusJson(statusOf(known([personState(readingOf(minutes, { trend: 4 }))])));
    expect(json.freshness).toBe(freshness);
    expect([json.mgdl !== null, json.mmol !== null, json.range !== null]).toEqual([value, value, value]);
    expect([json.trend !== null, json.deltaMgdl !== null]).toEqual([arrow, arrow]);
    expect(json.ageSeconds).toBe(minutes === -4 ? 0 : minutes * 60);
  });

  it('never shows a value, an arrow or a range of what is old, whatever it is of', () => {
    const any = fc.record({
      minutes: fc.double({ min: -600, max: 600, noNaN: true }),
      mgdl: fc.integer({ min: 40, max: 500 }),
      trend: fc.constantFrom<TrendArrow | null>(1, 2, 3, 4, 5, null),
    });
    fc.assert(
      fc.property(any, ({ minutes, ...value }) => {
        const status = statusOf(known([personState(readingOf(minutes, value))]));
        const { mgdl, mmol, trend, deltaMgdl, range } = statusJson(status);
        if (minutes > 20 || minutes < -5)
          expect([mgdl, mmol, trend, deltaMgdl, range, status.urgent]).toEqual([
            ...Array<null>(5).fill(null),
            false,
          ]);
        else expect(mgdl).toBe(value.mgdl);
      }),
    );
  });

  it('of nobody is empty, and says how the way to the server is', () => {
    const status = statusOf(known([], { way: { code: 'notWatching', since: null }, polledBy: null }));
    expect(statusJson(status)).toMatchObject({
      patientId: null,
      mgdl: null,
      freshness: null,
      link: {
        code: 'notWatching',
        message: 'Nobody is watching: start Glucoglance, or “glucoglance watch”.',
      },
      polledBy: null,
    });
  });

  it('is of the one asked for, else of the one chosen for the tray, else of whoever needs it most', () => {
    const people = [
      personState(readingOf(1)),
      personState(readingOf(1, { patientId: 'ben', mgdl: 62 }), { patientId: 'ben', firstName: 'Ben' }),
    ];
    const shown = (given: string | null, settings: Settings) =>
      statusOf(known(people, { settings }), given).person?.person.patientId;
    expect(shown('ada', choosing('ben'))).toBe('ada');
    expect(shown(null, choosing('ada'))).toBe('ada');
    expect(shown(null, choosing(null))).toBe('ben');
    expect(statusOf(known(people)).number).toBe(2);
    expect(statusOf(known(people)).shortName).toBe('Ben');
    expect(statusOf(known(people.slice(0, 1))).shortName).toBeNull();
  });

  it('names the strongest alarm that is on, rings it or not, and until when it is quiet', () => {
    const until = NOW + 20 * MINUTE;
    const alarms = [
      shownAlarm({ kind: 'noData', patientId: 'ben', since: NOW }),
      shownAlarm({ kind: 'impaired', patientId: null }),
      shownAlarm({ kind: 'low', phase: 'snoozed', until }),
      // Silenced before it has begun.
      shownAlarm({ kind: 'urgentLow', phase: 'snoozed', since: null, until: NOW - 1 }),
    ];
    expect(statusJson(statusOf(known([personState(readingOf(1))], { alarms })))).toMatchObject({
      alarm: 'low',
      snoozedUntil: new Date(until).toISOString(),
    });
  });

  it('says what is broken on the way to the server before what is between us and the person', () => {
    const silent = { code: 'phoneSilent', name: 'Ada Lovelace', lastAt: NOW - 16 * MINUTE } as const;
    const people = [personState(readingOf(16), {}, { link: silent })];
    expect(statusJson(statusOf(known(people))).link.code).toBe('phoneSilent');
    const problem = { code: 'connectionFailed', params: { cause: 'offline' } } as never;
    expect(statusJson(statusOf(known(people, { way: { code: 'problem', problem } }))).link.code).toBe(
      'connectionFailed',
    );
  });

  it('of the demo says so', () => {
    expect(statusJson(statusOf(known([personState(readingOf(1))], { demo: true }))).link.message).toMatch(
      /^DEMO /,
    );
  });
});
