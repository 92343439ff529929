import { ALARM_KINDS } from '../../alarms/kinds.ts';
import { SECOND } from '../../time.ts';
import type { Status } from '../status.ts';

type Sample = [labels: Record<string, string>, value: number];

/**
 * Gauges in Prometheus' text format 0.0.4. What may not be shown as a value of now has no sample: a scraper would keep it
 * for five more minutes. People are told by their number alone.
 */
export function prometheusText(statuses: readonly Status[], version: string): string {
  const ofPeople = (value: (status: Status) => number | null): Sample[] =>
    statuses.flatMap((status): Sample[] => {
      const sample = status.number === null ? null : value(status);
      return sample === null ? [] : [[{ person: String(status.number) }, sample]];
    });
  const fresh = ({ freshness }: Status) => freshness === 'current' || freshness === 'delayed';
  const isUp = statuses.some(({ polledBy }) => polledBy !== null);
  const alarms = statuses.flatMap(({ number, alarm, polledBy }) =>
    number === null || polledBy === null
      ? []
      : ALARM_KINDS.map((kind): Sample => [{ person: String(number), kind }, alarm?.kind === kind ? 1 : 0]),
  );
  const metrics: [name: string, help: string, samples: readonly Sample[]][] = [
    [
      'glucose_mg_per_dl',
      'Glucose now, mg/dL; without a sample from 15 minutes on.',
      ofPeople((one) => (fresh(one) ? (one.reading?.mgdl ?? null) : null)),
    ],
    [
      'reading_timestamp_seconds',
      'When the newest reading was measured.',
      ofPeople(({ newest }) => newest && newest.measuredAt / SECOND),
    ],
    ['trend_arrow', '1 falling fast, 3 stable, 5 rising fast.', ofPeople(({ trend }) => trend)],
    ['delta_mg_per_dl', 'Change in five minutes, mg/dL.', ofPeople(({ deltaMgdl }) => deltaMgdl)],
    [
      'target_low_mg_per_dl',
      'Lower end of the target range, mg/dL.',
      ofPeople(({ person }) => person?.target?.low ?? null),
    ],
    [
      'target_high_mg_per_dl',
      'Upper end of the target range, mg/dL.',
      ofPeople(({ person }) => person?.target?.high ?? null),
    ],
    ['alarm_active', 'Whether this kind is the strongest alarm that is on.', alarms],
    ['up', 'Whether somebody watches.', [[{}, isUp ? 1 : 0]]],
    ['build_info', 'The version of Glucoglance.', [[{ version }, 1]]],
  ];
  const demo = statuses.some((one) => one.demo) ? ['# DEMO made-up readings'] : [];
  const lines = metrics.flatMap(([name, help, samples]) =>
    samples.length === 0
      ? []
      : [
          `# HELP glucoglance_${name} ${help}`,
          `# TYPE glucoglance_${name} gauge`,
          ...samples.map(([labels, value]) => `glucoglance_${name}${labelText(labels)} ${value}`),
        ],
  );
  return [...demo, ...lines].join('\n');
}

function labelText(labels: Record<string, string>): string {
  const text = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  return text.length === 0 ? '' : `{${text.join(',')}}`;
}
