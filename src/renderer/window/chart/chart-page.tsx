import { useMemo } from 'preact/hooks';
import type { AlarmRules } from '../../../shared/alarms/rules.ts';
import { DEFAULT_TARGET } from '../../../shared/glucose/range.ts';
import { rulesFor } from '../../../shared/settings/settings.ts';
import { say } from '../../../shared/messages/say.ts';
import type { ChartData, ChartLimits } from '../../charts/history/glucose-chart.tsx';
import { ask } from '../../bridge.ts';
import { now, snapshot } from '../../live.ts';
import { nameOf, unitOf } from '../../people.ts';
import { useLoaded } from '../../use-loaded.ts';
import { chartView, chosen, showWhy } from '../navigation.ts';

/** The history of the person looked at. */
export function ChartPage() {
  // The chart's code is most of the window's.
  const chart = useLoaded(() => import('../../charts/history/glucose-chart.tsx'));
  const person = chosen.value;
  const patientId = person?.person.patientId ?? null;
  const data = useMemo(() => (patientId === null ? null : chartData(patientId)), [patientId]);
  return (
    <div class="chart-page">
      <h1 class="hidden-words" tabIndex={-1}>
        {say('window.pages.chart')}
      </h1>
      {!person && <p class="panel muted">{say('window.chart.choose')}</p>}
      {chart === 'failed' && (
        <p class="problem" role="alert">
          {say('window.chart.missing')}
        </p>
      )}
      {person && data && typeof chart === 'object' && (
        <div class="panel chart-panel">
          <chart.GlucoseChart
            key={patientId}
            person={{
              name: nameOf(person.person),
              unit: unitOf(person),
              target: person.target ?? DEFAULT_TARGET,
              limits: limitsOf(rulesFor(snapshot.value!.settings, person.person.patientId)),
            }}
            now={now.value}
            data={data}
            recent={person.recent}
            start={chartView.peek()}
            onView={(next) => (chartView.value = next)}
            onAsk={showWhy}
          />
        </div>
      )}
    </div>
  );
}

/** One person's history, from main. */
function chartData(patientId: string): ChartData {
  return {
    load: (from, to, signal) => ask('chart:part', { patientId, from, to }, signal),
    usual: (before, signal) => ask('chart:usual', { patientId, before }, signal),
  };
}

/** Where alarms would ring, mg/dL; null where one is off. */
function limitsOf({ urgentLow, low, high, urgentHigh }: AlarmRules): ChartLimits {
  const limit = (rule: { on: boolean; limit: number }) => (rule.on ? rule.limit : null);
  return {
    urgentLow: limit(urgentLow),
    low: limit(low),
    high: limit(high),
    urgentHigh: limit(urgentHigh),
  };
}
