import { boundsText, goalText } from '../../../shared/report/range-goals.ts';
import { RangesBar, rangeWords } from '../../../shared/report/ranges-bar.tsx';
import type { Unit } from '../../../shared/glucose/units.ts';
import { percentText, tenthText } from '../../../shared/messages/figures.ts';
import { say } from '../../../shared/messages/say.ts';
import type { Compared } from '../../../shared/statistics/compared.ts';
import type { Shares } from '../../../shared/statistics/ranges.ts';
import { TARGETS, type TargetSet } from '../../../shared/statistics/target-sets.ts';
import { PeriodPage } from '../period/period-page.tsx';
import { nameOf, unitOf } from '../../people.ts';
import { changeOf, figureRows, type FigureRow } from './figure-rows.ts';

/** The consensus figures of the person looked at, beside those of as much time before. */
export function StatisticsPage() {
  return (
    <PeriodPage page="statistics" channel="report:statistics">
      {(compared, person, days) => (
        <Shown compared={compared} days={days} name={nameOf(person.person)} unit={unitOf(person)} />
      )}
    </PeriodPage>
  );
}

interface Of {
  name: string;
  unit: Unit;
}

function Shown({ compared, days, name, unit }: Of & { compared: Compared; days: number }) {
  const { now, before, targets } = compared;
  if (now.readings === 0) return <p class="panel muted">{say('window.period.nothing')}</p>;
  const rests = say('window.period.rests', {
    days: tenthText(now.days),
    count: days,
    percent: percentText(now.coveragePercent / 100),
  });
  if (!now.figures || !now.shares)
    return (
      <>
        <p class="rests">{rests}</p>
        <p class="panel">{say('window.statistics.tooLittle', { hours: tenthText(now.days * 24) })}</p>
      </>
    );
  return (
    <>
      <p class="rests">{rests}</p>
      <Ranges name={name} unit={unit} shares={now.shares} before={before.shares} targets={targets} />
      <FigureTable rows={figureRows(compared, now.figures, unit)} />
    </>
  );
}

/** The five ranges as a bar and in words, with the goals and the shares of the period before. */
function Ranges(props: Of & { shares: Shares; before: Shares | null; targets: TargetSet }) {
  const { name, unit, shares, before, targets } = props;
  const set = TARGETS[targets];
  const isThere = ({ range }: { range: keyof Shares }) => range !== 'veryHigh' || set.veryHigh !== null;
  const words = rangeWords(shares).filter(isThere);
  const label = say('window.statistics.rangesOf', {
    name,
    words: words.map((one) => `${one.name} ${one.percent}`).join(', '),
  });
  const earlier = before && rangeWords(before).filter(isThere);
  return (
    <section class="panel stack tight">
      <h2>{say('window.statistics.ranges')}</h2>
      <RangesBar shares={shares} label={label} />
      <div class="table-room" tabIndex={0} role="region" aria-label={say('window.statistics.ranges')}>
        <table class="figures compared">
          <Head />
          <tbody>
            {words.map(({ range, name: title, percent }, i) => (
              <tr key={range}>
                <th scope="row">
                  <span class={`key ${range}`} aria-hidden="true" /> {title}
                  <span class="hint">{boundsText(range, set, unit)}</span>
                </th>
                <Cell of="now">{percent}</Cell>
                <Cell of="before">{earlier?.[i]?.percent ?? '–'}</Cell>
                <Cell of="change">{before ? changeOf(shares[range], before[range], 0.5) : '–'}</Cell>
                <Cell of="goal">{goalText(range, set)}</Cell>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="hint">{say(`window.statistics.goalsOf.${targets}`)}</p>
    </section>
  );
}

function Head() {
  return (
    <thead>
      <tr>
        {(['figure', 'now', 'before', 'change', 'goal'] as const).map((one) => (
          <th key={one} scope="col">
            {say(`window.statistics.headings.${one}`)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** A cell that says what it is where there is no room for a table. */
function Cell({ of, children }: { of: 'now' | 'before' | 'change' | 'goal'; children: string }) {
  return <td data-label={say(`window.statistics.headings.${of}`)}>{children}</td>;
}

function FigureTable({ rows }: { rows: readonly FigureRow[] }) {
  return (
    <section class="panel stack tight">
      <h2>{say('window.statistics.figures')}</h2>
      <div class="table-room" tabIndex={0} role="region" aria-label={say('window.statistics.figures')}>
        <table class="figures compared">
          <Head />
          <tbody>
            {rows.map(({ id, name, term, now, before, change, goal }) => (
              <tr key={id} data-figure={id}>
                <th scope="row">
                  {name}
                  <span class="hint">{term}</span>
                </th>
                <Cell of="now">{now}</Cell>
                <Cell of="before">{before}</Cell>
                <Cell of="change">{change}</Cell>
                <Cell of="goal">{goal}</Cell>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
