import { deviceName } from '../../shared/exchange/nightscout-entry.ts';
import { EARLIER, feedEntries } from '../../shared/feed/entries.ts';
import { readEntriesQuery } from '../../shared/feed/entries-query.ts';
import { feedStatus, MAY_READ } from '../../shared/feed/status.ts';
import type { Unit } from '../../shared/glucose/units.ts';
import { rulesFor, type Settings } from '../../shared/settings/settings.ts';
import { prometheusText } from '../../shared/status/formats/prometheus.ts';
import { statusJson } from '../../shared/status/status-json.ts';
import { statusOf, type Known } from '../../shared/status/status.ts';
import { MINUTE } from '../../shared/time.ts';
import type { PersonInfo } from '../history/people.ts';
import type { Profile } from '../profile/profile.ts';
import { VERSION } from '../profile/version.ts';
import { whoseFeed } from './person.ts';
import type { Asked, FeedAnswer } from './server.ts';

/** What is served of. */
export interface FeedSource {
  profile: Profile;
  /** The readings are made up. */
  demo: boolean;
  /** As they are now, whoever has changed them. */
  settings: () => Settings;
  /** What the tray shows, or would show. */
  known: () => Promise<Known>;
}

/** Of one person; null: nobody is recorded yet. */
type Answer = (
  source: FeedSource,
  person: PersonInfo | null,
  parameters: URLSearchParams,
) => Promise<FeedAnswer> | FeedAnswer;

/** Readings before a window that the deltas of its first ones need. */
const REACH_MS = 10 * MINUTE;
/** No answer reads more of the history than this. */
const MOST_READ = 2000;
/** Readings that one brief entry may stand for. */
const PER_BRIEF = 5;

/** Of xDrip's and Nightscout's addresses those that readers use, and what each answers. */
const ANSWERS: Readonly<Record<string, Answer>> = {
  '/sgv.json': entries(24),
  '/api/v1/entries': entries(10),
  '/api/v1/entries.json': entries(10),
  '/api/v1/entries/sgv': entries(10),
  '/api/v1/entries/sgv.json': entries(10),
  '/api/v1/entries/current': entries(1),
  '/api/v1/entries/current.json': entries(1),
  '/status.json': status,
  '/api/v1/status': status,
  '/api/v1/status.json': status,
  '/api/v1/verifyauth': () => ({ status: 200, json: MAY_READ }),
};

/** What is said of how somebody is now; without a number of whomever the tray shows, or of everybody. */
const GLANCES: Readonly<Record<string, (known: Known, patientId: string | null) => FeedAnswer>> = {
  '/now': now,
  '/metrics': metrics,
};

const OF_PERSON = /^\/person\/([1-9]\d{0,3})(\/.*)$/;

/**
 * Answers what a reader asks for, out of the history. 404: there is no such address or person. 409: several people are
 * followed and none is chosen. 503: the history cannot be read now.
 */
export async function feedAnswer(source: FeedSource, { path, parameters }: Asked): Promise<FeedAnswer> {
  const [, number, rest] = OF_PERSON.exec(path) ?? [];
  const wanted = rest ?? path;
  if (Object.hasOwn(GLANCES, wanted)) return glance(source, wanted, number);
  const answer = Object.hasOwn(ANSWERS, wanted) ? ANSWERS[wanted] : undefined;
  if (answer === undefined) return { status: 404 };
  const whose = await whoseFeed(source, number === undefined ? null : Number(number));
  if (!whose.ok) return { status: 503 };
  if (whose.value === 'several') return { status: 409, json: SEVERAL };
  if (whose.value !== 'nobody') return answer(source, whose.value.person, parameters);
  return number === undefined ? answer(source, null, parameters) : { status: 404 };
}

const SEVERAL = {
  status: 409,
  message: 'Several people are followed. Choose one for the tray, or ask for /person/1/… by number.',
};

function unitOf(settings: Settings, person: PersonInfo | null): Unit {
  return settings.unit ?? person?.unit ?? 'mgdl';
}

function entries(usualCount: number): Answer {
  return async ({ profile, settings, demo }, person, parameters) => {
    const query = readEntriesQuery(parameters, usualCount, profile.time.now());
    if (query === null) return { status: 400 };
    if (person === null) return { status: 200, json: [] };
    const { count, from, to, brief } = query;
    const most = Math.min(count * (brief ? PER_BRIEF : 1), MOST_READ) + EARLIER;
    const { patientId } = person;
    const readings = await profile.history.ask('lastHeard', {
      patientId,
      from: from - REACH_MS,
      to,
      count: most,
    });
    if (!readings.ok) return { status: 503 };
    const about = { device: deviceName(demo), unit: unitOf(settings(), person) };
    return { status: 200, json: feedEntries(readings.value, query, about) };
  };
}

function status(source: FeedSource, person: PersonInfo | null): FeedAnswer {
  const settings = source.settings();
  const rules = person ? rulesFor(settings, person.patientId) : settings.alarms;
  const target = person?.target ?? null;
  const about = {
    version: VERSION,
    now: source.profile.time.now(),
    unit: unitOf(settings, person),
    target,
    rules,
  };
  return { status: 200, json: feedStatus(about) };
}

async function glance(source: FeedSource, wanted: string, number: string | undefined): Promise<FeedAnswer> {
  const known = await source.known();
  const patientId = number === undefined ? null : known.order[Number(number) - 1];
  const isThere = patientId === null || known.people.some(({ person }) => person.patientId === patientId);
  if (patientId === undefined || !isThere) return { status: 404 };
  return GLANCES[wanted]?.(known, patientId) ?? { status: 404 };
}

/** As `status --json`, but that a person is told by their number. */
function now(known: Known, patientId: string | null): FeedAnswer {
  const status = statusOf(known, patientId);
  const { patientId: _, ...rest } = statusJson(status);
  return { status: 200, json: { person: status.number, ...rest } };
}

function metrics(known: Known, patientId: string | null): FeedAnswer {
  const wanted = patientId === null ? known.people.map(({ person }) => person.patientId) : [patientId];
  const statuses = wanted.map((one) => statusOf(known, one));
  const text = prometheusText(statuses.length === 0 ? [statusOf(known)] : statuses, VERSION);
  return { status: 200, text: `${text}\n` };
}
