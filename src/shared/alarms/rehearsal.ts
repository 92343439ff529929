import { MINUTE, SECOND } from '../time.ts';
import type { HeardReading } from './events.ts';
import { ALARM_KINDS, type AlarmKind } from './kinds.ts';
import { step } from './machine.ts';
import { isQuiet, type AlarmRules, type QuietHours } from './rules.ts';
import { initialState, NO_FACTS, type AlarmState } from './state.ts';

const DAY_MINUTES = 1440;
/** Night, for counting: 23 to 7 o'clock of the wearer. */
export const REHEARSED_NIGHT = { from: 23 * 60, to: 7 * 60 };
const SHORT_MS = 10 * MINUTE;

/** A time in which an alarm's condition held; one element however often it would have rung. Instants in ms UTC. */
export interface RehearsedEpisode {
  kind: AlarmKind;
  raisedAt: number;
  /** null: it lasts to the end of what was replayed. */
  clearedAt: number | null;
  /** The lowest value of a low, the highest of a high, mg/dL; null for missing data. */
  worstMgdl: number | null;
  /** How many readings came while it lasted, the one that raised it among them. */
  readings: number;
}

/**
 * What the rules would have made of stored readings, each judged as if heard at its own instant by somebody who was
 * always there and never touched an alarm. Oldest first; a kind's episodes do not depend on any other kind.
 *
 * @param readings of one person, oldest first
 * @param until where the replay ends: missing data is noticed up to there, ms UTC
 */
export function rehearse(
  readings: Iterable<HeardReading>,
  rules: AlarmRules,
  until: number,
): RehearsedEpisode[] {
  const open = new Map<AlarmKind, RehearsedEpisode>();
  const episodes: RehearsedEpisode[] = [];
  let state: AlarmState | null = null;

  const follow = (reading: HeardReading | null, at: number): void => {
    const event = reading === null ? ({ type: 'tick' } as const) : ({ type: 'reading', reading } as const);
    // The hours of the night only silence, so any clock will do.
    const before: AlarmState = state ?? initialState(at, { ...NO_FACTS, askedByAnother: true });
    state = step(before, event, rules, { at, offsetSeconds: 0 }).state;
    for (const kind of ALARM_KINDS) {
      const episode = open.get(kind);
      if (state.kinds[kind].on === null) {
        if (episode) episode.clearedAt = at;
        open.delete(kind);
      } else if (episode) {
        if (reading) count(episode, reading);
      } else {
        const first: RehearsedEpisode = { kind, raisedAt: at, clearedAt: null, worstMgdl: null, readings: 0 };
        if (reading) count(first, reading);
        open.set(kind, first);
        episodes.push(first);
      }
    }
  };

  const silence = rules.noData.minutes * MINUTE;
  let last: number | null = null;
  for (const reading of readings) {
    const at = reading.measuredAt;
    if (last !== null && at - last > silence) follow(null, last + silence);
    follow(reading, at);
    last = at;
  }
  if (last !== null && until - last >= silence) follow(null, last + silence);
  return episodes;
}

function count(episode: RehearsedEpisode, { mgdl }: HeardReading): void {
  if (episode.kind === 'noData') return;
  const isHigh = episode.kind === 'high' || episode.kind === 'urgentHigh';
  const { worstMgdl } = episode;
  episode.readings += 1;
  episode.worstMgdl =
    worstMgdl === null ? mgdl : isHigh ? Math.max(worstMgdl, mgdl) : Math.min(worstMgdl, mgdl);
}

export interface KindCount {
  kind: AlarmKind;
  episodes: number;
  atNight: number;
  /** Over within ten minutes. */
  short: number;
  /** Nights in whose hours of the rules a low would have rung like an urgent one; 0 for all other kinds. */
  wakingNights: number;
}

/**
 * How many there were of each kind; kinds without any are left out.
 *
 * @param night the hours in which the rules let a low ring like an urgent one
 * @param offsetAt the wearer's clock minus UTC, s
 * @param until where the replay ended, ms UTC
 */
export function countEpisodes(
  episodes: readonly RehearsedEpisode[],
  {
    night,
    offsetAt,
    until,
  }: { night: QuietHours | null; offsetAt: (instant: number) => number; until: number },
): KindCount[] {
  return ALARM_KINDS.map((kind) => {
    const own = episodes.filter((episode) => episode.kind === kind);
    const atNight = own.filter(({ raisedAt }) => isQuiet(REHEARSED_NIGHT, raisedAt, offsetAt(raisedAt)));
    const short = own.filter(
      ({ raisedAt, clearedAt }) => clearedAt !== null && clearedAt - raisedAt <= SHORT_MS,
    );
    const nights = kind === 'low' && night !== null ? nightsOf(own, { night, offsetAt, until }) : new Set();
    return {
      kind,
      episodes: own.length,
      atNight: atNight.length,
      short: short.length,
      wakingNights: nights.size,
    };
  }).filter(({ episodes: number }) => number > 0);
}

/** The nights, by the day on which they began, that some of an episode lies in. */
function nightsOf(
  episodes: readonly RehearsedEpisode[],
  { night, offsetAt, until }: { night: QuietHours; offsetAt: (instant: number) => number; until: number },
): Set<number> {
  const nights = new Set<number>();
  for (const { raisedAt, clearedAt } of episodes) {
    const end = clearedAt ?? until;
    for (let at = raisedAt; at <= end; at = nextBeginning(at, night, offsetAt(at)))
      if (isQuiet(night, at, offsetAt(at)))
        nights.add(Math.floor((localMinutes(at, offsetAt(at)) - night.from) / DAY_MINUTES));
  }
  return nights;
}

/** When the night begins for the next time after an instant. */
function nextBeginning(at: number, night: QuietHours, offsetSeconds: number): number {
  const minutes = localMinutes(at, offsetSeconds);
  const days = Math.floor((minutes - night.from) / DAY_MINUTES) + 1;
  return (days * DAY_MINUTES + night.from) * MINUTE - offsetSeconds * SECOND;
}

function localMinutes(at: number, offsetSeconds: number): number {
  return Math.floor((at + offsetSeconds * SECOND) / MINUTE);
}
