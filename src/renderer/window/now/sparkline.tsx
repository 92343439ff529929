import { useId } from 'preact/hooks';
import type { PersonState } from '../../../shared/state/app-state.ts';
import type { Unit } from '../../../shared/glucose/units.ts';
import { say } from '../../../shared/messages/say.ts';
import { Hatching } from '../../../shared/report/hatching.tsx';
import { HOUR, MINUTE, SECOND } from '../../../shared/time.ts';
import { useWidth } from '../../components/use-width.ts';
import { glucoseNumber, glucoseText } from '../../../shared/messages/figures.ts';
import { clockText } from '../../../shared/messages/times.ts';
import { now } from '../../live.ts';
import { nameOf } from '../../people.ts';
import { SPAN_MS, sparklineScale, sparklineShape } from './sparkline-shape.ts';

/** Of its width, within what is neither flat nor a wall; px. */
const SHARE = 0.22;
const LEAST_HEIGHT = 112;
const MOST_HEIGHT = 260;
/** Under it, for the times. */
const FOOT = 20;
/** Room for the words "no data", px. */
const WORDS_WIDTH = 56;
/** Less than a pixel, so nothing is drawn anew each second. */
const DRAWN_EVERY_MS = 30 * SECOND;

/** The last three hours: every reading a dot, gaps open, the target behind. */
export function Sparkline({ person, unit }: { person: PersonState; unit: Unit }) {
  const { element, width } = useWidth<HTMLElement>(640);
  const hatching = useId();
  const at = (Math.floor(now.value / DRAWN_EVERY_MS) + 1) * DRAWN_EVERY_MS;
  const height = Math.round(Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, width * SHARE)));
  const box = { width, height };
  const { recent, target } = person;
  const shape = sparklineShape(recent, target, at, box);
  const name = nameOf(person.person);
  if (shape === null)
    return (
      <figure
        class="sparkline"
        ref={element}
        aria-label={say('window.now.sparkline.empty', { person: name })}
      >
        <p class="sparkline-nothing muted">{say('window.now.sparkline.nothing')}</p>
      </figure>
    );
  const { x, y } = sparklineScale(recent, at, box);
  const newest = shape.dots.at(-1);
  const label = say('window.now.sparkline.name', {
    person: name,
    lowest: glucoseText(shape.lowest.mgdl, unit),
    highest: glucoseText(shape.highest.mgdl, unit),
    count: shape.gaps.length,
  });
  const hours = hoursBetween(at - SPAN_MS + HOUR / 6, at - HOUR / 3);
  return (
    <figure class="sparkline" ref={element}>
      <svg
        width={width}
        height={height + FOOT}
        viewBox={`0 0 ${width} ${height + FOOT}`}
        role="img"
        aria-label={label}
      >
        <Hatching id={hatching} />
        {shape.band && (
          <>
            <rect class="band" x="0" y={shape.band.y} width={width} height={shape.band.height} />
            <path
              class="band-edge"
              d={`M0 ${shape.band.y}H${width}M0 ${shape.band.y + shape.band.height}H${width}`}
            />
          </>
        )}
        {hours.map((hour) => (
          <g key={hour}>
            <path class="tick" d={`M${x(hour)} 0V${height}`} />
            <text class="time" x={x(hour)} y={height + FOOT - 4} text-anchor="middle">
              {clockText(hour)}
            </text>
          </g>
        ))}
        {shape.gaps.map((gap) => (
          <g key={gap.x}>
            <rect class="gap" x={gap.x} y="0" width={gap.width} height={height} fill={`url(#${hatching})`} />
            {gap.width > WORDS_WIDTH && (
              <text class="gap-words" x={gap.x + gap.width / 2} y={height - 8} text-anchor="middle">
                {say('window.now.sparkline.noData')}
              </text>
            )}
          </g>
        ))}
        {shape.lines.map((line) => (
          <path key={line} class="line" d={line} />
        ))}
        {shape.dots.map((dot) => (
          <circle key={dot.measuredAt} class={`dot ${dot.range}`} cx={dot.x} cy={dot.y} r="1.8" />
        ))}
        {newest && <circle class={`newest ${newest.range}`} cx={newest.x} cy={newest.y} r="4.5" />}
        {target && (
          <>
            <text class="bound" x="4" y={y(target.high) - 4}>
              {glucoseNumber(target.high, unit)}
            </text>
            <text class="bound" x="4" y={y(target.low) + 13}>
              {glucoseNumber(target.low, unit)}
            </text>
          </>
        )}
        <text class="time" x={width} y={height + FOOT - 4} text-anchor="end">
          {say('window.now.sparkline.now')}
        </text>
      </svg>
    </figure>
  );
}

/** The full hours of the reader's clock between two instants; zones are whole quarters off. */
function hoursBetween(from: number, to: number): number[] {
  const offset = new Date(to).getTimezoneOffset() * MINUTE;
  const hours: number[] = [];
  for (let hour = Math.ceil((from - offset) / HOUR) * HOUR + offset; hour < to; hour += HOUR)
    hours.push(hour);
  return hours;
}
