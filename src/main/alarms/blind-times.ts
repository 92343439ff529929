import { heardReading, type AlarmEvent, type HeardReading } from '../../shared/alarms/events.ts';
import type { AlarmState } from '../../shared/alarms/state.ts';
import type { Reading } from '../../shared/glucose/reading.ts';
import { MINUTE } from '../../shared/time.ts';
import type { Stretch } from '../history/history.ts';

/** Between two readings further apart than this something may have gone unnoticed. */
const BLIND_MS = 15 * MINUTE;
/** Graphs come in late; so long after the return they are waited for. */
const WAIT_MS = 30 * MINUTE;

interface Blind {
  from: number;
  to: number;
  /** When it ended for us. */
  noticedAt: number;
}

/** Times in which nothing was heard of somebody, until what was missed has come to light; instants in ms UTC. */
export interface BlindTimes {
  /** A reading is about to be judged. @param state before it */
  hear(patientId: string, state: AlarmState, reading: HeardReading, now: number): void;
  /** Whose are not over yet: what is known of them may have come to light by now. */
  open(): (Stretch & { patientId: string })[];
  /** What the machine is to be told now, once for each blind time. @param known the readings in it, by now */
  due(patientId: string, known: readonly Reading[], now: number): AlarmEvent | null;
}

export function blindTimes(): BlindTimes {
  const open = new Map<string, Blind>();
  return {
    hear(patientId, { newest }, { measuredAt: to }, now) {
      if (newest === null || to - newest.measuredAt <= BLIND_MS) return;
      open.set(patientId, { from: newest.measuredAt, to, noticedAt: now });
    },
    open: () => [...open].map(([patientId, { from, to }]) => ({ patientId, from, to })),
    due(patientId, known, now) {
      const blind = open.get(patientId);
      if (blind === undefined) return null;
      const { from, to, noticedAt } = blind;
      const inside = known.filter(({ measuredAt }) => measuredAt > from && measuredAt < to).map(heardReading);
      if (inside.length > 0 || now - noticedAt > WAIT_MS) open.delete(patientId);
      return inside.length > 0 ? { type: 'missed', from, to, readings: inside } : null;
    },
  };
}
