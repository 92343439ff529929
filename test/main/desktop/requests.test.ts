import { describe, expect, it } from 'vitest';
import { REQUESTS } from '../../../src/main/desktop/requests.ts';
import { CHANNELS, type Channel } from '../../../src/shared/ipc.ts';

const accepts = (channel: Channel, request: unknown) => REQUESTS[channel].safeParse(request).success;
const signIn = { email: 'a@example.com', password: 'x', acceptTerms: false };

it('every channel of the contract has a check', () => {
  expect(Object.keys(REQUESTS).toSorted()).toEqual([...CHANNELS].toSorted());
});

describe('what the window may ask', () => {
  it.each([
    ['snapshot:read', undefined],
    ['account:signIn', signIn],
    ['person:follow', { patientId: 'p', followed: true }],
    ['settings:unit', { unit: 'mmol' }],
    ['settings:unit', { unit: null }],
    ['link:open', { link: 'status' }],
  ] as const)('%s %j', (channel, request) => {
    expect(accepts(channel, request)).toBe(true);
  });

  it.each([
    ['snapshot:read', null],
    ['snapshot:read', {}],
    ['snapshot:read', 'x'],
    ['account:signIn', undefined],
    ['account:signIn', null],
    ['account:signIn', { ...signIn, email: '' }],
    ['account:signIn', { ...signIn, email: 'x'.repeat(255) }],
    ['account:signIn', { ...signIn, password: 'x'.repeat(201) }],
    ['account:signIn', { ...signIn, password: 5 }],
    ['account:signIn', { ...signIn, acceptTerms: 'yes' }],
    ['account:signIn', { ...signIn, baseUrl: 'https://evil.example' }],
    ['account:signIn', [signIn]],
    ['account:signOut', { all: true }],
    ['demo:start', 1],
    ['monitor:refresh', []],
    ['person:follow', { patientId: '', followed: true }],
    ['person:follow', { patientId: 'x'.repeat(101), followed: true }],
    ['person:follow', { patientId: '__proto__' }],
    ['person:follow', JSON.parse('{"patientId":"p","followed":true,"__proto__":{"x":1}}')],
    ['settings:unit', { unit: 'stone' }],
    ['settings:unit', { unit: 'mmol', path: '/etc' }],
    ['status:read', { path: '/etc/passwd' }],
    ['link:open', { link: 'https://evil.example' }],
    ['link:open', { link: 'constructor' }],
    ['link:open', { link: '__proto__' }],
    ['link:open', { link: ['status'] }],
    ['link:open', 'status'],
  ] as const)('not %s %j', (channel, request) => {
    expect(accepts(channel, request)).toBe(false);
  });
});
