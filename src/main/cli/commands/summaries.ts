import { formatGlucose, unitLabel, type Unit } from '../../../shared/glucose/units.ts';
import { say } from '../../../shared/messages/say.ts';
import { problem } from '../../../shared/problems.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Target } from '../../../shared/glucose/range.ts';
import { LIMITS } from '../../../shared/statistics/ranges.ts';
import { percentText, wholePercentages } from '../../../shared/statistics/rounding.ts';
import type { TimeInRange } from '../../../shared/statistics/summaries.ts';
import type { OffsetAt } from '../../../shared/statistics/civil-clock.ts';
import { DAY } from '../../../shared/time.ts';
import { systemOffset } from '../../time/civil-time.ts';
import { readDays, readGlucose } from '../arguments.ts';
import { zonedHeading } from '../civil-column.ts';
import type { Host } from '../host.ts';
import type { Session } from '../session.ts';

const DAYS = ['--days <n>', 'how far to look back', '14'] as const;

export function addDaily({ program, run }: Host): void {
  program
    .command('daily')
    .description('a summary of each day')
    .argument('[patient]', 'id or name')
    .option(...DAYS)
    .action((patient: string | undefined, given: { days: string }) =>
      run(async (session) => {
        const wanted = readDays(given.days);
        if (!wanted.ok) return wanted;
        const summary = await session.service.dailySummary(patient, wanted.value);
        if (!summary.ok) return summary;
        const now = session.service.now();
        const ends = [now - wanted.value * DAY, now];
        const { unit, clock } = await personOf(session, patient, ends);
        const days = zonedHeading(say('commandLine.headings.day'), ends.map(clock));
        return print(session, summary.value, () => {
          const columns = (['readings', 'min', 'mean', 'max', 'low', 'inRange', 'high'] as const).map((one) =>
            say(`commandLine.headings.${one}`),
          );
          session.output.table(
            [
              { heading: days },
              ...columns.map((heading) => ({ heading, number: true })),
              { heading: say('commandLine.headings.unit') },
            ],
            summary.value.map((day) => [
              day.date,
              String(day.readings),
              formatGlucose(day.minMgdl, unit),
              formatGlucose(day.meanMgdl, unit),
              formatGlucose(day.maxMgdl, unit),
              String(day.low),
              String(day.inRange),
              String(day.high),
              unitLabel(unit),
            ]),
          );
        });
      }),
    );
}

export function addHourly({ program, run }: Host): void {
  program
    .command('hourly')
    .description('the average of each hour')
    .argument('[patient]', 'id or name')
    .option(...DAYS)
    .action((patient: string | undefined, given: { days: string }) =>
      run(async (session) => {
        const days = readDays(given.days);
        if (!days.ok) return days;
        const averages = await session.service.hourlyAverage(patient, days.value);
        if (!averages.ok) return averages;
        const { unit } = await personOf(session, patient);
        return print(session, averages.value, () =>
          session.output.table(
            [
              { heading: say('commandLine.headings.hour') },
              { heading: say('commandLine.headings.mean'), number: true },
              { heading: say('commandLine.headings.unit') },
              { heading: say('commandLine.headings.readings'), number: true },
            ],
            averages.value.map(({ hour, meanMgdl, readings }) => [
              hour.replace('T', ' '),
              formatGlucose(meanMgdl, unit),
              unitLabel(unit),
              String(readings),
            ]),
          ),
        );
      }),
    );
}

export function addTimeInRange({ program, run }: Host): void {
  program
    .command('time-in-range')
    .description('the share of time below, inside and above a range')
    .argument('[patient]', 'id or name')
    .option(...DAYS)
    .option('--low <value>', "lower end (default: the person's target)")
    .option('--high <value>', "upper end (default: the person's target)")
    .action((patient: string | undefined, given: { days: string; low?: string; high?: string }) =>
      run(async (session) => {
        const days = readDays(given.days);
        if (!days.ok) return days;
        const bounds = readBounds(given, session.options.unit ?? 'mgdl');
        if (!bounds.ok) return bounds;
        const shares = await session.service.timeInRange(patient, days.value, bounds.value);
        if (!shares.ok) return shares;
        const { lowMgdl, highMgdl } = shares.value;
        if (lowMgdl >= highMgdl) {
          const expected = { code: 'underUpperEnd', most: highMgdl } as const;
          return fail(problem('badInput', { what: '--low', given: given.low ?? String(lowMgdl), expected }));
        }
        if (session.options.json) {
          await session.output.json(shares.value);
          return ok(undefined);
        }
        printShares(session, shares.value, (await personOf(session, patient)).unit);
        return ok(undefined);
      }),
    );
}

function printShares(session: Session, shares: TimeInRange, unit: Unit): void {
  const { lowMgdl, highMgdl, belowPercent, inRangePercent, abovePercent, readings } = shares;
  const range = `${formatGlucose(lowMgdl, unit)}-${formatGlucose(highMgdl, unit)} ${unitLabel(unit)}`;
  // The consensus has targets for its own range only.
  const consensus = lowMgdl === LIMITS.low && highMgdl === LIMITS.high;
  const all = [abovePercent ?? 0, inRangePercent ?? 0, belowPercent ?? 0];
  const whole = wholePercentages(all);
  const row = (i: number, name: string, target: string): string[] => [
    name,
    inRangePercent === null ? '' : percentText(all[i] ?? 0, whole[i] ?? 0),
    ...(consensus ? [target] : []),
    bar(all[i] ?? 0),
  ];
  session.output.table(
    [
      { heading: say('commandLine.shareOf', { count: readings }) },
      { heading: say('statistics.headings.time'), number: true },
      ...(consensus ? [{ heading: say('statistics.headings.target') }] : []),
      { heading: '', bar: true },
    ],
    [
      row(0, say('commandLine.above'), say('statistics.targets.above')),
      row(1, range, say('statistics.targets.inRange')),
      row(2, say('commandLine.below'), say('statistics.targets.below')),
    ],
  );
}

function readBounds(given: { low?: string; high?: string }, unit: Unit): Result<Partial<Target>> {
  const bounds: Partial<Target> = {};
  for (const end of ['low', 'high'] as const) {
    const text = given[end];
    if (text === undefined) continue;
    const value = readGlucose(`--${end}`, text, unit);
    if (!value.ok) return value;
    bounds[end] = value.value;
  }
  return ok(bounds);
}

async function print(session: Session, rows: readonly unknown[], table: () => void): Promise<Result<void>> {
  if (session.options.json) await session.output.json(rows);
  else if (rows.length === 0) session.output.say(say('commandLine.nothingRecorded'));
  else table();
  return ok(undefined);
}

/** How a summary is shown: in the unit and on the clock of the person it is about. */
export interface Shown {
  unit: Unit;
  clock: OffsetAt;
}

/** @param instants for which the clock is needed */
export async function personOf(
  session: Session,
  patient: string | undefined,
  instants: readonly number[] = [],
): Promise<Shown> {
  const { service } = session;
  const people = await service.people(patient);
  const person = people.ok ? people.value[0] : undefined;
  return {
    unit: session.unitFor(person?.unit ?? null),
    clock: person ? await service.wearersClock(person.patientId, instants) : systemOffset,
  };
}

/** A share as a bar of up to 40 blocks; the smallest share still shows. */
export function bar(share: number): string {
  if (share === 0) return '';
  return '█'.repeat(Math.max(1, Math.round((share / 100) * 40)));
}
