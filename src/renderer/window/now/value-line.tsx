import { ageSeconds } from '../../../shared/glucose/freshness.ts';
import { DEFAULT_TARGET, SCALE } from '../../../shared/glucose/range.ts';
import { unitLabel, type Unit } from '../../../shared/glucose/units.ts';
import { say } from '../../../shared/messages/say.ts';
import { agoText } from '../../../shared/messages/sentences/durations.ts';
import { RangeShape } from '../../components/range-shape.tsx';
import { TrendArrow } from '../../components/trend-arrow.tsx';
import { glucoseNumber, glucoseText } from '../../../shared/messages/figures.ts';
import { localTime } from '../../../shared/messages/times.ts';
import { changeText } from '../../format.ts';
import { now } from '../../live.ts';
import type { ShownValue } from '../../components/shown-value.ts';

/** The value with its unit, arrow and change; never without its age under it. */
export function ValueLine({ shown, unit, large }: { shown: ShownValue; unit: Unit; large: boolean }) {
  const { look, reading, trend, delta } = shown;
  const gone = look === 'old' || look === 'future';
  const number = gone ? say('window.now.noValue') : (reading.offScale ?? glucoseNumber(reading.mgdl, unit));
  return (
    <div class={`value ${look} ${shown.range ?? 'no-range'} ${large ? 'large' : ''}`}>
      <p class="value-main">
        {look === 'stale' ? <s class="number">{number}</s> : <span class="number">{number}</span>}{' '}
        {!gone && <span class="unit">{unitLabel(unit)}</span>}
      </p>
      {(trend !== null || delta !== null) && (
        <p class="value-change">
          {trend !== null && <TrendArrow trend={trend} />}
          {delta !== null && (
            <span class="delta">
              <span class="figures">{changeText(delta, unit)}</span>{' '}
              <span class="muted small">{say('window.now.delta', { unit: unitLabel(unit) })}</span>
            </span>
          )}
        </p>
      )}
    </div>
  );
}

/** Range in word and shape, and how long ago it was measured. */
export function AgeLine({ shown, unit, large }: { shown: ShownValue; unit: Unit; large: boolean }) {
  const { look, range, reading } = shown;
  if (look === 'future') return <p class="age-line gone">{say('window.now.ahead')}</p>;
  if (look === 'old')
    return (
      <p class="age-line gone">{say('window.now.noDataSince', { time: localTime(reading.measuredAt) })}</p>
    );
  const ago = agoText(ageSeconds(reading.measuredAt, now.value));
  const end = reading.offScale && glucoseText(reading.offScale === 'LO' ? SCALE.low : SCALE.high, unit);
  return (
    <p class={`age-line ${look}`}>
      {range !== null && (
        <span class={`range-chip ${range}`}>
          <RangeShape range={range} />
          {say(`window.now.ranges.${range}`)}
        </span>
      )}
      {look === 'stale' && <span class="range-chip stale">{say('window.now.stale')}</span>}
      {end && reading.offScale && <span>{say(`window.now.offScale.${reading.offScale}`, { end })}</span>}
      <span class="age figures">{ago}</span>
      {large && (
        <span class="muted figures">{say('window.now.at', { time: localTime(reading.measuredAt) })}</span>
      )}
    </p>
  );
}

/** The target range with its unit. */
export function targetText(target: { low: number; high: number } | null, unit: Unit): string {
  const { low, high } = target ?? DEFAULT_TARGET;
  return say('window.now.range', {
    from: glucoseNumber(low, unit),
    to: glucoseNumber(high, unit),
    unit: unitLabel(unit),
  });
}
