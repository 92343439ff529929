import { expect, it } from 'vitest';
import { givenServer } from '../../../../src/main/desktop/profile/given-server.ts';

it.each([
  [undefined, null],
  ['https://api-eu.libreview.io/', 'https://api-eu.libreview.io'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
])('%s is asked', (given, baseUrl) => {
  expect(givenServer({ LIBRELINKUP_BASE_URL: given })).toEqual({ baseUrl, notice: null });
});

it.each(['http://evil.example', 'https://user:secret@evil.example', 'ftp://x', ''])(
  '%s is not, and that is said without what was in it',
  (given) => {
    const { baseUrl, notice } = givenServer({ LIBRELINKUP_BASE_URL: given });
    expect(baseUrl).toBeNull();
    expect(notice).toMatchObject({ problem: { code: 'badInput', params: { what: 'LIBRELINKUP_BASE_URL' } } });
    expect(JSON.stringify(notice)).not.toContain('secret');
  },
);
