import { expect, it } from 'vitest';
import { readersLocale } from '../../../../src/main/desktop/locale/readers-locale.ts';

it.each([
  ['de-DE', 'en-DE', '14:05'],
  ['de', 'en-DE', '14:05'],
  ['sv-SE', 'en-SE', '14:05'],
  ['en-GB', 'en-GB', '14:05'],
  ['en-US', 'en-US', '2:05 PM'],
  ['zh-Hant', 'en-TW', '2:05 PM'],
  ['', 'en-GB', '14:05'],
  ['no locale', 'en-GB', '14:05'],
])('a computer that says %j writes English as %s: %s', (system, locale, time) => {
  expect(readersLocale(system)).toBe(locale);
  const format = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: 'UTC' });
  expect(format.format(Date.UTC(2026, 10, 21, 14, 5)).replace(/\s/, ' ')).toBe(time);
});
