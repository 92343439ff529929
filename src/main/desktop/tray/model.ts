import { shownLink, type Link, type PersonState } from '../../../shared/state/app-state.ts';
import { ageSeconds, freshnessOf, isDimmed } from '../../../shared/glucose/freshness.ts';
import { rangeOf } from '../../../shared/glucose/range.ts';
import type { Reading } from '../../../shared/glucose/reading.ts';
import { trendSymbol } from '../../../shared/glucose/trend.ts';
import { formatGlucose, type Unit } from '../../../shared/glucose/units.ts';
import { personShown } from '../../../shared/status/person-shown.ts';
import { isUrgent } from '../../../shared/status/status.ts';
import type { Face } from '../picture/face.ts';
import { unitOf, type TrayInput } from './input.ts';
import { trayMenu, type MenuEntry } from './menu.ts';
import { trayTooltip } from './tooltip.ts';

/** What the icon shows, in words and as a face; `title` stands beside it in macOS' menu bar. */
export interface TrayModel extends Face {
  tooltip: string;
  title: string;
  menu: readonly MenuEntry[];
}

export function trayModel(input: TrayInput): TrayModel {
  const { state, chosen, alarms, now } = input;
  const people = input.mode === 'signedOut' ? [] : (state?.people ?? []);
  const shown = personShown(people, chosen, alarms, now);
  const face = { ...middleOf(input, shown), rings: isRinging(input), mark: markOf(input) };
  return {
    ...face,
    tooltip: trayTooltip(input, shown),
    title: titleOf(face, shown?.reading ?? null, shown ? unitOf(shown, input) : 'mgdl', now),
    menu: trayMenu(input),
  };
}

type Middle = Omit<Face, 'rings' | 'mark'>;
const EMPTY = { text: '', tone: 'none', wear: 'fresh', arrow: null, urgent: false } satisfies Partial<Middle>;

function middleOf(input: TrayInput, shown: PersonState | null): Middle {
  const { mode, state, now, hidden } = input;
  if (mode === 'signedOut') return { ...EMPTY, shape: 'signedOut' };
  if (shown === null || shown.reading === null) {
    const codes = [shown?.link.code, state?.link.code ?? 'starting'];
    if (codes.includes('problem')) return { ...EMPTY, shape: 'problem' };
    return codes.includes('starting') || shown === null
      ? { ...EMPTY, shape: 'starting' }
      : { ...EMPTY, shape: 'noData', text: '---' };
  }
  const { reading } = shown;
  const freshness = freshnessOf(reading.measuredAt, now);
  if (freshness === 'old') return { ...EMPTY, shape: 'noData', text: '---' };
  const text = hidden ? '' : (reading.offScale ?? formatGlucose(reading.mgdl, unitOf(shown, input)));
  const shape = hidden ? 'hidden' : 'number';
  if (freshness === 'stale') return { ...EMPTY, shape, text, wear: 'stale' };
  const range = rangeOf(reading.mgdl, reading.offScale, reading.target);
  const tone = range === 'in_range' ? 'inRange' : range;
  const urgent = isUrgent(reading, input.rulesOf(reading.patientId));
  return isDimmed(reading.measuredAt, now)
    ? { text, shape, tone, urgent, wear: 'dimmed', arrow: null }
    : { text, shape, tone, urgent, wear: 'fresh', arrow: reading.trend };
}

function isRinging({ mode, alarms }: TrayInput): boolean {
  return mode !== 'signedOut' && alarms.some(({ phase }) => phase === 'active');
}

/** Late readings show by themselves, and so do missing ones; anything else on the way is worth a look. */
const SHOWN_BY_THE_VALUE: readonly Link['code'][] = ['ok', 'starting', 'delayed'];

function markOf({ mode, state, armed, alarms, now }: TrayInput): Face['mark'] {
  if (mode === 'signedOut') return null;
  const isBroken = state !== null && !SHOWN_BY_THE_VALUE.includes(shownLink(state).code);
  if (isBroken || !armed.armed) return 'attention';
  return alarms.some(({ phase, until }) => phase === 'snoozed' && until !== null && until > now)
    ? 'snoozed'
    : null;
}

/** As wide as a digit. */
const BLANK = '\u2007';
const THIN_SPACE = '\u2009';

/**
 * The number as text, its arrow and its age; struck through by combining strokes. As wide whatever its age: macOS hides
 * what grows beyond the room there is, and that would be just when the readings stay away.
 */
function titleOf(
  { text, shape, wear, arrow }: Face,
  reading: Reading | null,
  unit: Unit,
  now: number,
): string {
  if (shape !== 'noData' && (shape !== 'number' || reading === null)) return '';
  const blanks = BLANK.repeat(Math.max(0, (unit === 'mmol' ? 4 : 3) - text.length));
  const number = wear === 'stale' ? text.replace(/./g, '$&\u0336') : text;
  const minutes = reading === null ? 0 : Math.floor(ageSeconds(reading.measuredAt, now) / 60);
  const age = shape === 'noData' ? BLANK.repeat(3) : `${String(minutes).padStart(2, BLANK)}m`;
  return `${blanks}${number}${trendSymbol(arrow) || BLANK}${THIN_SPACE}${age}`;
}
