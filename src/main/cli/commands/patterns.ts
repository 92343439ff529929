import { formatGlucose, unitLabel } from '../../../shared/glucose/units.ts';
import { say } from '../../../shared/messages/say.ts';
import { problem } from '../../../shared/problems.ts';
import { fail, ok } from '../../../shared/result.ts';
import { profileJson, type ProfileBin } from '../../../shared/statistics/ambulatory-profile.ts';
import { clockOf } from '../../../shared/alarms/rules.ts';
import type { Pattern } from '../../service.ts';
import { zonedText } from '../civil-column.ts';
import type { Host } from '../host.ts';
import type { Session } from '../session.ts';
import { PERIOD, readPeriod, type PeriodOptions } from './stats.ts';
import { personOf, type Shown } from './summaries.ts';

interface PatternsOptions extends PeriodOptions {
  weekdays?: boolean;
  weekends?: boolean;
}

export function addPatterns({ program, run }: Host): void {
  program
    .command('patterns')
    .description('the daily pattern: percentiles at each time of day')
    .argument('[patient]', 'id or name')
    .option(...PERIOD.days)
    .option(...PERIOD.from)
    .option(...PERIOD.to)
    .option('--weekdays', 'Monday to Friday alone')
    .option('--weekends', 'Saturday and Sunday alone')
    .action((patient: string | undefined, given: PatternsOptions) =>
      run(async (session) => {
        if (given.weekdays && given.weekends) {
          const expected = { code: 'withoutOther', other: '--weekends' } as const;
          return fail(problem('badInput', { what: '--weekdays', given: '', expected }));
        }
        const window = await readPeriod(given, session.service.now());
        if (!window.ok) return window;
        const only = given.weekdays ? 'weekdays' : given.weekends ? 'weekends' : null;
        const pattern = await session.service.pattern(patient, window.value, only);
        if (!pattern.ok) return pattern;
        const { from, to } = pattern.value;
        if (session.options.json) await session.output.json(profileJson(pattern.value));
        else print(session, pattern.value, await personOf(session, patient, [from, to]));
        return ok(undefined);
      }),
    );
}

const PERCENTILES = ['p5', 'p25', 'p50', 'p75', 'p95'] as const satisfies readonly (keyof ProfileBin)[];

function print({ output }: Session, pattern: Pattern, { unit, clock }: Shown): void {
  const time = (at: number): string => zonedText({ at, offset: clock(at) });
  output.say(say('statistics.window', { from: time(pattern.from), to: time(pattern.to) }));
  output.say(
    say('statistics.rests', { count: pattern.days, percent: `${Math.round(pattern.coveragePercent)} %` }),
  );
  output.table(
    [
      { heading: say('commandLine.headings.time') },
      { heading: say('commandLine.headings.days'), number: true },
      ...PERCENTILES.map((one) => ({ heading: `${one.slice(1)} %`, number: true })),
      { heading: say('commandLine.headings.unit') },
    ],
    pattern.bins.map((bin) => [
      clockOf(bin.minute),
      String(bin.days),
      ...PERCENTILES.map((one) => (bin[one] === null ? '-' : formatGlucose(bin[one], unit))),
      unitLabel(unit),
    ]),
  );
}
