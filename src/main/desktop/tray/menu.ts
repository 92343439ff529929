import type { SnoozeScope } from '../../../shared/alarms/events.ts';
import { isGlucoseKind, SNOOZE_ALL_MINUTES, TIMING, type AlarmKind } from '../../../shared/alarms/kinds.ts';
import { strongestOf, type ShownAlarm } from '../../../shared/alarms/shown-alarm.ts';
import { shownLink, type PersonState } from '../../../shared/state/app-state.ts';
import { say } from '../../../shared/messages/say.ts';
import { spanText } from '../../../shared/messages/sentences/durations.ts';
import { listText } from '../../../shared/messages/sentences/lists.ts';
import { linkSentence } from '../../../shared/messages/sentences/link.ts';
import type { TrayInput } from './input.ts';
import { shortName } from '../../../shared/status/person-shown.ts';
import { quietUntil } from '../../../shared/alarms/quiet-until.ts';
import { cut, valueWords } from './tooltip.ts';
import { ringingText } from '../../../shared/status/ringing-text.ts';

/** One kind of alarm of one person, or of the program. */
export interface AlarmName {
  patientId: string | null;
  kind: AlarmKind;
}

/** What a click in the menu asks for. */
export type TrayCommand =
  | { type: 'open' }
  | { type: 'settings' }
  | { type: 'refresh' }
  | { type: 'quit' }
  /** null: who needs it most. */
  | { type: 'choosePerson'; patientId: string | null }
  | { type: 'acknowledge'; alarms: readonly AlarmName[] }
  | { type: 'undo'; alarm: AlarmName }
  | { type: 'snooze'; scope: SnoozeScope; minutes: number }
  /** Each as long as its kind may be snoozed at most; a recovery ends that by itself. */
  | { type: 'snoozeUntilInRange'; alarms: readonly (AlarmName & { minutes: number })[] }
  | { type: 'endSnooze' }
  /** Why the last alarm rang. */
  | { type: 'why' };

/** The menu as data. An item without a command is only read. */
export type MenuEntry =
  | { type: 'item'; label: string; command: TrayCommand | null }
  | { type: 'choice'; label: string; checked: boolean; command: TrayCommand }
  | { type: 'submenu'; label: string; entries: readonly MenuEntry[] }
  | { type: 'separator' };

const SNOOZE_MINUTES = [30, 60, SNOOZE_ALL_MINUTES];
/** A menu is no wider than this; the window has the whole sentence. */
const LABEL_UNITS = 90;

const SEPARATOR: MenuEntry = { type: 'separator' };
const item = (label: string, command: TrayCommand | null): MenuEntry => ({ type: 'item', label, command });

export function trayMenu(input: TrayInput): MenuEntry[] {
  const { mode } = input;
  const isWatching = mode !== 'signedOut' && mode !== 'paused';
  return [
    ...(isWatching
      ? [...acknowledging(input), ...people(input), ...connection(input), ...alarms(input), SEPARATOR]
      : [item(cut(say(`tray.${mode}`), LABEL_UNITS), null), SEPARATOR]),
    item(say('tray.menu.open'), { type: 'open' }),
    ...(isWatching ? [item(say('tray.menu.refresh'), { type: 'refresh' })] : []),
    item(say('tray.menu.settings'), { type: 'settings' }),
    SEPARATOR,
    item(say('tray.menu.quit'), { type: 'quit' }),
  ];
}

function acknowledging(input: TrayInput): MenuEntry[] {
  const { alarms: shown, now, localTime } = input;
  const what = ({ kind, patientId }: ShownAlarm): string => {
    const known = input.state?.people ?? [];
    const about = known.find(({ person }) => person.patientId === patientId);
    return ringingText(kind, about ? shortName(about, known) : null);
  };
  const ringing = shown.filter(({ phase }) => phase === 'active');
  const names = ringing.map(({ patientId, kind }) => ({ patientId, kind }));
  const acknowledge = item(
    cut(say('tray.menu.acknowledge', { what: listText(ringing.map(what)) }), LABEL_UNITS),
    {
      type: 'acknowledge',
      alarms: names,
    },
  );
  const quiet = strongestOf(
    shown.filter(({ phase, until }) => phase === 'acknowledged' && (until ?? 0) > now),
  );
  const entries = [
    ...(ringing.length > 0 ? [acknowledge] : []),
    ...quiet.map((one) => {
      const { patientId, kind } = one;
      const label = cut(
        say('tray.menu.undo', { what: what(one), time: localTime(one.until ?? 0) }),
        LABEL_UNITS,
      );
      return item(label, { type: 'undo', alarm: { patientId, kind } });
    }),
  ];
  return entries.length > 0 ? [...entries, SEPARATOR] : [];
}

/** Everybody with value, arrow and age; where there are several, to choose from. */
function people(input: TrayInput): MenuEntry[] {
  const known = input.state?.people ?? [];
  if (known.length === 0) return [];
  const [only] = known;
  if (only && known.length === 1) return [item(personLabel(input, only), { type: 'open' }), SEPARATOR];
  const chosen = known.some(({ person }) => person.patientId === input.chosen) ? input.chosen : null;
  const choice = (label: string, patientId: string | null): MenuEntry => ({
    type: 'choice',
    label,
    checked: patientId === chosen,
    command: { type: 'choosePerson', patientId },
  });
  return [
    ...known.map((person) => choice(personLabel(input, person), person.person.patientId)),
    choice(say('tray.menu.whoNeedsIt'), null),
    SEPARATOR,
  ];
}

function personLabel(input: TrayInput, person: PersonState): string {
  const { value, age, range } = valueWords(input, person);
  const name = cut(shortName(person, input.state?.people ?? []), LABEL_UNITS / 2);
  return [value === null ? name : `${name}  ${value}`, age, range]
    .filter((word) => word !== null)
    .join(' · ');
}

function connection({ state, localTime }: TrayInput): MenuEntry[] {
  const link = state && shownLink(state);
  if (!link || link.code === 'ok') return [];
  return [item(cut(linkSentence(link, localTime), LABEL_UNITS), { type: 'open' })];
}

function alarms(input: TrayInput): MenuEntry[] {
  const { armed, alarms: shown, now, localTime } = input;
  const line = armed.armed ? say('tray.menu.alarmsOn') : say('tray.menu.alarmsMayFail');
  const label =
    armed.why === null ? line : cut(say('tray.because', { what: line, why: armed.why }), LABEL_UNITS);
  const quiet = quietUntil(shown, now);
  const time = quiet === null ? '' : localTime(quiet.until);
  return [
    item(label, armed.why === null ? null : { type: 'settings' }),
    ...(quiet
      ? [
          item(
            quiet.scope === 'all'
              ? say('tray.menu.quietUntil', { time })
              : say('tray.menu.highsQuietUntil', { time }),
            null,
          ),
        ]
      : []),
    { type: 'submenu', label: say('tray.menu.snooze'), entries: snoozing(input) },
    ...(quiet ? [item(say('tray.menu.endSnooze'), { type: 'endSnooze' })] : []),
    item(say('tray.menu.why'), { type: 'why' }),
  ];
}

function snoozing({ alarms: shown, state }: TrayInput): MenuEntry[] {
  const hasPeople = (state?.people.length ?? 0) > 0;
  const snooze = (scope: SnoozeScope) => (minutes: number) =>
    item(
      say(`tray.menu.${scope}`, { span: spanText(minutes) }),
      hasPeople ? { type: 'snooze', scope, minutes } : null,
    );
  const on = shown.filter(isOn).map(({ patientId, kind }) => ({
    patientId,
    kind,
    minutes: TIMING[kind].snoozeMinutes.at(-1) ?? 0,
  }));
  const most = Math.max(...on.map(({ minutes }) => minutes));
  return [
    ...SNOOZE_MINUTES.map(snooze('all')),
    SEPARATOR,
    ...SNOOZE_MINUTES.map(snooze('highs')),
    SEPARATOR,
    on.length === 0
      ? item(say('tray.menu.untilInRange'), null)
      : item(say('tray.menu.untilInRangeAtMost', { span: spanText(most) }), {
          type: 'snoozeUntilInRange',
          alarms: on,
        }),
  ];
}

/** About glucose, there now, and not snoozed already. */
function isOn({ kind, phase }: ShownAlarm): boolean {
  return isGlucoseKind(kind) && phase !== 'snoozed';
}
