import { useSignal } from '@preact/signals';
import { say } from '../../../shared/messages/say.ts';
import { personSettings } from '../../../shared/settings/settings.ts';
import {
  dateAsUtc,
  DEFAULT_PERIOD,
  MOST_PERIOD_DAYS,
  PERIOD_DAYS,
  type Period,
} from '../../../shared/statistics/period.ts';
import { DAY } from '../../../shared/time.ts';
import { act } from '../../acts.ts';
import { now, snapshot } from '../../live.ts';

/** What patterns and statistics of somebody are of. */
export function periodOf(patientId: string): Period {
  const { settings } = snapshot.value!;
  return personSettings(settings, patientId).period ?? DEFAULT_PERIOD;
}

/** How many days a period has. */
export function daysOf(period: Period): number {
  if ('days' in period) return period.days;
  return 1 + ((dateAsUtc(period.to) ?? 0) - (dateAsUtc(period.from) ?? 0)) / DAY;
}

const dateOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

/** One period for patterns and statistics of a person; kept at once. */
export function PeriodChoice({ patientId }: { patientId: string }) {
  const choose = (next: Period) => void act('settings:update', { people: { [patientId]: { period: next } } });
  return <PeriodButtons period={periodOf(patientId)} onChange={choose} />;
}

/** The usual numbers of days, or two dates. */
export function PeriodButtons({ period, onChange }: { period: Period; onChange: (period: Period) => void }) {
  const asksDates = useSignal(!('days' in period));
  return (
    <div class="period" role="group" aria-label={say('window.period.title')}>
      <div class="period-days">
        {PERIOD_DAYS.map((days) => (
          <button
            key={days}
            type="button"
            aria-pressed={!asksDates.value && 'days' in period && period.days === days}
            onClick={() => {
              asksDates.value = false;
              onChange({ days });
            }}
          >
            {say('window.period.days', { count: days })}
          </button>
        ))}
        <button type="button" aria-pressed={asksDates.value} onClick={() => (asksDates.value = true)}>
          {say('window.period.dates')}
        </button>
      </div>
      {asksDates.value && <Dates period={period} onChange={onChange} />}
    </div>
  );
}

/** Two dates, both of them in the period. */
function Dates({ period, onChange }: { period: Period; onChange: (period: Period) => void }) {
  const begin =
    'days' in period
      ? { from: dateOf(now.value - (period.days - 1) * DAY), to: dateOf(now.value) }
      : { from: period.from, to: period.to };
  const dates = useSignal(begin);
  const fault = useSignal(false);
  const change = (end: 'from' | 'to', date: string) => {
    dates.value = { ...dates.value, [end]: date };
    const days = daysOf(dates.value);
    fault.value = date === '' || days < 1 || days > MOST_PERIOD_DAYS;
    if (!fault.value) onChange(dates.value);
  };
  return (
    <div class="row">
      {(['from', 'to'] as const).map((end) => (
        <label key={end} class="row">
          {end === 'from' ? say('window.period.from') : say('window.period.to')}
          <input
            type="date"
            class="input"
            required
            value={dates.value[end]}
            onChange={(event) => change(end, event.currentTarget.value)}
          />
        </label>
      ))}
      <span class="error" role="status">
        {fault.value && say('window.period.fault')}
      </span>
    </div>
  );
}
