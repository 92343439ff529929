import type { Target } from '../../../shared/glucose/range.ts';
import { formatGlucose, unitLabel, type Unit } from '../../../shared/glucose/units.ts';
import { say } from '../../../shared/messages/say.ts';
import { problem } from '../../../shared/problems.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { griZone } from '../../../shared/statistics/measures.ts';
import { LIMITS, RANGES, TIGHT_RANGE, type ConsensusRange } from '../../../shared/statistics/ranges.ts';
import { percentText, wholePercentages } from '../../../shared/statistics/rounding.ts';
import {
  SUFFICIENT_PERCENT,
  statisticsJson,
  type Figures,
  type Statistics,
} from '../../../shared/statistics/statistics.ts';
import { DAY } from '../../../shared/time.ts';
import type { Window } from '../../service.ts';
import { readDays } from '../arguments.ts';
import { zonedText } from '../civil-column.ts';
import type { Host } from '../host.ts';
import type { Session } from '../session.ts';
import { readWindow } from './readings.ts';
import { bar, personOf, type Shown } from './summaries.ts';

/** How commands of figures are told which time. */
export interface PeriodOptions {
  days?: string;
  from?: string;
  to?: string;
}

export const PERIOD = {
  days: ['--days <n>', 'how far to look back (default: 14)'],
  from: ['--from <time>', 'first moment, instead of --days'],
  to: ['--to <time>', 'moment before which to stop (default: now); without --from the 14 days before it'],
} as const;

export function addStats({ program, run }: Host): void {
  program
    .command('stats')
    .description('time in ranges, mean, variability and episodes, with the targets of the consensus')
    .argument('[patient]', 'id or name')
    .option(...PERIOD.days)
    .option(...PERIOD.from)
    .option(...PERIOD.to)
    .action((patient: string | undefined, given: PeriodOptions) =>
      run(async (session) => {
        const window = await readPeriod(given, session.service.now());
        if (!window.ok) return window;
        const statistics = await session.service.statistics(patient, window.value);
        if (!statistics.ok) return statistics;
        if (session.options.json) await session.output.json(statisticsJson(statistics.value));
        else {
          const { from, to } = statistics.value;
          print(session, statistics.value, await personOf(session, patient, [from, to]));
        }
        return ok(undefined);
      }),
    );
}

/** A window by `--days` (default 14) or by `--from` and `--to`, as typed. @param now ms UTC */
export async function readPeriod({ days, from, to }: PeriodOptions, now: number): Promise<Result<Window>> {
  if (from === undefined && to === undefined) {
    const number = days === undefined ? ok(14) : readDays(days);
    if (!number.ok) return number;
    return ok({ from: { instant: now - number.value * DAY }, to: { instant: now } });
  }
  if (days !== undefined) {
    const expected = { code: 'withoutWindow' } as const;
    return fail(problem('badInput', { what: '--days', given: days, expected }));
  }
  return readWindow({ from, to }, now);
}

function print(session: Session, statistics: Statistics, { unit, clock }: Shown): void {
  const { output } = session;
  const { figures } = statistics;
  const time = (at: number): string => zonedText({ at, offset: clock(at) });
  output.say(say('statistics.window', { from: time(statistics.from), to: time(statistics.to) }));
  if (figures) {
    printRanges(session, figures, unit);
    output.line('');
  }
  const rows = [...(figures ? figureRows(figures, unit) : []), ...dataRows(statistics)];
  output.table(
    [
      { heading: say('statistics.headings.figure') },
      { heading: say('statistics.headings.value'), number: true },
      { heading: say('statistics.headings.target') },
    ],
    rows,
  );
  for (const note of notesOn(statistics)) output.say(note);
}

/** The bounds of a consensus range as people write them: whole numbers in mg/dL, tenths in mmol/L. */
function boundsOf(range: ConsensusRange, unit: Unit): string {
  const { veryLow, low, high, veryHigh } = LIMITS;
  const between = (from: number, to: number): string => rangeText({ low: from, high: to }, unit);
  return {
    veryHigh: say('statistics.over', { limit: formatGlucose(veryHigh, unit) }),
    high: between(high + 1, veryHigh),
    inRange: between(low, high),
    low: between(veryLow, low - 1),
    veryLow: say('statistics.under', { limit: formatGlucose(veryLow, unit) }),
  }[range];
}

function rangeText({ low, high }: Target, unit: Unit): string {
  return `${formatGlucose(low, unit)}-${formatGlucose(high, unit)}`;
}

function printRanges(session: Session, { percent }: Figures, unit: Unit): void {
  const shown = RANGES.toReversed();
  const whole = wholePercentages(shown.map((name) => percent[name]));
  session.output.table(
    [
      { heading: say('statistics.headings.range') },
      { heading: unitLabel(unit) },
      { heading: say('statistics.headings.time'), number: true },
      { heading: say('statistics.headings.target') },
      { heading: '', bar: true },
    ],
    shown.map((name, i) => [
      say(`statistics.ranges.${name}`),
      boundsOf(name, unit),
      percentText(percent[name], whole[i] ?? 0),
      say(`statistics.targets.${name}`),
      bar(percent[name]),
    ]),
  );
}

function figureRows(figures: Figures, unit: Unit): string[][] {
  const { gmiPercent, gmiMmolMol, sdMgdl, cvPercent, jIndex, target, episodes } = figures;
  const glucose = (mgdl: number | null): string =>
    mgdl === null ? '' : `${formatGlucose(mgdl, unit)} ${unitLabel(unit)}`;
  const ranged = (range: Target): string => `${rangeText(range, unit)} ${unitLabel(unit)}`;
  const beyond = (side: 'over' | 'under', mgdl: number): string =>
    say('statistics.rows.episodes', { range: say(`statistics.${side}`, { limit: glucose(mgdl) }) });
  const gmi =
    gmiPercent === null || gmiMmolMol === null
      ? say('statistics.withheld')
      : say('statistics.gmi', { percent: gmiPercent.toFixed(1), mmolMol: gmiMmolMol.toFixed(0) });
  return [
    [say('statistics.rows.mean'), glucose(figures.meanMgdl)],
    [say('statistics.rows.gmi'), gmi],
    [say('statistics.rows.sd'), glucose(sdMgdl)],
    [
      say('statistics.rows.cv'),
      cvPercent === null ? '' : `${cvPercent.toFixed(1)} %`,
      say('statistics.targets.cv'),
    ],
    [
      say('statistics.rows.tight', { range: ranged(TIGHT_RANGE) }),
      roundedPercent(figures.tightPercent),
      say('statistics.targets.tight'),
    ],
    [
      say('statistics.rows.own', { range: ranged({ low: target.lowMgdl, high: target.highMgdl }) }),
      roundedPercent(target.inRangePercent),
    ],
    [
      say('statistics.rows.gri'),
      say('statistics.gri', { index: figures.gri.toFixed(0), zone: griZone(figures.gri) }),
    ],
    [say('statistics.rows.lbgi'), figures.lbgi.toFixed(2)],
    [say('statistics.rows.hbgi'), figures.hbgi.toFixed(2)],
    [say('statistics.rows.jIndex'), jIndex === null ? '' : jIndex.toFixed(1)],
    [beyond('under', LIMITS.veryLow), String(episodes.veryLow.length)],
    [beyond('under', LIMITS.low), String(episodes.low.length)],
    [say('statistics.rows.extended'), String(episodes.extendedLow.length)],
    [beyond('over', LIMITS.high), String(episodes.high.length)],
    [beyond('over', LIMITS.veryHigh), String(episodes.veryHigh.length)],
  ];
}

/** What the figures rest on; under 24 hours of data that is their count alone. */
function dataRows({
  figures,
  coveragePercent,
  fortnightCoveragePercent,
  days,
  readings,
}: Statistics): string[][] {
  const count = [say('statistics.rows.readings'), String(readings)];
  if (!figures) return [count];
  return [
    [say('statistics.rows.coverage'), roundedPercent(coveragePercent), say('statistics.targets.coverage')],
    [
      say('statistics.rows.fortnight'),
      roundedPercent(fortnightCoveragePercent),
      say('statistics.targets.coverage'),
    ],
    [say('statistics.rows.days'), days.toFixed(1)],
    count,
  ];
}

function notesOn(statistics: Statistics): string[] {
  const { figures, days, fortnightCoveragePercent, offScale } = statistics;
  const notes: string[] = [];
  if (!figures) notes.push(say('statistics.tooLittle', { hours: (days * 24).toFixed(1) }));
  else {
    if (figures.gmiPercent === null) notes.push(say('statistics.gmiWithheld', { days: days.toFixed(1) }));
    if (fortnightCoveragePercent < SUFFICIENT_PERCENT)
      notes.push(
        say('statistics.sparse', {
          percent: percentText(fortnightCoveragePercent, Math.floor(fortnightCoveragePercent)),
        }),
      );
    if (days <= 14) notes.push(say('statistics.shortForLows'));
  }
  const { low, high } = offScale;
  if (low + high > 0) notes.push(say('statistics.offScale', { count: low + high, low, high }));
  return notes;
}

function roundedPercent(share: number): string {
  return percentText(share, Math.round(share));
}
