import { personName, readingJson, type ReadingJson } from '../../../shared/glucose/reading.ts';
import { trendSymbol } from '../../../shared/glucose/trend.ts';
import { formatGlucose, unitLabel } from '../../../shared/glucose/units.ts';
import { say } from '../../../shared/messages/say.ts';
import { ageText } from '../../../shared/messages/sentences/durations.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { SECOND } from '../../../shared/time.ts';
import { pollerOf } from '../../monitor/poller-lock.ts';
import type { PersonReading, Window } from '../../service.ts';
import { readEdge } from '../arguments.ts';
import { civilColumn, measuredTimes } from '../civil-column.ts';
import type { Column } from '../table.ts';
import type { Host } from '../host.ts';
import type { Session } from '../session.ts';

export function addCurrent({ program, run }: Host): void {
  program
    .command('current')
    .description('latest reading of one person or of everyone')
    .argument('[patient]', 'id or name')
    .action((patient?: string) =>
      run(async (session) => {
        const polled = await readFromPoller(session, patient);
        const readings = polled ?? (await session.service.getCurrentGlucose(patient));
        return readings.ok ? printReadings(session, readings.value, true) : readings;
      }),
    );
}

/** While another process polls, its fresh readings answer; a status bar then costs the account nothing. */
async function readFromPoller(
  session: Session,
  patient: string | undefined,
): Promise<Result<PersonReading[]> | null> {
  const holder = await pollerOf(session.options.dataDir);
  if (holder === null) return null;
  const { service, output } = session;
  const stored = await service.newestReadings(patient);
  if (!stored.ok) return null;
  const isFresh = ({ reading }: PersonReading) => service.now() - reading.measuredAt < POLLED_FRESH_MS;
  if (!stored.value.some(isFresh)) return null;
  output.say(say('commandLine.polledBy', { pid: holder }));
  return stored;
}

export function addGraph({ program, run }: Host): void {
  program
    .command('graph')
    .description('the last 12 hours as LibreLinkUp serves them, oldest first')
    .argument('[patient]', 'id or name')
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
    .argument('[patient]', 'id or name')
    .option('--from <time>', 'first moment, for example 2026-11-21 or 2026-11-21T14:30:00Z')
    .option('--to <time>', 'moment before which to stop')
    .action((patient: string | undefined, given: { from?: string; to?: string }) =>
      run(async (session) => {
        const window = await readWindow(given, session.service.now());
        if (!window.ok) return window;
        const readings = await session.service.history(patient, window.value);
        return readings.ok ? printReadings(session, readings.value) : readings;
      }),
    );
}

/** The window of `--from` and `--to`, either of which may be missing. @param now ms UTC */
export async function readWindow(
  given: { from?: string | undefined; to?: string | undefined },
  now: number,
): Promise<Result<Window>> {
  const window: Window = {};
  for (const end of ['from', 'to'] as const) {
    const text = given[end];
    if (text === undefined) continue;
    const edge = await readEdge(`--${end}`, text, now);
    if (!edge.ok) return edge;
    window[end] = edge.value;
  }
  return ok(window);
}

/** A polling process's reading under this age is as good as one of our own. */
const POLLED_FRESH_MS = 90 * SECOND;

/** From ten minutes on an arrow says nothing any more. */
const ARROW_SECONDS = 600;

/** What is left out on a narrow terminal: never the value, its unit, or how old it is. */
function columnsOf(measured: string, latest: boolean): Column[] {
  return [
    { heading: say('commandLine.headings.person') },
    { heading: say('commandLine.headings.glucose'), number: true },
    { heading: say('commandLine.headings.unit') },
    { heading: say('commandLine.headings.trend'), spare: 3 },
    { heading: say('commandLine.headings.range'), spare: 4 },
    { heading: say('commandLine.headings.age'), number: true, ...(!latest && { spare: 2 }) },
    { heading: measured, ...(latest && { spare: 2 }) },
    { heading: say('commandLine.headings.source'), spare: 1 },
  ];
}

/**
 * Readings as JSON, or as a table with the age of each beside it.
 *
 * @param latest they are shown as the newest there are: then an old one is not shown as a value
 */
export async function printReadings(
  session: Session,
  readings: readonly PersonReading[],
  latest = false,
): Promise<Result<void>> {
  const { output, options, service } = session;
  const now = service.now();
  const rows = readings.map(({ person, reading }) => readingJson(reading, person, now));
  if (options.json) {
    await output.json(rows);
  } else if (rows.length === 0) {
    output.say(say('commandLine.nothingRecorded'));
  } else {
    const times = await measuredTimes(service, readings);
    const measured = civilColumn(say('commandLine.headings.measured'), times);
    output.table(
      columnsOf(measured.heading, latest),
      readings.map(({ person, unit, reading }, index) => {
        const shown = session.unitFor(unit);
        const json = rows[index]!;
        // An arrow tells where glucose is going, which ten minutes later nobody knows.
        const young = json.ageSeconds < ARROW_SECONDS && json.freshness !== 'old';
        const arrow = young ? trendSymbol(reading.trend) : '';
        const tooOld = latest && json.freshness === 'old';
        return [
          personName(person),
          tooOld ? '---' : (reading.offScale ?? formatGlucose(reading.mgdl, shown)),
          unitLabel(shown),
          arrow,
          tooOld
            ? say('words.noDataSince', { time: measured.cells[index]! })
            : say(`words.ranges.${json.range}`),
          ageText(json.ageSeconds),
          measured.cells[index]!,
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
