import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALARM_KINDS, PRIORITIES, type Priority } from '../../shared/alarms/kinds.ts';
import { initialState, type AlarmState, type KindState, type Silence } from '../../shared/alarms/state.ts';
import { recordOf } from '../../shared/records.ts';
import type { AlarmStates } from './kept-state.ts';

/**
 * Of the kept alarm states what is shown: which kinds are on or silenced, and since when. Reads by hand what this program
 * wrote, because loading the schema takes longer than a status line may; what cannot be read is as good as never kept.
 */
export function glimpsedStates(dataDir: string): AlarmStates {
  const states = new Map<string | null, AlarmState>();
  try {
    const kept: unknown = JSON.parse(readFileSync(join(dataDir, 'alarms.json'), 'utf8'));
    const { version, states: list } = recordOf(kept);
    if (version !== 1 || !Array.isArray(list)) return states;
    for (const one of list) {
      const { patientId, state } = recordOf(one);
      if (patientId === null || typeof patientId === 'string') states.set(patientId, glimpsed(state));
    }
  } catch {
    // None yet, or none any more.
  }
  return states;
}

function glimpsed(stored: unknown): AlarmState {
  const { seenAt, newest, kinds } = recordOf(stored);
  const none = initialState(figureOf(seenAt) ?? 0);
  const { measuredAt, mgdl } = recordOf(newest);
  const [at, value] = [figureOf(measuredAt), figureOf(mgdl)];
  return {
    ...none,
    newest:
      at === null || value === null
        ? null
        : { measuredAt: at, mgdl: value, offScale: null, trend: null, heardAt: at },
    kinds: Object.fromEntries(
      ALARM_KINDS.map((kind) => [kind, { ...none.kinds[kind], ...kindOf(recordOf(kinds)[kind]) }]),
    ) as AlarmState['kinds'],
  };
}

function kindOf(stored: unknown): Pick<KindState, 'on' | 'raised' | 'priority' | 'silence'> {
  const { on, raised, priority, silence } = recordOf(stored);
  return {
    on: figureOf(on),
    raised: figureOf(raised),
    priority: PRIORITIES.includes(priority as Priority) ? (priority as Priority) : null,
    silence: silenceOf(recordOf(silence)),
  };
}

function silenceOf({ type, until, mgdl, ahead }: Record<string, unknown>): Silence | null {
  const end = figureOf(until);
  if ((type !== 'acknowledged' && type !== 'snoozed') || end === null) return null;
  return { type, until: end, mgdl: figureOf(mgdl), ahead: ahead === true };
}

function figureOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
