import { personName, readingJson, type ReadingJson } from '../../../shared/glucose/reading.ts';
import { trendSymbol } from '../../../shared/glucose/trend.ts';
import { formatGlucose, unitLabel } from '../../../shared/glucose/units.ts';
import { cli } from '../../../shared/messages/en.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { PersonReading, Window } from '../../service.ts';
import { readEdge } from '../arguments.ts';
import { localTime, type Column } from '../output.ts';
import type { Host } from '../program.ts';
import type { Session } from '../session.ts';

export function addCurrent({ program, run }: Host): void {
  program
    .command('current')
    .description('latest reading of one person or of everyone')
    .argument('[patient]', 'id or first name')
    .action((patient?: string) =>
      run(async (session) => {
        const readings = await session.service.getCurrentGlucose(patient);
        return readings.ok ? printReadings(session, readings.value) : readings;
      }),
    );
}

export function addGraph({ program, run }: Host): void {
  program
    .command('graph')
    .description('the last 12 hours as LibreLinkUp serves them, oldest first')
    .argument('[patient]', 'id or first name')
    .action((patient?: string) =>
      run(async (session) => {
        const readings = await session.service.getGraphReadings(patient);
        return readings.ok ? printReadings(session, readings.value) : readings;
      }),
    );
}

export function addHistory({ program, run }: Host): void {
  program
    .command('history')
    .description('recorded readings, oldest first')
    .argument('[patient]', 'id or first name')
    .option('--from <time>', 'first moment, for example 2026-11-21 or 2026-11-21T14:30:00Z')
    .option('--to <time>', 'moment before which to stop')
    .action((patient: string | undefined, given: { from?: string; to?: string }) =>
      run(async (session) => {
        const window = await readWindow(given);
        if (!window.ok) return window;
        const readings = session.service.history(patient, window.value);
        return readings.ok ? printReadings(session, readings.value) : readings;
      }),
    );
}

async function readWindow(given: { from?: string; to?: string }): Promise<Result<Window>> {
  const window: Window = {};
  for (const end of ['from', 'to'] as const) {
    const text = given[end];
    if (text === undefined) continue;
    const edge = await readEdge(`--${end}`, text);
    if (!edge.ok) return edge;
    window[end] = edge.value;
  }
  return ok(window);
}

const COLUMNS: Column[] = [
  { heading: 'Person' },
  { heading: 'Glucose', number: true },
  { heading: 'Unit' },
  { heading: 'Trend' },
  { heading: 'Range' },
  { heading: 'Age', number: true },
  { heading: 'Measured' },
  { heading: 'Source' },
];

/** Readings as JSON, or as a table with the age of each beside it. */
export async function printReadings(
  session: Session,
  readings: readonly PersonReading[],
): Promise<Result<void>> {
  const { output, options, service } = session;
  const now = service.now();
  const rows = readings.map(({ person, reading }) => readingJson(reading, person, now));
  if (options.json) {
    await output.json(rows);
  } else if (rows.length === 0) {
    output.say(cli.nothingRecorded);
  } else {
    output.table(
      COLUMNS,
      readings.map(({ person, unit, reading }, index) => {
        const shown = session.unitFor(unit);
        const json = rows[index]!;
        // An arrow tells where glucose is going, which an old reading does not know.
        const arrow = json.freshness === 'current' ? trendSymbol(reading.trend) : '';
        return [
          personName(person),
          reading.offScale ?? formatGlucose(reading.mgdl, shown),
          unitLabel(shown),
          arrow,
          cli.ranges[json.range],
          cli.age(json.ageSeconds),
          localTime(reading.measuredAt),
          reading.source,
        ];
      }),
    );
  }
  return ok(undefined);
}

/** The JSON form, for the other commands that list readings. */
export function readingsJson(session: Session, readings: readonly PersonReading[]): ReadingJson[] {
  const now = session.service.now();
  return readings.map(({ person, reading }) => readingJson(reading, person, now));
}
