import { unitLabel } from '../glucose/units.ts';
import { daysText, glucoseText, partText, percentText, tenthPercentText } from '../messages/figures.ts';
import { say, type MessageKey } from '../messages/say.ts';
import { SAFETY_IN_ENGLISH } from '../messages/safety.ts';
import { speech } from '../messages/speech.ts';
import { dateText, spanText, zoneText } from '../messages/civil-dates.ts';
import { LIMITS, RANGES } from '../statistics/ranges.ts';
import { SLOTS_PER_DAY } from '../statistics/grid.ts';
import { TARGETS } from '../statistics/target-sets.ts';
import { DAY } from '../time.ts';
import { rangeWords } from './ranges-bar.tsx';
import { DailyPattern } from './daily-pattern.tsx';
import { episodesText } from './episodes-text.ts';
import { boundsText, goalText } from './range-goals.ts';
import { DayPanel } from './day-panel.tsx';
import type { ClinicReportProps } from './clinic-figures.ts';

/** "Glucose report": two pages of paper. What there is most of comes first: how complete the data are. */
export function ClinicReport(props: ClinicReportProps) {
  return (
    <>
      <section class="sheet">
        <Head {...props} />
        <Completeness {...props} />
        <Ranges {...props} />
        <Figures {...props} />
        <Pattern {...props} />
        <Foot {...props} page={1} />
      </section>
      <section class="sheet">
        <Head {...props} />
        <Days {...props} />
        <EpisodesTable {...props} />
        <Settings {...props} />
        <Foot {...props} page={2} />
      </section>
    </>
  );
}

type Part = ClinicReportProps;

function Head({ name, figures }: Part) {
  const { from, to } = figures.statistics;
  return (
    <header>
      <h1>{say('clinic.title')}</h1>
      <p class="who">{name ?? <span class="blank">{say('clinic.name')}</span>}</p>
      <p class="when">{spanText(from, to, figures.zoneSeconds)}</p>
    </header>
  );
}

function Completeness({ figures }: Part) {
  const { from, to, coveragePercent, slots, readings } = figures.statistics;
  const days = Math.round((to - from) / DAY);
  return (
    <p class="complete">
      <b>
        {say('window.period.rests', {
          days: daysText(slots / SLOTS_PER_DAY),
          count: days,
          percent: percentText(coveragePercent / 100),
        })}
      </b>{' '}
      {say('clinic.readings', { count: readings })}
    </p>
  );
}

/** Each range with its share, its bounds, the goal of the set, and a bar that reads in grey. */
function Ranges({ figures, unit }: Part) {
  const { shares } = figures;
  if (!shares) return <p class="withheld">{say('clinic.tooLittle')}</p>;
  const targets = TARGETS[figures.targets];
  const shown = rangeWords(shares, targets);
  return (
    <section>
      <h2>{say('window.statistics.ranges')}</h2>
      <table class="ranges">
        <tbody>
          {shown.map(({ range, name, percent }) => (
            <tr key={range}>
              <th scope="row">{name}</th>
              <td class="bounds">{boundsText(range, targets, unit)}</td>
              <td class="bar">
                <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                  <rect
                    class={range}
                    x="0"
                    y="0"
                    width={Math.max(shares[range] > 0 ? 1 : 0, shares[range])}
                    height="8"
                  />
                </svg>
              </td>
              <td class="share">{percent}</td>
              <td class="goal">{goalText(range, targets)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="hint">{say(`clinic.sets.${figures.targets}`)}</p>
    </section>
  );
}

function Figures({ figures, unit }: Part) {
  const known = figures.statistics.figures;
  if (!known) return null;
  // GMI is not validated in pregnancy.
  const gmi = figures.targets === 'pregnancy' ? null : known.gmiPercent;
  const rows: [MessageKey & `statistics.rows.${string}`, string, string][] = [
    ['statistics.rows.mean', glucoseText(known.meanMgdl, unit), ''],
    ['statistics.rows.gmi', gmi === null ? say('statistics.withheld') : tenthPercentText(gmi / 100), ''],
    [
      'statistics.rows.cv',
      known.cvPercent === null ? '–' : tenthPercentText(known.cvPercent / 100),
      say('statistics.targets.cv'),
    ],
    ['statistics.rows.sd', known.sdMgdl === null ? '–' : glucoseText(known.sdMgdl, unit), ''],
  ];
  return (
    <section>
      <h2>{say('window.statistics.figures')}</h2>
      <dl class="numbers">
        {rows.map(([key, value, goal]) => (
          <div key={key}>
            <dt>{say(key as 'statistics.rows.mean')}</dt>
            <dd>{value}</dd>
            <dd class="goal">{goal}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Pattern({ figures, unit }: Part) {
  const { pattern } = figures;
  return (
    <section>
      <h2>{say('clinic.pattern')}</h2>
      {pattern.bins.some(({ p50 }) => p50 !== null) ? (
        <>
          <DailyPattern
            id="pattern"
            bins={pattern.bins}
            unit={unit}
            label={say('clinic.pattern')}
            size={{ width: 700, height: 340 }}
          />
          <p class="hint">{say('clinic.patternHint')}</p>
        </>
      ) : (
        <p class="withheld">{say('window.patterns.tooFew')}</p>
      )}
    </section>
  );
}

function Days({ figures, unit }: Part) {
  const targets = TARGETS[figures.targets];
  const { low, high } = targets;
  return (
    <section>
      <h2>{say('clinic.days')}</h2>
      <div class="days">
        {figures.days.map((day) => (
          <div key={day.date}>
            <p class="date">{dateText(day.date)}</p>
            <DayPanel day={day} low={low} high={high} size={{ width: 96, height: 140 }} />
          </div>
        ))}
      </div>
      <p class="hint">{say('clinic.daysHint', { target: boundsText('inRange', targets, unit) })}</p>
    </section>
  );
}

function EpisodesTable({ figures, unit }: Part) {
  const known = figures.statistics.figures;
  if (!known) return null;
  return (
    <section>
      <h2>{say('window.statistics.episodes')}</h2>
      <table class="episodes">
        <tbody>
          {RANGES.filter((range) => range !== 'inRange').map((range) => {
            const side = range === 'veryLow' || range === 'low' ? 'under' : 'over';
            return (
              <tr key={range}>
                <th scope="row">{say(`statistics.${side}`, { limit: glucoseText(LIMITS[range], unit) })}</th>
                <td>{episodesText(known.episodes[range])}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p class="hint">{say('clinic.episodesHint')}</p>
    </section>
  );
}

function Settings({ limits, unit }: Part) {
  return (
    <section>
      <h2>{say('clinic.settings')}</h2>
      <p>
        {say('clinic.limits', { low: glucoseText(limits.low, unit), high: glucoseText(limits.high, unit) })}
      </p>
    </section>
  );
}

function Foot({ figures, unit, version, page }: Part & { page: number }) {
  return (
    <footer>
      <p>
        {say('window.safety.0')} {say('window.safety.1')}
      </p>
      {speech().language !== 'en' && (
        <p class="original" lang="en">
          {SAFETY_IN_ENGLISH.join(' ')}
        </p>
      )}
      <p>{say('window.unofficial')}</p>
      <p>
        {say('clinic.made', {
          zone: zoneText(figures.zoneSeconds),
          unit: unitLabel(unit),
          imported: partText(figures.importedPercent / 100),
          version,
        })}{' '}
        {say('clinic.page', { page, pages: 2 })}
      </p>
    </footer>
  );
}
