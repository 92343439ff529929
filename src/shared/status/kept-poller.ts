import { ARMED_FAULTS, type ArmedFault } from '../alarms/armed.ts';
import type { NamedProcess } from '../named-process.ts';
import { PROBLEMS, problem, type Problem } from '../problems.ts';
import { isRecord, recordOf } from '../records.ts';
import { sha256 } from '../settings/sha256.ts';
import type { Link, Unrecorded } from '../state/app-state.ts';
import { SECOND } from '../time.ts';

/** Who asks the server for a data folder. */
export type PolledBy = 'desktop' | 'watch';

/** How often the poller shows that it lives. */
export const BEAT_EVERY_MS = 30 * SECOND;
/** Without a beat for so long nobody is watching. */
export const BEATS_END_MS = 90 * SECOND;

/**
 * What the process that asks the server keeps for those that only look, in `state.json`. Instants in ms UTC by the
 * computer's clock, but for those in links. Nobody's name or id is in it: links are without names.
 */
export interface KeptPoller {
  by: PolledBy;
  /** null: an older version kept it, which named no process. */
  process: NamedProcess | null;
  demo: boolean;
  beatAt: number;
  /** It said good-bye: nobody has been watching since its last beat. */
  ended: boolean;
  /** What to add to the computer's clock for the time that ages are counted by, ms. */
  clockOffset: number;
  answeredAt: number | null;
  /** The way to the server, and to the disk. */
  link: Link;
  /** What is between us and each person, by a salted hash of the patient id. */
  people: Readonly<Record<string, Link>>;
  /** Why alarms might not be noticed, as the self-check of the desktop has it; null: it is no desktop. */
  faults: readonly ArmedFault[] | null;
}

/** Nobody asks the server now. `since`: the last beat, ms UTC; null: there never was one. */
export interface NotWatching {
  code: 'notWatching';
  since: number | null;
}

/**
 * What a poller that was kept is now.
 *
 * @param now ms UTC, by the computer's clock
 * @param runs whether that process goes on, as far as the system tells; where it does not, the beats do
 */
export function livingPoller(
  kept: KeptPoller | null,
  now: number,
  runs: (process: NamedProcess) => boolean,
): KeptPoller | NotWatching {
  if (kept === null) return { code: 'notWatching', since: null };
  const isBeating = !kept.ended && Math.abs(now - kept.beatAt) <= BEATS_END_MS;
  const isLiving = isBeating && (kept.process === null || runs(kept.process));
  return isLiving ? kept : { code: 'notWatching', since: Math.min(kept.beatAt, now) };
}

/** What stands for somebody: known again by whoever has the id, and leading nowhere. */
export function personKey(salt: string, patientId: string): string {
  return sha256(`${salt}\n${patientId}`).slice(0, 24);
}

/** A link as it is kept: who somebody is stands in the history alone. */
export function withoutName(link: Link): Link {
  return withName(link, '');
}

export function withName(link: Link, name: string): Link {
  if ('name' in link) return { ...link, name };
  if (link.code !== 'problem' || !('name' in link.problem.params)) return link;
  return { ...link, problem: { ...link.problem, params: { ...link.problem.params, name } } as Problem };
}

/** What was kept, as far as it can be understood; null: nothing. Whoever wrote it may have been another version. */
export function readKeptPoller(kept: unknown): KeptPoller | null {
  if (!isRecord(kept)) return null;
  const { by, process, demo, beatAt, ended, clockOffset, answeredAt, link, people, faults } = kept;
  if ((by !== 'desktop' && by !== 'watch') || !isFigure(beatAt)) return null;
  const links = Object.entries(recordOf(people)).map(([key, one]) => [key, readLink(one)]);
  return {
    by,
    process: readProcess(process),
    demo: demo === true,
    beatAt,
    ended: ended === true,
    clockOffset: isFigure(clockOffset) ? clockOffset : 0,
    answeredAt: isFigure(answeredAt) ? answeredAt : null,
    link: readLink(link),
    people: Object.fromEntries(links) as Record<string, Link>,
    faults: Array.isArray(faults) ? ARMED_FAULTS.filter((one) => faults.includes(one)) : null,
  };
}

function readProcess(kept: unknown): NamedProcess | null {
  const { pid, start, place } = recordOf(kept);
  const isText = (value: unknown): value is string | null => value === null || typeof value === 'string';
  return Number.isSafeInteger(pid) && Number(pid) > 0 && isText(start) && isText(place)
    ? { pid: Number(pid), start, place }
    : null;
}

/** What each link needs to be said. */
const FIGURES: Readonly<Record<Exclude<Link['code'], 'problem'>, readonly string[]>> = {
  starting: [],
  ok: [],
  clockWrong: ['byMs'],
  noReadingYet: [],
  readingUnreadable: [],
  readingsContradict: [],
  delayed: ['lastAt'],
  phoneSilent: ['lastAt'],
  sensorWarmingUp: ['until'],
  sensorEnded: ['endedAt'],
  readingInFuture: [],
};

const NAMELESS: readonly string[] = ['starting', 'ok', 'clockWrong'];

function readLink(kept: unknown): Link {
  const unknown: Link = { code: 'problem', problem: problem('unexpected', { detail: 'unknownError' }) };
  if (!isRecord(kept)) return unknown;
  if (kept['code'] === 'problem') {
    const cause = kept['problem'];
    const isKnown =
      isRecord(cause) && isRecord(cause['params']) && Object.hasOwn(PROBLEMS, String(cause['code']));
    if (!isKnown) return unknown;
    return { code: 'problem', problem: cause as unknown as Problem, ...readUnrecorded(kept['unrecorded']) };
  }
  const figures =
    Object.hasOwn(FIGURES, String(kept['code'])) && FIGURES[kept['code'] as keyof typeof FIGURES];
  if (!figures || !figures.every((name) => isFigure(kept[name]))) return unknown;
  return (NAMELESS.includes(String(kept['code'])) ? kept : { name: '', ...kept }) as unknown as Link;
}

/** What a disk leaves unrecorded; nothing where that is not understood, since the problem says enough. */
function readUnrecorded(kept: unknown): { unrecorded?: Unrecorded } {
  const { from, lost } = recordOf(kept);
  if (!isFigure(from)) return {};
  const { readings, from: first, to: last } = recordOf(lost);
  const areLost = isFigure(readings) && isFigure(first) && isFigure(last);
  return { unrecorded: { from, to: null, lost: areLost ? { readings, from: first, to: last } : null } };
}

function isFigure(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
