import type { Face } from '../../../../src/main/desktop/picture/face.ts';

const IN_RANGE: Face = {
  text: '7.4',
  tone: 'inRange',
  shape: 'number',
  wear: 'fresh',
  arrow: 3,
  urgent: false,
  rings: false,
  mark: null,
};
const HIGH: Face = { ...IN_RANGE, text: '12.4', tone: 'high', arrow: 4 };
const LOW: Face = { ...IN_RANGE, text: '3.4', tone: 'low', arrow: 2 };
const URGENT_LOW: Face = { ...LOW, text: '2.8', arrow: 1, urgent: true };
const URGENT_HIGH: Face = { ...HIGH, text: '16.7', arrow: 5, urgent: true };
const NOTHING: Face = { ...IN_RANGE, text: '', tone: 'none', arrow: null };
const OLD: Face = { ...NOTHING, text: '---', shape: 'noData' };

/** Every state the icon can be in, by name. */
export const FACES = {
  'in range': IN_RANGE,
  'in range, rising': { ...IN_RANGE, text: '148', arrow: 4 },
  'in range, rising fast': { ...IN_RANGE, text: '5.6', arrow: 5 },
  'in range, no arrow': { ...IN_RANGE, text: '96', arrow: null },
  high: HIGH,
  'high, mg/dL': { ...HIGH, text: '301', arrow: 5 },
  'very high': { ...HIGH, text: '22.2', arrow: 3 },
  'off the scale, high': { ...HIGH, text: 'HI', arrow: null },
  low: LOW,
  'low, mg/dL': { ...LOW, text: '54', arrow: 1 },
  'off the scale, low': { ...LOW, text: 'LO', arrow: null },
  'urgent low': URGENT_LOW,
  'urgent low, mg/dL': { ...URGENT_LOW, text: '48' },
  'urgent low, dimmed': { ...URGENT_LOW, wear: 'dimmed', arrow: null },
  'urgent low, snoozed': { ...URGENT_LOW, mark: 'snoozed' },
  'urgent high': URGENT_HIGH,
  'urgent high, mg/dL': { ...URGENT_HIGH, text: '301' },
  'low rings': { ...LOW, rings: true },
  'urgent low rings': { ...URGENT_LOW, rings: true },
  'LO rings': { ...URGENT_LOW, text: 'LO', arrow: null, rings: true },
  'urgent high rings': { ...URGENT_HIGH, rings: true },
  'high rings': { ...HIGH, text: '13.9', rings: true },
  'in range, another rings': { ...IN_RANGE, rings: true },
  dimmed: { ...IN_RANGE, wear: 'dimmed', arrow: null },
  'high, dimmed': { ...HIGH, wear: 'dimmed', arrow: null },
  'low, dimmed': { ...LOW, wear: 'dimmed', arrow: null },
  stale: { ...NOTHING, text: '8.6', shape: 'number', wear: 'stale' },
  'stale, attention': { ...NOTHING, text: '148', shape: 'number', wear: 'stale', mark: 'attention' },
  'no data': OLD,
  'no data, attention': { ...OLD, mark: 'attention' },
  'no data rings': { ...OLD, rings: true, mark: 'attention' },
  snoozed: { ...IN_RANGE, mark: 'snoozed' },
  'high, snoozed': { ...HIGH, arrow: 2, mark: 'snoozed' },
  attention: { ...IN_RANGE, text: '10.0', arrow: 2, mark: 'attention' },
  'low, attention': { ...LOW, mark: 'attention' },
  hidden: { ...IN_RANGE, text: '', shape: 'hidden' },
  'hidden, high': { ...HIGH, text: '', shape: 'hidden' },
  'hidden, low rings': { ...LOW, text: '', shape: 'hidden', rings: true },
  'hidden, stale': { ...NOTHING, shape: 'hidden', wear: 'stale' },
  starting: { ...NOTHING, shape: 'starting' },
  'signed out': { ...NOTHING, shape: 'signedOut' },
  problem: { ...NOTHING, shape: 'problem', mark: 'attention' },
  'problem rings': { ...NOTHING, shape: 'problem', rings: true, mark: 'attention' },
} satisfies Record<string, Face>;
