import { describe, expect, it, vi } from 'vitest';
import { ANSWERS } from '../../../../src/main/desktop/ipc/answers.ts';
import { DEFAULT_RULES } from '../../../../src/shared/alarms/rules.ts';
import { CHANNELS, type Channel } from '../../../../src/shared/ipc/contracts.ts';

vi.mock('electron', () => ({ app: {}, clipboard: {}, shell: {} }));

const accepts = (channel: Channel, request: unknown) => ANSWERS[channel].request.safeParse(request).success;
const wanted = { patientId: 'p', period: { days: 14 }, until: 0, paper: 'a4', named: false };
const file = {
  format: 'csv',
  patientId: 'p',
  period: { days: 14 },
  named: false,
  decimalComma: true,
  unit: 'mgdl',
};
const signIn = { email: 'a@example.com', password: 'x', acceptTerms: false };

it('every channel of the contract has a check', () => {
  expect(Object.keys(ANSWERS).toSorted()).toEqual([...CHANNELS].toSorted());
});

describe('what the window may ask', () => {
  it.each([
    ['snapshot:read', undefined],
    ['account:signIn', signIn],
    ['settings:update', {}],
    ['settings:update', { unit: 'mmol', people: { p: { followed: true } } }],
    ['settings:update', { unit: null, desktop: { volume: 10, palette: 'colourBlind' } }],
    ['settings:update', { alarms: DEFAULT_RULES }],
    ['alarm:acknowledge', { patientId: null, kind: 'impaired' }],
    ['alarm:snooze', { patientId: 'p', kind: 'low', minutes: 30 }],
    ['alarms:snooze', { scope: 'highs', minutes: 120 }],
    ['alarms:rehearse', { patientId: 'p', rules: DEFAULT_RULES }],
    ['window:open', { page: 'settings' }],
    ['alarms:why', { local: 1 }],
    ['notice:dismiss', { code: 'away' }],
    ['link:open', { link: 'status' }],
    ['report:save', wanted],
    ['exports:save', { ...file, patientId: null, period: null }],
    ['exports:save', { ...file, format: 'archive' }],
    ['backups:restore', { name: '20261121T133000Z.bak' }],
    ['backups:look', { file: 3 }],
    ['erase:do', { patientId: null }],
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
    ['settings:update', { unit: 'stone' }],
    ['settings:update', { unit: 'mmol', path: '/etc' }],
    ['settings:update', { baseUrl: 'https://evil.example' }],
    ['settings:update', { version: 2 }],
    ['settings:update', { pollIntervalSeconds: 59 }],
    ['settings:update', { desktop: { volume: 0 } }],
    ['settings:update', { desktop: { shell: 'rm' } }],
    ['settings:update', { people: { p: { token: 'x' } } }],
    ['settings:update', { people: { ['x'.repeat(101)]: {} } }],
    ['settings:update', { people: { p: { limits: { low: 100, high: 90 } } } }],
    ['settings:update', { alarms: { ...DEFAULT_RULES, low: { ...DEFAULT_RULES.low, limit: 20 } } }],
    ['settings:update', JSON.parse('{"desktop":{"__proto__":{"volume":0}},"x":1}')],
    ['alarm:acknowledge', { patientId: '', kind: 'low' }],
    ['alarm:acknowledge', { patientId: 'x'.repeat(101), kind: 'low' }],
    ['alarm:acknowledge', { patientId: '__proto__' }],
    ['alarm:acknowledge', { patientId: 'p', kind: 'constructor' }],
    ['alarm:snooze', { patientId: 'p', kind: 'low', minutes: 0 }],
    ['alarm:snooze', { patientId: 'p', kind: 'low', minutes: Number.NaN }],
    ['alarm:snooze', { patientId: 'p', kind: 'low', minutes: 1e9 }],
    ['alarms:snooze', { scope: 'lows', minutes: 5 }],
    ['alarms:rehearse', { patientId: 'p', rules: { low: 'x' } }],
    ['window:open', { page: '../secrets' }],
    ['notice:dismiss', { code: 'toString' }],
    ['report:save', { ...wanted, path: '/etc/passwd' }],
    ['report:save', { ...wanted, paper: 'a3' }],
    ['report:print', { ...wanted, until: -1 }],
    ['app:quit', { force: true }],
    ['page:stands', { page: 'elsewhere', unsaved: false }],
    ['page:stands', { page: 'now', unsaved: 'no' }],
    ['status:read', { path: '/etc/passwd' }],
    ['link:open', { link: 'https://evil.example' }],
    ['link:open', { link: 'constructor' }],
    ['link:open', { link: '__proto__' }],
    ['link:open', { link: ['status'] }],
    ['link:open', 'status'],
    ['table:copy', { text: '' }],
    ['exports:save', { ...file, output: '/etc/passwd' }],
    ['exports:save', { ...file, format: 'sql' }],
    ['exports:save', { ...file, unit: null }],
    ['exports:save', { ...file, period: { days: 15 } }],
    ['exports:show', { path: '/etc/passwd' }],
    ['backups:look', { name: '../history.db' }],
    ['backups:look', { name: '20261121T133000Z/../../x.bak' }],
    ['backups:restore', { name: '20261121T133000Z.bak\n' }],
    ['backups:restore', { name: '/backups/20261121T133000Z.bak' }],
    ['backups:restore', { path: '20261121T133000Z.bak' }],
    ['backups:restore', { file: '/etc/passwd' }],
    ['backups:look', { file: 1, name: '20261121T133000Z.bak' }],
    ['erase:do', {}],
    ['erase:do', undefined],
    ['erase:do', { patientId: '' }],
    ['erase:do', { patientId: 'p', yes: true }],
    ['alarms:journal', { date: '2026-02-30', days: 1 }],
    ['alarms:journal', { date: '2026-11-21', days: 30 }],
    ['alarms:why', { instant: 1, local: 1 }],
    ['alarms:why', { lastAt: 1 }],
    ['table:copy', { text: 'x'.repeat(1_000_001) }],
    ['table:copy', { text: 'x', html: '<b>' }],
  ] as const)('not %s %j', (channel, request) => {
    expect(accepts(channel, request)).toBe(false);
  });
});
