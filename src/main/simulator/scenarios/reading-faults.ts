import { isRecord } from '../../../shared/records.ts';
import { MINUTE, SECOND } from '../../../shared/time.ts';
import { ada } from '../people.ts';
import { isBetween, LEAD, minutesSince, type Course } from '../scenario.ts';
import type { WireAnswer } from '../wire-request.ts';

/** When things end, in minutes after the launch; all begin after the lead. */
const LOSS_ENDS = 33;
const HISTORY_ARRIVES = 40;
const CACHE_ENDS = 15;
const MIX_ENDS = 13;
const SENSOR_CHANGED = 33;
/** How old the cached reading is when the cache begins to serve it; minutes. */
const CACHED_BEFORE = 13;
/** Not whole minutes, so that no wrongly dated reading hides behind a right one of the same instant. */
const DATED_AHEAD = 12 * MINUTE + 20 * SECOND;

/** Every person, and every point of a graph, twice. */
function doubled(reply: WireAnswer): WireAnswer {
  if (!isRecord(reply.body)) return reply;
  const twice = (list: readonly unknown[]) => list.flatMap((item) => [item, item]);
  const { data } = reply.body;
  if (Array.isArray(data)) return { ...reply, body: { ...reply.body, data: twice(data) } };
  if (!isRecord(data) || !Array.isArray(data['graphData'])) return reply;
  const graphData = twice(data['graphData']);
  return { ...reply, body: { ...reply.body, data: { ...data, graphData } } };
}

/** What can be wrong with readings and sensors while the service itself is well. */
export const readingFaults = {
  'signal-loss': {
    description: 'the first person’s phone uploads nothing for half an hour, the graph fills in later',
    minutes: 55,
    knownUntil(of, now, person, launchedAt) {
      const minute = minutesSince(launchedAt, now);
      const back = of === 'live' ? LOSS_ENDS : HISTORY_ARRIVES;
      return person.key === ada.key && minute >= LEAD && minute < back ? launchedAt + LEAD * MINUTE : now;
    },
  },
  'sensor-ended': {
    description: 'the first person’s sensor ends, the next one comes half an hour later and warms up',
    minutes: 95,
    sensorChanges: [{ ends: LEAD * MINUTE, next: SENSOR_CHANGED * MINUTE }],
  },
  'warm-up': {
    description: 'the first person changes sensors: an hour without readings',
    minutes: 65,
    sensorChanges: [{ ends: LEAD * MINUTE, next: LEAD * MINUTE }],
  },
  'stale-value': {
    description: 'a cache of the service gives an old reading for the newest one',
    minutes: 18,
    knownUntil(of, now, _person, launchedAt) {
      const minute = minutesSince(launchedAt, now);
      const cached = of === 'live' && minute >= LEAD && minute < CACHE_ENDS;
      return cached ? launchedAt + (LEAD - CACHED_BEFORE) * MINUTE : now;
    },
  },
  duplicate: {
    description: 'every person and every point of the graph comes twice',
    minutes: 15,
    change: (reply, _request, moment) => (isBetween(moment, LEAD, MIX_ENDS) ? doubled(reply) : reply),
  },
  'out-of-order': {
    description: 'of two live readings the later one comes first',
    minutes: 15,
    knownUntil(of, now, person, launchedAt) {
      const minute = minutesSince(launchedAt, now);
      if (of === 'graph' || minute < LEAD || minute >= MIX_ENDS) return now;
      // By the minutes of the sensor, so that each reading stays for a whole one: 1, 0, 3, 2, 5, 4 …
      const measured = Math.floor((now - person.phaseSeconds * SECOND) / MINUTE);
      return measured % 2 === 0 ? now - 2 * MINUTE : now;
    },
  },
  future: {
    description: 'the first person’s live readings are dated 12 minutes ahead',
    minutes: 30,
    datedAhead(at, person, launchedAt) {
      const minute = minutesSince(launchedAt, at);
      return person.key === ada.key && minute >= LEAD && minute < MIX_ENDS ? DATED_AHEAD : 0;
    },
  },
} satisfies Record<string, Course>;
