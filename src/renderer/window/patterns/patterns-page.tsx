import { useSignal } from '@preact/signals';
import { DailyPattern } from '../../../shared/report/daily-pattern.tsx';
import { unitLabel, type Unit } from '../../../shared/glucose/units.ts';
import {
  glucoseNumber,
  glucoseText,
  percentText,
  daysText,
  wholeText,
} from '../../../shared/messages/figures.ts';
import { say } from '../../../shared/messages/say.ts';
import { windowProblemSentence } from '../../../shared/messages/sentences/problem.ts';
import { localTime, timeOfDayText } from '../../../shared/messages/times.ts';
import { standOuts, type DailyPattern as Pattern } from '../../../shared/statistics/daily-pattern.ts';
import { SLOTS_PER_DAY } from '../../../shared/statistics/grid.ts';
import { LIMITS } from '../../../shared/statistics/ranges.ts';
import { Choice } from '../../components/choice.tsx';
import { CopyTable } from '../../components/copy-table.tsx';
import type { Table } from '../../components/table-text.ts';
import { useToday } from '../period/today.ts';
import { PeriodPage } from '../period/period-page.tsx';
import { useWidth } from '../../components/use-width.ts';
import { nameOf, unitOf } from '../../people.ts';
import { Hours, Week } from './parts-of-time.tsx';
import { PatternReader } from './pattern-reader.tsx';

/** What repeats from day to day: the daily pattern of the person looked at. */
export function PatternsPage() {
  return (
    <PeriodPage page="patterns" channel="report:patterns" lead={say('window.patterns.lead')}>
      {(pattern, person, days) => (
        <Figures
          pattern={pattern}
          days={days}
          patientId={person.person.patientId}
          name={nameOf(person.person)}
          unit={unitOf(person)}
        />
      )}
    </PeriodPage>
  );
}

interface Of {
  name: string;
  unit: Unit;
}

function Figures(props: Of & { pattern: Pattern; days: number; patientId: string }) {
  const { pattern, days, patientId, name, unit } = props;
  const { all, hours, week, coveragePercent } = pattern;
  if (all.slots === 0) return <p class="panel muted">{say('window.period.nothing')}</p>;
  const isThere = all.bins.some(({ p50 }) => p50 !== null);
  return (
    <>
      <p class="rests">
        {say('window.period.rests', {
          days: daysText(all.slots / SLOTS_PER_DAY),
          count: days,
          percent: percentText(coveragePercent / 100),
        })}
      </p>
      {isThere ? (
        <>
          <section class="panel stack">
            <WithToday pattern={all} patientId={patientId} name={name} unit={unit} />
            <p class="hint">{say('window.patterns.smoothed')}</p>
          </section>
          <StandsOut pattern={pattern} unit={unit} />
          <div class="halves">
            {(['weekdays', 'weekends'] as const).map((half) => (
              <Half key={half} half={half} pattern={pattern[half]} name={name} unit={unit} />
            ))}
          </div>
        </>
      ) : (
        <p class="panel">{say('window.patterns.tooFew')}</p>
      )}
      <Week week={week} unit={unit} />
      <Hours hours={hours} unit={unit} />
      <CopyTable table={() => patternTable(all, unit)} />
    </>
  );
}

/** The pattern, with today's line on top where that is asked for. */
function WithToday(props: Of & { pattern: Pattern['all']; patientId: string }) {
  const { pattern, patientId, name, unit } = props;
  const isWanted = useSignal(false);
  const asked = useToday(isWanted.value ? patientId : null).value;
  const today = isWanted.value && asked !== 'busy' && 'value' in asked ? asked.value.day.runs : null;
  return (
    <>
      <Choice role="switch" on={isWanted.value} onChange={(on) => (isWanted.value = on)}>
        {say('window.patterns.withToday')}
      </Choice>
      <p class="hint" role="status">
        {isWanted.value && asked !== 'busy' && 'problem' in asked
          ? windowProblemSentence(asked.problem, localTime)
          : today?.length === 0 && say('window.patterns.todayEmpty')}
      </p>
      <PatternReader pattern={pattern} today={today} name={name} unit={unit} />
      <Legend hasToday={today !== null && today.length > 0} />
    </>
  );
}

const PERCENTILES = ['p5', 'p25', 'p50', 'p75', 'p95'] as const;

/** The same as `patterns` prints. */
function patternTable({ bins }: Pattern['all'], unit: Unit): Table {
  return {
    headings: [
      say('window.patterns.table.time'),
      say('window.patterns.table.days'),
      ...PERCENTILES.map((one) => percentText(Number(one.slice(1)) / 100)),
      say('window.patterns.table.unit'),
    ],
    rows: bins.map((bin) => [
      timeOfDayText(bin.minute),
      wholeText(bin.days),
      ...PERCENTILES.map((one) => (bin[one] === null ? '' : glucoseNumber(bin[one], unit))),
      unitLabel(unit),
    ]),
  };
}

function Legend({ hasToday }: { hasToday: boolean }) {
  return (
    <ul class="pattern-legend plain">
      {([...(hasToday ? (['today'] as const) : []), 'median', 'inner', 'outer', 'hole'] as const).map(
        (one) => (
          <li key={one}>
            <span class={`key ${one}`} aria-hidden="true" />
            {say(`window.patterns.legend.${one}`)}
          </li>
        ),
      )}
    </ul>
  );
}

/** Weekdays beside weekends, small. */
function Half(props: Of & { half: 'weekdays' | 'weekends'; pattern: Pattern['all'] }) {
  const { half, pattern, name, unit } = props;
  const title = say(`window.patterns.${half}`);
  const { element, width } = useWidth<HTMLElement>(400);
  return (
    <section class="panel stack tight" ref={element}>
      <h2>{title}</h2>
      {pattern.bins.some(({ p50 }) => p50 !== null) ? (
        <DailyPattern
          id={half}
          bins={pattern.bins}
          unit={unit}
          label={`${say('window.patterns.name', { name })}, ${title}`}
          size={{ width: Math.max(220, width), height: 180 }}
        />
      ) : (
        <p class="muted">{say('window.patterns.tooFew')}</p>
      )}
    </section>
  );
}

/** At most three sentences, made of figures. */
function StandsOut({ pattern, unit }: { pattern: Pattern; unit: Unit }) {
  const { lows, highs, widest } = standOuts(pattern);
  const hour = ({ hour: from, percent }: { hour: number; percent: number }) => ({
    from: timeOfDayText(from * 60),
    to: timeOfDayText(((from + 1) % 24) * 60),
    percent: percentText(percent / 100),
  });
  const sentences = [
    ...(lows ? [say('window.patterns.lows', { ...hour(lows), limit: glucoseText(LIMITS.low, unit) })] : []),
    ...(highs
      ? [say('window.patterns.highs', { ...hour(highs), limit: glucoseText(LIMITS.high, unit) })]
      : []),
    ...(lows || highs ? [] : [say('window.patterns.noHour')]),
    ...(widest
      ? [
          say('window.patterns.widest', {
            time: timeOfDayText(widest.minute),
            p25: glucoseText(widest.p25, unit),
            p75: glucoseText(widest.p75, unit),
          }),
        ]
      : []),
  ];
  return (
    <section class="panel stack tight">
      <h2>{say('window.patterns.standsOut')}</h2>
      {sentences.map((one) => (
        <p key={one}>{one}</p>
      ))}
    </section>
  );
}
