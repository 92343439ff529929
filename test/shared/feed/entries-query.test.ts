import { describe, expect, it } from 'vitest';
import { MOST_ENTRIES, readEntriesQuery } from '../../../src/shared/feed/entries-query.ts';
import { DAY } from '../../../src/shared/time.ts';
import { NOON } from '../../support/readings.ts';

const read = (query: string) => readEntriesQuery(new URLSearchParams(query), 10, NOON);

describe('what a reader of entries asks for', () => {
  it('without a window is of the last four days, as at a Nightscout site', () => {
    expect(read('')).toEqual({ count: 10, from: NOON - 4 * DAY, to: Infinity, brief: false });
  });

  it.each([
    ['count=3', 3],
    ['count=0', 1],
    ['count=999999999', MOST_ENTRIES],
  ])('%s is %d of them', (query, count) => {
    expect(read(query)?.count).toBe(count);
  });

  it.each([
    [`find[date][$gte]=${NOON}`, NOON, Infinity],
    [`find[date][$gt]=${NOON}`, NOON + 1, Infinity],
    [`find[date][$gte]=1&find[date][$lt]=${NOON}`, 1, NOON],
    [`find%5Bdate%5D%5B%24lte%5D=${NOON}`, 0, NOON + 1],
    [`find[date]=${NOON}`, NOON, NOON + 1],
    ['find[dateString][$gte]=2026-11-20', NOON - DAY / 2, Infinity],
    ['find[dateString][$gt]=2026-11-20T12:00:00.000Z', NOON + 1, Infinity],
    ['find[dateString][$gte]=2026-11-20T12:00:00.250Z', NOON + 250, Infinity],
    ['find[dateString][$gte]=2026-11-20T13:00:00%2B01:00', NOON, Infinity],
  ])('%s is a window', (query, from, to) => {
    expect(read(query)).toMatchObject({ from, to });
  });

  it.each(['find[type]=sgv', 'brief_mode=N', 'no_empty=Y', 'token=x', 'sensor=Y'])(
    '%s narrows nothing',
    (query) => expect(read(query)).toEqual(read('')),
  );

  it('may be brief', () => expect(read('brief_mode=Y')?.brief).toBe(true));

  it.each([
    'count=-1',
    'count=many',
    'count=1e3',
    'find[date][$gte]=yesterday',
    'find[date][$regex]=1',
    'find[date][$where]=1',
    'find[dateString][$gte]=20 Nov 2026',
    'find[type]=mbg',
    'find[sgv][$gte]=100',
    'find=all',
    'find[__proto__][$gte]=1',
  ])('%s is not understood, and answered with nothing rather than with more than was asked', (query) => {
    expect(read(query)).toBeNull();
  });
});
