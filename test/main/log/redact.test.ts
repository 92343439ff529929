import { describe, expect, it } from 'vitest';
import { lineOf } from '../../../src/main/log/log.ts';
import { createRedactor, HIDDEN } from '../../../src/main/log/redact.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';
import { ENCODINGS, QUOTINGS, readable, SECRETS } from './canaries.ts';
import { ordinaryEvents } from './events.ts';

function knowing(...secrets: string[]) {
  const redactor = createRedactor();
  for (const secret of secrets) redactor.register(secret);
  return redactor;
}

const quoted = fc.tuple(
  fc.constantFrom(...SECRETS),
  fc.constantFrom(...ENCODINGS),
  fc.array(fc.constantFrom(...QUOTINGS), { maxLength: 4 }),
);

/** Texts with secrets in any number, order, nesting and encoding, in which either end may be cut off anywhere. */
const leaks = fc
  .tuple(
    fc.array(fc.tuple(fc.string({ unit: 'binary', maxLength: 12 }), quoted), { minLength: 1, maxLength: 4 }),
    fc.nat(60),
    fc.nat(60),
  )
  .map(([parts, start, end]) => {
    const text = parts
      .map(([before, [secret, encode, quotings]]) =>
        quotings.reduce((inner, quote) => quote(inner), before + encode(secret)),
      )
      .join('');
    return text.slice(start % text.length, text.length - (end % text.length));
  });

describe('the redactor', () => {
  const redactor = knowing(...SECRETS);

  it.each([
    ['a token nobody told of', `x eyJhbGciOiJIUzI1NiJ9.eyJpZCI6ImFiYyJ9.AbC-123_x y`, `x ${HIDDEN} y`],
    ['a token that is cut off', 'x eyJhbGciOiJIUzI1NiJ9.eyJpZCI6', `x ${HIDDEN}`],
    ['a bearer', 'authorization=Bearer abc', HIDDEN],
    ['a bearer up to a quotation mark', 'x "Bearer  abc" y', `x "${HIDDEN}" y`],
    ['a bearer in a URL', 'x bearer%20abc bearer+abc bearer%20+abc y', `x ${HIDDEN} ${HIDDEN} ${HIDDEN} y`],
    ['a bearer and nothing else', 'bearers of news; bearer abc', `bearers of news; ${HIDDEN}`],
    ['every kind of key', 'passwd=a ticket:b secret : c', `${HIDDEN} ${HIDDEN} ${HIDDEN}`],
    ['a key in any spelling', 'Cookie=a accountId=b Account-Id= c', `${HIDDEN} ${HIDDEN} ${HIDDEN}`],
    ['a value up to what ends it', 'token=a,b token=c;d {token:e}', `${HIDDEN},b ${HIDDEN};d {${HIDDEN}}`],
    ['a quoted value in a text that is quoted', '{\\"secret\\":\\"a b\\"} c', `{\\"${HIDDEN}"} c`],
    ['a value in the other quotation marks', "token = 'a \"b' c", `${HIDDEN}' c`],
    ['every value of a key, not the first alone', 'token=aa&token=bb', `${HIDDEN}&${HIDDEN}`],
    ['a quoted value', '{"password":"a b \'c","at":1}', `{"${HIDDEN}","at":1}`],
    ['a quoted value without its end', '{"password":"a b', `{"${HIDDEN}`],
    ['an e-mail address', 'to a.b+c@example.com, now', `to ${HIDDEN}, now`],
    ['an e-mail address in a URL', 'x?e=a.b%40example.com', `${HIDDEN}`],
    ['a UUID', 'id=0d5c1f9e-1111-4222-8333-94445555666a.', `id=${HIDDEN}.`],
    ['the beginning of a UUID', 'id=0d5c1f9e-1111-42', `id=${HIDDEN}`],
    ['the end of a UUID', '=4222-8333-94445555666a', `=${HIDDEN}`],
    ['a UUID in capitals', 'id=0D5C1F9E-1111-4222-8333-94445555666A.', `id=${HIDDEN}.`],
    ['the shortest beginning of a UUID', 'id=0d5c1f9e-1111', `id=${HIDDEN}`],
    ['the shortest end of a UUID', '=8333-94445555666a', `=${HIDDEN}`],
    ['24 hexadecimal figures', `a ${'0f'.repeat(12)} b`, `a ${HIDDEN} b`],
    ['a hash', `a ${'0f'.repeat(32)} b`, `a ${HIDDEN} b`],
    ['base64', `a ${Buffer.from('The quick brown fox jumps 1').toString('base64')} b`, `a ${HIDDEN} b`],
    ['base64 of 32 characters', `a ${'Ab1-'.repeat(8)}== b`, `a ${HIDDEN} b`],
    ['base64 with strokes of 48 characters', `a ${'Ab1/'.repeat(12)}= b`, `a ${HIDDEN} b`],
    ['serials of 9 and of 12 characters', 'MH0ABCDE7 MH0ABCDE7XYZ', `${HIDDEN} ${HIDDEN}`],
    ['the serial of a sensor', 'sn 0HPD2YWLC0 and MH00ABCDE', `sn ${HIDDEN} and ${HIDDEN}`],
    [
      'a home',
      '/home/ada/x C:\\\\Users\\\\Ada Byron\\\\x',
      `/home/${HIDDEN}/x C:\\\\Users\\\\${HIDDEN}\\\\x`,
    ],
    [
      'a home at the end of a line or of a word',
      '/Users/ada: no //home//ada b',
      `/Users/${HIDDEN}: no //home//${HIDDEN} b`,
    ],
    ['line ends and directions', 'a\nb\u2028c\u202ed\u001b', 'a\\u000ab\\u2028c\\u202ed\\u001b'],
  ])('hides %s', (_, line, expected) => {
    expect(createRedactor().redact(line)).toBe(expected);
  });

  it.each([
    ['escaped letter by letter', 'c\\u00e4n\\u00C4ry', 'cänäry'],
    ['escaped in a text that is escaped', 'c\\\\u00e4n\\\\u00e4ry', 'cänäry'],
    ['inside something longer that is hidden', 'my.own-secret.x@example.com', 'own-secret'],
    ['twice, overlapping', 'abcabcabcabcabc', 'abcabcabc'],
  ])('hides a secret %s', (_, line, secret) => {
    expect(knowing(secret).redact(`a ${line} b`)).toBe(`a ${HIDDEN} b`);
  });

  it.each(['0d5c1f9-1111', '0d5c1f9e-111', '8333-94445555666', '0f'.repeat(11) + '0', 'x-1111-2222'])(
    'leaves hexadecimal figures that are no such thing: %s',
    (line) => {
      expect(createRedactor().redact(`a ${line} b`)).toBe(`a ${line} b`);
    },
  );

  it.each([
    'eyJabcd',
    'forbearer',
    'mytoken=7',
    'a token of thanks',
    'Ab1-'.repeat(7) + 'Ab1',
    'Ab1/'.repeat(11) + 'Ab1',
    'Ab--'.repeat(8),
    'ab1-'.repeat(8),
    'AB1-'.repeat(8),
    'MH0ABCD7',
    'MH0ABCDE7XYZ0',
    '123456789',
    'ABCDEFGHI',
    'xMH00ABCDE',
    'MH00ABCDE_x',
    'my home/ada',
    '/homes/ada',
  ])('leaves what only looks a little like a secret: %s', (line) => {
    expect(createRedactor().redact(line)).toBe(line);
  });

  it('hides a secret exactly, whatever its letters become when small', () => {
    // The small form of this capital is two characters long.
    expect(knowing('own-secret').redact('İİİ own-secret İ')).toBe(`İİİ ${HIDDEN} İ`);
    expect(knowing('İstanbul-9').redact('x İSTANBUL-9 y')).toBe(`x ${HIDDEN} y`);
  });

  it('knows whether a text has a secret or a part of it', () => {
    const redactor = knowing('own-secret');
    expect(redactor.knows('my OWN-secre')).toBe(true);
    expect(redactor.knows('my own-secr')).toBe(true);
    expect(redactor.knows('my own-sec a@example.com')).toBe(false);
  });

  it('finds a known secret as a whole only, and whatever looks like one', () => {
    const redactor = knowing('own-secret', 'Max');
    expect(redactor.finds('my OWN\\u002dsecret')).toBe(true);
    expect(redactor.finds('my own-secre')).toBe(false);
    expect(redactor.finds('to max.')).toBe(true);
    expect(redactor.finds('maximum 7')).toBe(false);
    expect(createRedactor().finds('to a@example.com')).toBe(true);
    expect(createRedactor().finds('to somebody')).toBe(false);
  });

  it('hides a short secret only as a word of its own', () => {
    const redactor = knowing('Max', 'S3cret!');
    expect(redactor.redact('"max" maximum S3CRET! xs3cret!')).toBe(`"${HIDDEN}" maximum ${HIDDEN} xs3cret!`);
    expect(knowing('ab').redact('ab')).toBe('ab');
  });

  it('keeps of a secret that is renewed only the newest value', () => {
    const redactor = createRedactor();
    redactor.register('first-secret', 'token');
    redactor.register('other-secret', 'token');
    expect(redactor.redact('first-pass other-secret')).toBe(`first-pass ${HIDDEN}`);
  });

  it.each(SECRETS)('hides a secret however it is written: %s', (secret) => {
    for (const encode of ENCODINGS)
      expect(readable(knowing(secret).redact(`a ${encode(secret)} b`), 8, [secret])).toEqual([]);
  });

  it('lets no known secret through, however nested, ordered, cut and encoded', () => {
    fc.assert(
      fc.property(leaks, (text) => {
        expect(readable(redactor.redact(text))).toEqual([]);
      }),
      { numRuns: runs(2000, 50_000) },
    );
  });

  it('the search for secrets in these tests finds them', () => {
    for (const secret of SECRETS)
      for (const encode of ENCODINGS)
        for (const quote of QUOTINGS)
          expect(readable(quote(quote(encode(secret)))), secret).toContain(secret);
  });

  it('gives one line without control characters, which it leaves alone the second time', () => {
    fc.assert(
      fc.property(fc.oneof(leaks, fc.string({ unit: 'binary' })), (text) => {
        const once = redactor.redact(text);
        // oxlint-disable-next-line no-control-regex
        expect(once).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/);
        expect(redactor.redact(once)).toBe(once);
        expect(redactor.finds(once)).toBe(false);
      }),
      { numRuns: runs(1000, 20_000) },
    );
  });

  it('leaves ordinary lines as they are', () => {
    fc.assert(
      fc.property(ordinaryEvents, fc.integer({ min: 0, max: 4e12 }), (event, at) => {
        const line = lineOf(event, at);
        expect(redactor.redact(line)).toBe(line);
      }),
      { numRuns: runs(1000, 20_000) },
    );
  });

  it('has hardly more to do with lines made to keep it busy than with ordinary ones of their length', () => {
    const redactor = knowing(...SECRETS);
    /** Of the processor, which is the same however busy the machine is; five times, because it is counted in coarse steps. */
    const timeOf = (part: string) => {
      const line = part.repeat(Math.ceil(20_000 / part.length));
      const before = process.threadCpuUsage();
      for (let i = 0; i < 5; i++) redactor.redact(line);
      const { user, system } = process.threadCpuUsage(before);
      return user + system;
    };
    const ordinary = timeOf('An ordinary line of the log. ');
    for (const part of ['a', 'aA1', '\\', '/', '/home\\\\', 'token=', '0a-'])
      expect(timeOf(part), part).toBeLessThan(40 * ordinary);
  });
});
