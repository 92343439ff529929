import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { exportArchive } from '../../../src/main/exchange/export-archive.ts';
import {
  exportHistory,
  type ExportAround,
  type Exported,
  type ExportWanted,
} from '../../../src/main/exchange/export-history.ts';
import type { FileToImport } from '../../../src/main/history/imports.ts';
import { Profile } from '../../../src/main/profile/profile.ts';
import type { JournalEntry } from '../../../src/shared/alarms/journal-entry.ts';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import type { Result } from '../../../src/shared/result.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { reading } from '../../support/readings.ts';
import { openHistory, type PersonInfo, type Stretch } from '../../../src/main/history/history.ts';
import { personInfo, temporaryFolder, valueOf } from '../history/history-folder.ts';

/** Half an hour before the clocks of Berlin go back. */
export const NIGHT = Date.UTC(2026, 9, 25, 0, 30);
const MINUTE = 60_000;

/** In mmol/L, with a name that a spreadsheet would take for a formula. */
export const ADA = personInfo({
  firstName: '=Ada',
  lastName: 'van "der" Berg, MD',
  target: { low: 72, high: 180 },
  unit: 'mmol',
});
export const BEN = personInfo({ patientId: 'ben', firstName: 'Ben', lastName: 'Nevis', unit: 'mgdl' });

/** One of each kind, over the hour that comes twice. */
export const CLOCKED: readonly Reading[] = [
  reading({ measuredAt: NIGHT, mgdl: 143, source: 'graph', trend: null, utcOffsetSeconds: 7200 }),
  reading({ measuredAt: NIGHT + 5000, mgdl: 145, trend: 4, utcOffsetSeconds: 7205, color: null }),
  reading({ measuredAt: NIGHT + 60 * MINUTE, mgdl: 40, offScale: 'LO', trend: 1, target: null }),
  reading({ measuredAt: NIGHT + 61 * MINUTE, mgdl: 500, offScale: 'HI', trend: 5, color: 3 }),
  reading({ measuredAt: NIGHT + 75 * MINUTE, mgdl: 104, source: 'import', trend: null, sensorSerial: null }),
  reading({ measuredAt: NIGHT + 90 * MINUTE, mgdl: 71, source: 'logbook', sensorSerial: '-1+1,"x"' }),
];

/** And one of whose clock nothing is known: a wall clock would be this computer's. */
export const READINGS: readonly Reading[] = [
  ...CLOCKED,
  reading({ measuredAt: NIGHT + 95 * MINUTE, mgdl: 181, trend: null, utcOffsetSeconds: null }),
];

export const ALARM: JournalEntry = {
  patientId: 'ada',
  kind: 'urgentLow',
  decision: 'raised',
  reason: 'belowLimit',
  at: NIGHT + 60 * MINUTE + 123,
  mgdl: 40,
  measuredAt: NIGHT + 60 * MINUTE,
  sound: true,
  since: null,
  until: null,
  by: null,
};

interface Contents {
  people?: readonly PersonInfo[];
  readings?: readonly Reading[];
  alarms?: readonly JournalEntry[];
  watched?: readonly Stretch[];
  imports?: readonly FileToImport[];
}

/** A profile in a folder of its own, at half past six in the morning after. */
export function profileWith({
  people = [ADA],
  readings = READINGS,
  alarms,
  watched,
  imports = [],
}: Contents = {}) {
  const dataDir = temporaryFolder();
  const clock = new FakeClock(NIGHT + 5 * 60 * MINUTE);
  const history = valueOf(openHistory(join(dataDir, 'history.db'), clock));
  for (const person of people) valueOf(history.rememberPerson(person));
  valueOf(history.record(readings));
  for (const file of imports) valueOf(history.imports.add(file));
  valueOf(history.journal.add(alarms ?? [], watched ?? []));
  history.close();
  const profile = new Profile({ dataDir, clock });
  onTestFinished(() => profile.close());
  return { dataDir, profile };
}

export interface Written {
  text: string;
  pieces: string[];
  result: Result<Exported>;
}

/** What is written, in memory. */
export async function exported(
  profile: Profile,
  wanted: Partial<Omit<ExportWanted, 'format'>> & { format: ExportWanted['format'] | 'archive' },
  around: Partial<ExportAround> = {},
): Promise<Written> {
  const pieces: string[] = [];
  const all: ExportAround = {
    profile,
    put: (piece) => Promise.resolve(void pieces.push(Buffer.from(piece).toString())),
    signal: new AbortController().signal,
    ...around,
  };
  const { format } = wanted;
  const usual = { patient: undefined, window: {}, names: false, decimalComma: false, demo: false };
  const result =
    format === 'archive'
      ? await exportArchive(false, all)
      : await exportHistory({ ...usual, unitFor: (own) => own ?? 'mgdl', ...wanted, format }, all);
  return { text: pieces.join(''), pieces, result };
}
