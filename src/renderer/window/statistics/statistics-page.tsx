import { RangesBar, rangeWords } from '../../../shared/report/ranges-bar.tsx';
import type { Unit } from '../../../shared/glucose/units.ts';
import { daysText, partText, percentText, tenthText } from '../../../shared/messages/figures.ts';
import { say } from '../../../shared/messages/say.ts';
import type { Compared } from '../../../shared/statistics/compared.ts';
import { SUFFICIENT_PERCENT } from '../../../shared/statistics/statistics.ts';
import { TARGETS } from '../../../shared/statistics/target-sets.ts';
import { CopyTable } from '../../components/copy-table.tsx';
import { PeriodPage } from '../period/period-page.tsx';
import { nameOf, unitOf } from '../../people.ts';
import { ComparedTable, tableOf } from './compared-table.tsx';
import { basisRow, figureRows } from './figure-rows.ts';
import { partGroups, rangeRows } from './range-rows.ts';

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

interface ShownProps {
  compared: Compared;
  days: number;
  name: string;
  unit: Unit;
}

function Shown({ compared, days, name, unit }: ShownProps) {
  const { now, targets } = compared;
  const { figures, shares } = now;
  if (now.readings === 0) return <p class="panel muted">{say('window.period.nothing')}</p>;
  const rests = say('window.period.rests', {
    days: daysText(now.days),
    count: days,
    percent: percentText(now.coveragePercent / 100),
  });
  if (!figures || !shares)
    return (
      <>
        <p class="rests">{rests}</p>
        <p class="panel">{say('window.statistics.tooLittle', { hours: tenthText(now.days * 24) })}</p>
      </>
    );
  const ranges = [{ rows: [basisRow('values', compared), ...rangeRows(shares, compared, unit)] }];
  const known = [{ rows: [basisRow('values-figures', compared), ...figureRows(compared, figures, unit)] }];
  const parts = partGroups(compared, unit);
  const label = say('window.statistics.rangesOf', {
    name,
    words: rangeWords(shares, TARGETS[targets])
      .map((one) => `${one.name} ${one.percent}`)
      .join(', '),
  });
  return (
    <>
      <p class="rests">{rests}</p>
      <section class="panel stack tight">
        <h2>{say('window.statistics.ranges')}</h2>
        <RangesBar shares={shares} label={label} />
        <ComparedTable title={say('window.statistics.ranges')} groups={ranges} />
        <p class="hint">{say(`window.statistics.goalsOf.${targets}`)}</p>
        <Notes compared={compared} />
      </section>
      <section class="panel stack tight">
        <h2>{say('window.statistics.figures')}</h2>
        <ComparedTable title={say('window.statistics.figures')} groups={known} />
      </section>
      <section class="panel stack tight">
        <h2>{say('window.statistics.partsOfDay')}</h2>
        <ComparedTable title={say('window.statistics.partsOfDay')} groups={parts} />
      </section>
      <CopyTable table={() => tableOf([...ranges, ...known, ...parts])} />
    </>
  );
}

/** What one must know to read the figures. */
function Notes({ compared: { now, before } }: { compared: Compared }) {
  const { days, fortnightCoveragePercent, importedPercent, offScale } = now;
  const { low, high } = offScale;
  const notes = [
    ...(before.figures
      ? []
      : [say('window.statistics.beforeTooLittle', { hours: tenthText(before.days * 24) })]),
    ...(fortnightCoveragePercent < SUFFICIENT_PERCENT
      ? [say('statistics.sparse', { percent: percentText(Math.floor(fortnightCoveragePercent) / 100) })]
      : []),
    ...(days <= 14 ? [say('statistics.shortForLows')] : []),
    ...(importedPercent > 0
      ? [say('window.statistics.imported', { percent: partText(importedPercent / 100) })]
      : []),
    ...(low + high > 0 ? [say('statistics.offScale', { count: low + high, low, high })] : []),
  ];
  return notes.map((one) => (
    <p key={one} class="hint">
      {one}
    </p>
  ));
}
