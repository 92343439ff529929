import { describe, expect, it } from 'vitest';
import { findPerson } from '../../../src/main/profile/people.ts';

const person = (patientId: string, firstName: string, lastName = '') => ({ patientId, firstName, lastName });

/** The id of who is meant, or the problem's code. */
function found(given: string, ...people: ReturnType<typeof person>[]): string {
  const result = findPerson(people, given);
  return result.ok ? result.value.patientId : result.problem.code;
}

describe('W16: a person is found by name as a reader reads it', () => {
  it.each([
    ['composed for decomposed', 'Zo\u00e9', 'Zoe\u0301'],
    ['decomposed for composed', 'Zoe\u0301', 'Zo\u00e9'],
    ['another order of marks', 'e\u0323\u0302', 'e\u0302\u0323'],
    ['without case', 'ÉLODIE', 'élodie'],
    ['ß for SS', 'STRASSER', 'Straßer'],
    ['a capital ẞ', 'STRAẞER', 'Straßer'],
    ['a final sigma', 'ΝΊΚΟΣ', 'Νίκος'],
    ['a dotted capital I', 'İpek', 'i\u0307pek'],
    ['full-width letters', 'Ada', 'Ａｄａ'],
    ['half-width kana', 'ハナコ', 'ﾊﾅｺ'],
    ['a ligature', 'Fiona', 'ﬁona'],
    ['Hangul in single letters', '\ud558\ub098', '\u1112\u1161\u1102\u1161'],
    ['spaces around', '  Ada ', 'Ada'],
    ['another space inside', 'Ada Mae', 'Ada\u00a0 Mae'],
    ['marks of direction', 'שרה', '\u200fשרה\u200e'],
    ['a joiner nobody sees', 'نیلوفرجان', 'نیلوفر\u200cجان'],
    ['an emoji with and without its selector', 'Sun ☀', 'Sun ☀\ufe0f'],
  ])('%s', (_, typed, served) => {
    expect(found(typed, person('1', served, 'Lindqvist'), person('2', 'Ben'))).toBe('1');
  });

  it('by the full name as displayed, in any of these forms', () => {
    const people = [
      person('1', ' Ada ', 'Lindqvist'),
      person('2', 'Ada', 'Marlowe'),
      person('3', '', 'Zoe\u0301'),
    ];
    expect(found('Ada Lindqvist', ...people)).toBe('1');
    expect(found('ada  MARLOWE', ...people)).toBe('2');
    expect(found('zoé', ...people)).toBe('3');
    expect(found('Ada', ...people)).toBe('personAmbiguous');
    expect(found('Lindqvist', ...people)).toBe('personUnknown');
  });

  it('by the word shown for somebody without a name', () => {
    expect(found('Person', person('1', '', ''), person('2', 'Ada'))).toBe('1');
  });

  it.each([[''], [' '], ['\u200b'], ['\u0301']])('%j is nobody, not even who has no name', (given) => {
    expect(found(given, person('1', '', ''), person('', 'Ada'), person('3', '', 'Lindqvist'))).toBe(
      'personUnknown',
    );
  });

  it('takes two that read alike for ambiguous, and an id for that one', () => {
    const people = [
      person('1', 'Zo\u00e9'),
      person('2', 'zoe\u0301', 'Marlowe'),
      person('Ben', 'Eve'),
      person('4', 'Ben'),
    ];
    expect(found('Zoé', ...people)).toBe('personAmbiguous');
    expect(found('2', ...people)).toBe('2');
    expect(found('Ben', ...people)).toBe('Ben');
  });
});
