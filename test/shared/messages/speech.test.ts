import { describe, expect, it } from 'vitest';
import { glucoseNumber, readFigure, tenthText } from '../../../src/shared/messages/figures.ts';
import { say } from '../../../src/shared/messages/say.ts';
import { ENGLISH, inEnglish, languageFor, speakAs, speechOf } from '../../../src/shared/messages/speech.ts';
import type { Speech } from '../../../src/shared/state/speech.ts';
import { clockText, readTimeOfDay, timeOfDayText } from '../../../src/shared/messages/times.ts';

/** Speaks otherwise for as long as the work takes. */
function inSpeech<T>(speech: Partial<Speech>, work: () => T): T {
  speakAs(() => ({ ...ENGLISH, ...speech }));
  try {
    return work();
  } finally {
    speakAs(() => ENGLISH);
  }
}

const AFTERNOON = Date.UTC(2026, 10, 21, 14, 5) + new Date(0).getTimezoneOffset() * 60_000;
const plain = (text: string) => text.replaceAll(/\s/g, ' ');

describe('the way to speak', () => {
  it.each([
    [['de-AT'], 'de'],
    [['de_DE.UTF-8'], 'de'],
    [['fi-FI', 'de-CH'], 'de'],
    [['C'], 'en'],
    [['C.UTF-8'], 'en'],
    [['POSIX'], 'en'],
    [['fi-FI'], 'en'],
    [['nonsense!'], 'en'],
    [[], 'en'],
  ])('%j is spoken to in %s', (tags, language) => {
    expect(languageFor(tags)).toBe(language);
  });

  it.each([
    ['de-DE', 'en-DE', '14:05', '7,4'],
    ['de', 'en-DE', '14:05', '7,4'],
    ['sv-SE', 'en-SE', '14:05', '7,4'],
    ['en-GB', 'en-GB', '14:05', '7.4'],
    ['en-US', 'en-US', '2:05 PM', '7.4'],
    ['zh-Hant', 'en-TW', '2:05 PM', '7.4'],
    ['', 'en-GB', '14:05', '7.4'],
    ['no locale', 'en-GB', '14:05', '7.4'],
  ])('a computer that says %j writes English as %s: %s, %s', (system, locale, time, figure) => {
    const speech = speechOf({ language: 'en', clock: null }, { languages: [], locale: system });
    expect(speech).toEqual({ language: 'en', locale, clock: null });
    inSpeech(speech, () => {
      expect(plain(timeOfDayText(14 * 60 + 5))).toBe(time);
      expect(glucoseNumber(133, 'mmol')).toBe(figure);
    });
  });

  it('is the person’s choice, else the system’s', () => {
    const system = { languages: ['de-AT', 'en'], locale: 'de-AT' };
    expect(speechOf({ language: null, clock: null }, system)).toMatchObject({
      language: 'de',
      locale: 'de-AT',
    });
    expect(speechOf({ language: 'en', clock: 12 }, system)).toEqual({
      language: 'en',
      locale: 'en-AT',
      clock: 12,
    });
    // Chosen in a version that had it.
    expect(speechOf({ language: 'tlh', clock: null }, system)).toMatchObject({ language: 'de' });
  });

  it('can change while the program runs, and what is for programs stays English', () => {
    expect(say('tray.menu.quit')).toBe('Quit');
    inSpeech({ language: 'de', locale: 'de-DE' }, () => {
      expect(say('tray.menu.quit')).toBe('Beenden');
      expect(tenthText(7.4)).toBe('7,4');
      expect(inEnglish(() => [say('tray.menu.quit'), tenthText(7.4)])).toEqual(['Quit', '7.4']);
      expect(say('tray.menu.quit')).toBe('Beenden');
    });
    expect(say('tray.menu.quit')).toBe('Quit');
  });

  it.each([
    [null, 'en-US', '2:05 PM'],
    [24, 'en-US', '14:05'],
    [12, 'en-GB', '02:05 pm'],
    [null, 'de-DE', '14:05'],
  ] as const)('has the clock that was chosen: %s in %s', (clock, locale, time) => {
    inSpeech({ clock, locale }, () => expect(plain(clockText(AFTERNOON))).toBe(time));
  });
});

describe('what somebody types', () => {
  it.each([
    ['7.4', 7.4],
    ['7,4', 7.4],
    [' 70 ', 70],
    ['70.', 70],
    ['-3', -3],
    ['−3', -3],
    ['', null],
    ['7,4,5', null],
    ['1.000,5', null],
    ['seven', null],
    ['0x10', null],
    ['1e3', null],
  ])('as a figure: %j is %s', (text, figure) => {
    expect(readFigure(text)).toBe(figure);
  });

  it.each([
    ['2200', 22 * 60],
    ['22:00', 22 * 60],
    ['22.00', 22 * 60],
    ['22', 22 * 60],
    ['22 h', 22 * 60],
    ['22 Uhr', 22 * 60],
    ['7:05', 7 * 60 + 5],
    ['705', 7 * 60 + 5],
    ['10 pm', 22 * 60],
    ['10pm', 22 * 60],
    ['10:30 p.m.', 22 * 60 + 30],
    ['12 am', 0],
    ['12 pm', 12 * 60],
    ['0:00', 0],
    ['23:59', 23 * 60 + 59],
    ['24:00', null],
    ['7:60', null],
    ['13 pm', null],
    ['0 am', null],
    ['', null],
    ['noon', null],
  ])('as a time of the day: %j is %s', (text, minutes) => {
    expect(readTimeOfDay(text)).toBe(minutes);
  });

  it.each(['en-GB', 'en-US', 'de-DE'])('any time, as it is written in %s', (locale) => {
    for (let minutes = 0; minutes < 24 * 60; minutes += 1)
      inSpeech({ locale }, () => expect(readTimeOfDay(plain(timeOfDayText(minutes)))).toBe(minutes));
  });
});
