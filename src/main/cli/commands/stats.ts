import type { Target } from '../../../shared/glucose/range.ts';
import { formatGlucose, unitLabel, type Unit } from '../../../shared/glucose/units.ts';
import { statistics as words } from '../../../shared/messages/en.ts';
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

interface StatsOptions {
  days?: string;
  from?: string;
  to?: string;
}

export function addStats({ program, run }: Host): void {
  program
    .command('stats')
    .description('time in ranges, mean, variability and episodes, with the targets of the consensus')
    .argument('[patient]', 'id or name')
    .option('--days <n>', 'how far to look back (default: 14)')
    .option('--from <time>', 'first moment, instead of --days')
    .option('--to <time>', 'moment before which to stop (default: now); without --from the 14 days before it')
    .action((patient: string | undefined, given: StatsOptions) =>
      run(async (session) => {
        const window = await readStatsWindow(given, session.service.now());
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

async function readStatsWindow({ days, from, to }: StatsOptions, now: number): Promise<Result<Window>> {
  if (from === undefined && to === undefined) {
    const number = days === undefined ? ok(14) : readDays(days);
    if (!number.ok) return number;
    return ok({ from: { instant: now - number.value * DAY }, to: { instant: now } });
  }
  if (days !== undefined) {
    const expected = 'it must be left out where --from or --to is given';
    return fail(problem('badInput', { what: '--days', given: days, expected }));
  }
  return readWindow({ from, to }, now);
}

function print(session: Session, statistics: Statistics, { unit, clock }: Shown): void {
  const { output } = session;
  const { figures } = statistics;
  const time = (at: number): string => zonedText({ at, offset: clock(at) });
  output.say(words.window(time(statistics.from), time(statistics.to)));
  if (figures) {
    printRanges(session, figures, unit);
    output.line('');
  }
  const { figure, value, target } = words.headings;
  const rows = [...(figures ? figureRows(figures, unit) : []), ...dataRows(statistics)];
  output.table([{ heading: figure }, { heading: value, number: true }, { heading: target }], rows);
  for (const note of notesOn(statistics)) output.say(note);
}

/** The bounds of a consensus range as people write them: whole numbers in mg/dL, tenths in mmol/L. */
function boundsOf(range: ConsensusRange, unit: Unit): string {
  const { veryLow, low, high, veryHigh } = LIMITS;
  const between = (from: number, to: number): string => rangeText({ low: from, high: to }, unit);
  return {
    veryHigh: words.over(formatGlucose(veryHigh, unit)),
    high: between(high + 1, veryHigh),
    inRange: between(low, high),
    low: between(veryLow, low - 1),
    veryLow: words.under(formatGlucose(veryLow, unit)),
  }[range];
}

function rangeText({ low, high }: Target, unit: Unit): string {
  return `${formatGlucose(low, unit)}-${formatGlucose(high, unit)}`;
}

function printRanges(session: Session, { percent }: Figures, unit: Unit): void {
  const { range, time, target } = words.headings;
  const shown = RANGES.toReversed();
  const whole = wholePercentages(shown.map((name) => percent[name]));
  session.output.table(
    [
      { heading: range },
      { heading: unitLabel(unit) },
      { heading: time, number: true },
      { heading: target },
      { heading: '', bar: true },
    ],
    shown.map((name, i) => [
      words.ranges[name],
      boundsOf(name, unit),
      percentText(percent[name], whole[i] ?? 0),
      words.targets[name],
      bar(percent[name]),
    ]),
  );
}

function figureRows(figures: Figures, unit: Unit): string[][] {
  const { rows, targets } = words;
  const { gmiPercent, gmiMmolMol, sdMgdl, cvPercent, jIndex, target, episodes } = figures;
  const glucose = (mgdl: number | null): string =>
    mgdl === null ? '' : `${formatGlucose(mgdl, unit)} ${unitLabel(unit)}`;
  const ranged = (range: Target): string => `${rangeText(range, unit)} ${unitLabel(unit)}`;
  const beyond = (limit: number, write: (limit: string) => string): string =>
    rows.episodes(write(`${formatGlucose(limit, unit)} ${unitLabel(unit)}`));
  const gmi =
    gmiPercent === null || gmiMmolMol === null
      ? words.withheld
      : words.gmi(gmiPercent.toFixed(1), gmiMmolMol.toFixed(0));
  return [
    [rows.mean, glucose(figures.meanMgdl)],
    [rows.gmi, gmi],
    [rows.sd, glucose(sdMgdl)],
    [rows.cv, cvPercent === null ? '' : `${cvPercent.toFixed(1)} %`, targets.cv],
    [rows.tight(ranged(TIGHT_RANGE)), roundedPercent(figures.tightPercent), targets.tight],
    [rows.own(ranged({ low: target.lowMgdl, high: target.highMgdl })), roundedPercent(target.inRangePercent)],
    [rows.gri, words.gri(figures.gri.toFixed(0), griZone(figures.gri))],
    [rows.lbgi, figures.lbgi.toFixed(2)],
    [rows.hbgi, figures.hbgi.toFixed(2)],
    [rows.jIndex, jIndex === null ? '' : jIndex.toFixed(1)],
    [beyond(LIMITS.veryLow, words.under), String(episodes.veryLow.length)],
    [beyond(LIMITS.low, words.under), String(episodes.low.length)],
    [rows.extended, String(episodes.extendedLow.length)],
    [beyond(LIMITS.high, words.over), String(episodes.high.length)],
    [beyond(LIMITS.veryHigh, words.over), String(episodes.veryHigh.length)],
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
  const { rows, targets } = words;
  const count = [rows.readings, String(readings)];
  if (!figures) return [count];
  return [
    [rows.coverage, roundedPercent(coveragePercent), targets.coverage],
    [rows.fortnight, roundedPercent(fortnightCoveragePercent), targets.coverage],
    [rows.days, days.toFixed(1)],
    count,
  ];
}

function notesOn(statistics: Statistics): string[] {
  const { figures, days, fortnightCoveragePercent, offScale } = statistics;
  const notes: string[] = [];
  if (!figures) notes.push(words.tooLittle((days * 24).toFixed(1)));
  else {
    if (figures.gmiPercent === null) notes.push(words.gmiWithheld(days.toFixed(1)));
    if (fortnightCoveragePercent < SUFFICIENT_PERCENT)
      notes.push(words.sparse(percentText(fortnightCoveragePercent, Math.floor(fortnightCoveragePercent))));
    if (days <= 14) notes.push(words.shortForLows);
  }
  if (offScale.low + offScale.high > 0) notes.push(words.offScale(offScale));
  return notes;
}

function roundedPercent(share: number): string {
  return percentText(share, Math.round(share));
}
