import { describe, expect, it } from 'vitest';
import { parseBaseUrl, shownBaseUrl } from '../../../src/main/settings/base-url.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';

describe('parseBaseUrl', () => {
  it.each([
    ['https://api.libreview.io', 'https://api.libreview.io'],
    ['https://api-eu.libreview.io/', 'https://api-eu.libreview.io'],
    ['  https://api-eu.libreview.io \n', 'https://api-eu.libreview.io'],
    ['HTTPS://API-EU.LibreView.IO', 'https://api-eu.libreview.io'],
    ['https://api.libreview.io:443', 'https://api.libreview.io'],
    ['https://api.libreview.io:8443/', 'https://api.libreview.io:8443'],
    ['https://192.168.1.5', 'https://192.168.1.5'],
    ['https://[2001:db8::1]:8443', 'https://[2001:db8::1]:8443'],
    ['https://xn--bcher-kva.example', 'https://xn--bcher-kva.example'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://LOCALHOST', 'http://localhost'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
    ['http://127.9.8.7', 'http://127.9.8.7'],
    ['http://[::1]:80', 'http://[::1]'],
    ['http://[0:0:0:0:0:0:0:1]:3000', 'http://[::1]:3000'],
    // Other spellings of 127.0.0.1 come out as what they are.
    ['http://127.1', 'http://127.0.0.1'],
    ['http://2130706433', 'http://127.0.0.1'],
    ['http://0x7f000001', 'http://127.0.0.1'],
  ])('%j is %s', (text, origin) => expect(parseBaseUrl(text)).toBe(origin));

  it.each([
    // Plain http to anywhere but this machine.
    'http://api.libreview.io',
    'http://192.168.1.5',
    'http://0.0.0.0',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'http://evil.example.localhost',
    'http://localhost.',
    'http://[::ffff:127.0.0.1]',
    'http://[::]',
    'http://128.0.0.1',
    'http://1270.0.0.1',
    // A user name, with or without another host behind it.
    'https://user:secret@api.libreview.io',
    'https://api.libreview.io@evil.example',
    'https://api.libreview.io:443@evil.example',
    'http://127.0.0.1@evil.example',
    'http://localhost:80@evil.example/',
    'https://@evil.example',
    // More than an origin.
    'https://api.libreview.io/llu',
    'https://api.libreview.io//',
    'https://api.libreview.io/?x=1',
    'https://api.libreview.io?',
    'https://api.libreview.io#',
    'https://api.libreview.io/..',
    // What the URL parser would quietly repair.
    'https:api.libreview.io',
    'https:/api.libreview.io',
    'https:///api.libreview.io',
    'https:\\\\api.libreview.io',
    'https://api.libreview.io\\@evil.example',
    'https://api.libre\nview.io',
    'https://api.libre\tview.io',
    'https://api%2Elibreview.io',
    'http://%6cocalhost',
    // Letters that look like others.
    'https://аpi.libreview.io',
    'https://bücher.example',
    'https://api。libreview。io',
    'http://ⓛocalhost',
    'http://127.0.0.１',
    // Another scheme, or none.
    'file:///etc/passwd',
    'file://localhost/',
    'ftp://localhost',
    'ws://localhost',
    'javascript:alert(1)',
    'data:text/html,x',
    'api.libreview.io',
    '//api.libreview.io',
    // Not a host.
    '',
    ' ',
    'https://',
    'https://.',
    'https://..',
    'https://api..libreview.io',
    'https://api.libreview.io:',
    'https://api.libreview.io:99999',
    'https://api.libreview.io:-1',
    'https://256.0.0.1',
    'https://[::1',
    'https://[zz]',
    'https://a b',
  ])('%j is refused', (text) => expect(parseBaseUrl(text)).toBeNull());

  it('never throws, and what it gives is an origin that it gives again', () => {
    const hostile = fc.string({
      unit: fc.constantFrom(
        ...'htps:/\\@.%#?[]019afx-_ \té\u3002'.split(''),
        'https://',
        'localhost',
        '127.0.0.1',
        '::1',
      ),
    });
    fc.assert(
      fc.property(fc.oneof(hostile, fc.webUrl(), fc.string({ unit: 'binary' })), (text) => {
        const origin = parseBaseUrl(text);
        if (origin === null) return;
        expect(parseBaseUrl(origin)).toBe(origin);
        expect(new URL(origin).origin).toBe(origin);
        expect(origin).toMatch(/^https:\/\/|^http:\/\/(localhost|127\.[\d.]+|\[::1\])(:\d+)?$/);
      }),
      { numRuns: runs(2_000, 100_000) },
    );
  });
});

describe('shownBaseUrl', () => {
  it.each([
    ['https://ada@example.org:pässword@api.libreview.io', 'https://…@api.libreview.io'],
    ['http://api.libreview.io', 'http://api.libreview.io'],
    ['nonsense', 'nonsense'],
    ['https://site.example/?token=abc-0123@x', 'https://…@x'],
    ['https://site.example/?token=abc-0123', 'https://site.example/?…'],
    ['https://site.example#abc-0123', 'https://site.example?…'],
  ])('%s is shown as %s', (text, shown) => expect(shownBaseUrl(text)).toBe(shown));
});
