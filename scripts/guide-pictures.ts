/** Pictures of docs/guide by their names: the scene of the gallery that each shows. */
export const GUIDE_SCENES: Readonly<Record<string, string>> = {
  welcome: 'first-run-welcome',
  invitation: 'first-run-invitation',
  'sign-in': 'first-run-sign-in-with-a-keychain',
  people: 'first-run-people',
  limits: 'first-run-limits',
  'test-alarm': 'first-run-test',
  done: 'first-run-done',
  now: 'now-in-range',
  'phone-silent': 'now-stale-17-min',
  'alarm-banner': 'alarm-plain-low',
  'alarm-window': 'alarm-window-one-urgent-low',
  'alarms-at-risk': 'alarm-not-armed',
  why: 'journal-why',
  patterns: 'patterns',
  report: 'report',
  import: 'data-file-seen',
  data: 'data',
  status: 'status',
};

/** And of the icon in the tray: the state that each shows, by its name among those that are tested. */
export const GUIDE_TRAY = {
  'tray-in-range': 'in range',
  'tray-high': 'high',
  'tray-low': 'low',
  'tray-urgent-low': 'urgent low',
  'tray-rings': 'low rings',
  'tray-dimmed': 'dimmed',
  'tray-stale': 'stale',
  'tray-no-data': 'no data',
  'tray-snoozed': 'snoozed',
  'tray-attention': 'attention',
  'tray-signed-out': 'signed out',
} as const;
