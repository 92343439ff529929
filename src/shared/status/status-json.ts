import type { AlarmKind } from '../alarms/kinds.ts';
import type { Freshness } from '../glucose/freshness.ts';
import type { Range } from '../glucose/range.ts';
import { personName } from '../glucose/reading.ts';
import { trendLabel, type TrendLabel } from '../glucose/trend.ts';
import { readingMmol } from '../glucose/units.ts';
import { inEnglish } from '../messages/speech.ts';
import type { PolledBy } from './kept-poller.ts';
import { statusSentence } from './link-words.ts';
import { shortTime } from './short-time.ts';
import type { Status } from './status.ts';

/** A status as programs get it, in English; see the contract in docs/command-line.md. Instants ISO 8601 UTC. */
export interface StatusJson {
  patientId: string | null;
  patientName: string | null;
  /** As everything of the value null where it is too old to be shown, or there is none. */
  mgdl: number | null;
  mmol: number | null;
  trend: TrendLabel | null;
  deltaMgdl: number | null;
  ageSeconds: number | null;
  freshness: Freshness | null;
  range: Range | null;
  alarm: AlarmKind | null;
  snoozedUntil: string | null;
  link: { code: string; message: string };
  polledBy: PolledBy | null;
}

export function statusJson(status: Status): StatusJson {
  const { person, reading, link, alarm, snoozedUntil } = status;
  const message = inEnglish(() => statusSentence(link, shortTime));
  return {
    patientId: person?.person.patientId ?? null,
    patientName: person && personName(person.person),
    mgdl: reading?.mgdl ?? null,
    mmol: reading && readingMmol(reading.mgdl),
    trend: trendLabel(status.trend),
    deltaMgdl: status.deltaMgdl,
    ageSeconds: status.ageSeconds,
    freshness: status.freshness,
    range: status.range,
    alarm: alarm?.kind ?? null,
    snoozedUntil: snoozedUntil === null ? null : new Date(snoozedUntil).toISOString(),
    link: {
      code: link.code === 'problem' ? link.problem.code : link.code,
      message: status.demo ? `DEMO ${message}` : message,
    },
    polledBy: status.polledBy,
  };
}
