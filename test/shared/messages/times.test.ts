import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { speakAs, ENGLISH } from '../../../src/shared/messages/speech.ts';
import { spanTimes } from '../../../src/shared/messages/times.ts';

const GERMAN = { language: 'de', locale: 'de-DE', clock: null };
const at = (day: number, hour: number) => new Date(2026, 10, day, hour).getTime();

beforeEach(() => {
  vi.useFakeTimers({ now: at(16, 12) });
});
afterEach(() => {
  vi.useRealTimers();
  speakAs(() => ENGLISH);
});

it.each([
  ['both of today', at(16, 9), at(16, 11), '09:00', '11:00'],
  [
    'from yesterday until today, so that nobody takes its end for yesterday’s',
    at(15, 12),
    at(16, 11),
    'Sun 15 Nov, 12:00',
    'today, 11:00',
  ],
  ['both of another day', at(15, 9), at(15, 11), 'Sun 15 Nov, 09:00', 'Sun 15 Nov, 11:00'],
])('a span is told with the days that it needs: %s', (_, from, to, first, last) => {
  expect(spanTimes(from, to)).toEqual({ from: first, to: last });
});

it('says today in the language that is spoken', () => {
  speakAs(() => GERMAN);
  expect(spanTimes(at(15, 12), at(16, 11)).to).toBe('heute, 11:00');
});

it('leaves times as they are where somebody else writes them', () => {
  const written = (instant: number) => `t${new Date(instant).getDate()}`;
  expect(spanTimes(at(15, 12), at(16, 11), written)).toEqual({ from: 't15', to: 't16' });
});
