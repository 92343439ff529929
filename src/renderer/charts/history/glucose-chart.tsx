import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { gapsOf } from '../../../shared/chart/gaps.ts';
import type { UsualBand } from '../../../shared/chart/requests.ts';
import { dayStart, nextDayStart } from '../../../shared/chart/time-marks.ts';
import { SPANS, windowOf, type ChartView } from '../../../shared/chart/view.ts';
import type { Target } from '../../../shared/glucose/range.ts';
import type { Reading } from '../../../shared/glucose/reading.ts';
import type { Result } from '../../../shared/result.ts';
import type { Unit } from '../../../shared/glucose/units.ts';
import { say } from '../../../shared/messages/say.ts';
import { windowProblemSentence } from '../../../shared/messages/sentences/problem.ts';
import type { Span } from '../../../shared/statistics/series.ts';
import { DAY, HOUR, SECOND } from '../../../shared/time.ts';
import { dayTimeText, readersOffset } from '../drawing/times.ts';
import type { ChartLimits, Scene } from '../drawing/scene.ts';
import { withSpan } from './keys.ts';
import { ChartLegend } from './legend.tsx';
import { ChartPlot } from './plot.tsx';
import { summary } from './summary.ts';
import { LoadedReadings, type ChartData } from './loaded-readings.ts';
import { ReadingTable } from './reading-table.tsx';

export type { ChartData } from './loaded-readings.ts';
export type { ChartLimits } from '../drawing/scene.ts';

/** Whose readings they are, and what they are seen against. */
export interface ChartPerson {
  name: string;
  unit: Unit;
  target: Target;
  limits: ChartLimits;
}

export interface GlucoseChartProps {
  person: ChartPerson;
  /** ms UTC; may move every second. */
  now: number;
  /** Another object for another person: what was loaded is then forgotten. */
  data: ChartData;
  /** The newest readings, which the history may not have yet. */
  recent: readonly Reading[];
  /** What is shown at first; later only `onView` tells. */
  start: ChartView;
  /** How much time it may show at most; where nobody says, the longest of its spans. */
  longestMs?: number;
  onView: (view: ChartView) => void;
  /** Why did it ring at an instant, ms UTC, or not? Where nobody answers that, the chart does not ask. */
  onAsk?: (instant: number) => void;
}

/** The usual day is told of views in which a day can be seen. */
const USUAL_UP_TO_MS = 3.5 * DAY;

/** How often the age of what is shown is looked at. */
const AGES_MS = 10 * SECOND;

const floored = (value: number, step: number): number => Math.floor(value / step) * step;

/** The history of one person's glucose over time. */
export function GlucoseChart(props: GlucoseChartProps) {
  const { data, recent, longestMs } = props;
  const { name, unit, target, limits } = props.person;
  const [view, setView] = useState(props.start);
  const [asTable, setAsTable] = useState(false);

  // The window goes along with now by about a pixel at a time; ages are told more exactly, whatever the span.
  const now = floored(props.now, AGES_MS);
  const edge = floored(props.now, Math.max(AGES_MS, view.spanMs / 1000));
  const window = useMemo(() => windowOf(view, edge), [view, edge]);
  const readings = useLoaded(data, window, props.now, recent);
  const usual = useUsual(data, now);

  const loaded = readings.value;
  const latest = Math.max(now, loaded.columns.at.at(-1) ?? 0);
  const gaps = useMemo(
    () => gapsOf(loaded.columns, loaded.starts, loaded.previousAt, latest),
    [loaded, latest],
  );
  const shown = window.to - window.from <= USUAL_UP_TO_MS ? usual : null;
  const scene = useMemo(
    (): Scene => ({ window, now: latest, unit, target, limits, loaded, gaps, usual: shown }),
    [loaded, gaps, window, shown, unit, target.low, target.high, ...Object.values(limits)],
  );
  const words = summary(scene);

  const change = (next: ChartView): void => {
    setView(next);
    props.onView(next);
  };

  return (
    <section class="chart" aria-label={say('chart.name', { person: name })}>
      <div class="chart-bar">
        <div class="chart-spans" role="group" aria-label={say('chart.spans')}>
          {SPANS.map((span) => (
            <button
              key={span}
              type="button"
              aria-pressed={Math.abs(view.spanMs - span) < 1}
              title={spanName(span)}
              onClick={() => change(withSpan(view, span, now))}
            >
              {spanLabel(span)}
            </button>
          ))}
        </div>
        <button
          type="button"
          class="chart-now"
          disabled={view.endsAt === null}
          onClick={() => change({ ...view, endsAt: null })}
        >
          {say('chart.toNow')}
        </button>
        <button type="button" onClick={() => setAsTable(!asTable)}>
          {asTable ? say('chart.showChart') : say('chart.showTable')}
        </button>
      </div>
      {readings.problem !== null && (
        <p class="chart-problem" role="alert">
          {windowProblemSentence(readings.problem, dayTimeText)}
        </p>
      )}
      {asTable ? (
        <ReadingTable scene={scene} name={name} />
      ) : (
        <ChartPlot
          name={name}
          scene={scene}
          view={view}
          words={words}
          longestMs={longestMs}
          loading={!readings.covers(window, now) && readings.problem === null}
          onView={change}
          onAsk={props.onAsk}
        />
      )}
      <p class="chart-summary">{words}</p>
      {props.onAsk && !asTable && <p class="chart-ask">{say('chart.ask')}</p>}
      <ChartLegend scene={scene} />
    </section>
  );
}

/** What has been loaded around a window; grows by itself. */
function useLoaded(data: ChartData, window: Span, now: number, recent: readonly Reading[]) {
  const [, setVersion] = useState(0);
  const readings = useMemo(() => new LoadedReadings(data, () => setVersion((before) => before + 1)), [data]);
  useEffect(() => () => readings.close(), [readings]);
  useLayoutEffect(() => readings.want(window, now), [readings, window]);
  const newest = recent.at(-1)?.measuredAt ?? 0;
  const asked = useRef<LoadedReadings | null>(null);
  useEffect(() => {
    readings.add(recent);
    // What was recorded up to now is in the first answer.
    if (asked.current === readings) readings.refresh(now);
    asked.current = readings;
    setVersion((before) => before + 1);
  }, [readings, newest, recent.length]);
  return readings;
}

/** The usual band for today, asked for once a day. */
function useUsual(data: ChartData, now: number): { day: Span; band: UsualBand } | null {
  const [usual, setUsual] = useState<{ day: Span; band: UsualBand } | null>(null);
  const from = dayStart(now, readersOffset);
  useEffect(() => {
    const left = new AbortController();
    const show = (band: Result<UsualBand>) => {
      const known = band.ok && band.value.p50.some((mgdl) => !Number.isNaN(mgdl));
      const day = { from, to: nextDayStart(from, readersOffset) };
      setUsual(known ? { day, band: band.value } : null);
    };
    data.usual(from, left.signal).then(show, () => {});
    return () => {
      left.abort();
      setUsual(null);
    };
  }, [data, from]);
  return usual;
}

/** `3 h` … `90 d` */
function spanLabel(ms: number): string {
  return ms <= DAY
    ? say('chart.spanHours', { hours: ms / HOUR })
    : say('chart.spanDays', { count: ms / DAY });
}

function spanName(ms: number): string {
  return ms <= DAY
    ? say('chart.showHours', { count: ms / HOUR })
    : say('chart.showDays', { count: ms / DAY });
}
