import { DEFAULT_RULES } from '../../../src/shared/alarms/rules.ts';
import type { Channel, Contracts } from '../../../src/shared/ipc.ts';

/** A request of each channel with every field there is; a channel without one here does not compile. */
export const FULL: { [C in Channel]: Contracts[C]['request'] } = {
  'snapshot:read': undefined,
  'account:signIn': { email: 'a@example.com', password: 'x', acceptTerms: false },
  'account:signOut': undefined,
  'demo:start': undefined,
  'demo:stop': undefined,
  'monitor:refresh': undefined,
  'settings:update': {
    unit: 'mmol',
    apiVersion: '4.17.0',
    pollIntervalSeconds: 60,
    minimumRecordIntervalSeconds: 60,
    alarms: { ...DEFAULT_RULES, high: { ...DEFAULT_RULES.high, quiet: { from: 1320, to: 420 } } },
    desktop: {
      trayPerson: 'p',
      trayPrivate: false,
      notificationsPrivate: false,
      palette: 'standard',
      volume: 80,
      startAtLogin: false,
      welcomed: true,
    },
    people: { p: { followed: true, name: 'Ada', limits: { low: 70, high: 240 }, sensorLifeDays: 14 } },
  },
  'alarm:acknowledge': { patientId: 'p', kind: 'low' },
  'alarm:snooze': { patientId: 'p', kind: 'low', minutes: 30 },
  'alarm:rung': { id: 1, heard: true },
  'alarms:snooze': { scope: 'all', minutes: 30 },
  'alarms:endSnooze': undefined,
  'alarms:test': undefined,
  'alarms:rehearse': { patientId: 'p', rules: DEFAULT_RULES },
  'notice:dismiss': { code: 'problem' },
  'status:read': undefined,
  'diagnostics:copy': undefined,
  'chart:part': { patientId: 'p', from: 0, to: 1 },
  'chart:usual': { patientId: 'p', before: 1 },
  'link:open': { link: 'status' },
  'window:open': { page: 'now' },
  'app:quit': undefined,
};
