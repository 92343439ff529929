import type { Unit } from '../glucose/units.ts';
import { glucoseNumber } from '../messages/figures.ts';
import { say } from '../messages/say.ts';
import { timeOfDayText } from '../messages/times.ts';
import type { ProfileBin } from '../statistics/ambulatory-profile.ts';
import { LIMITS } from '../statistics/ranges.ts';
import type { DayLine } from './clinic-figures.ts';
import { runPath } from './day-panel.tsx';
import { Hatching } from './hatching.tsx';
import { bandPath, DAY_MINUTES, holesOf, linePath, xOf, yOf, type Box } from './pattern-shape.ts';

export interface DailyPatternProps {
  /** Of this drawing alone on its page. */
  id: string;
  bins: readonly ProfileBin[];
  unit: Unit;
  /** What it is called where it cannot be seen. */
  label: string;
  /** Of the drawing; small ones have fewer words on them. */
  size: { width: number; height: number };
  /** One day on top of the others. */
  line?: DayLine['runs'];
  /** The time of day that is pointed at, minutes since midnight; null: none. */
  pointed?: number | null;
}

const TICKS = [0, 180, 360, 540, 720, 900, 1080, 1260, DAY_MINUTES];
/** Glucose values that a line tells, mg/dL: the ends of the consensus range stand out. */
const LINES = [LIMITS.veryLow, LIMITS.low, LIMITS.high, LIMITS.veryHigh];

const TARGET = [LIMITS.low, LIMITS.high];

/**
 * The daily pattern (ambulatory glucose profile): median, the middle half of the days, and nine tenths of them, by the
 * wearer's time of day. Colours by class; in grey it reads by lightness, line and number.
 */
export function DailyPattern({ id, bins, unit, label, size, line = [], pointed = null }: DailyPatternProps) {
  const isSmall = size.width < 480;
  const box = boxOf(size, isSmall);
  const hatching = `${id}-hatch`;
  return (
    <svg
      class="daily-pattern"
      viewBox={`0 0 ${size.width} ${size.height}`}
      width={size.width}
      height={size.height}
      role="img"
      aria-label={label}
    >
      <Hatching id={hatching} />
      <rect
        class="target-band"
        x={box.left}
        y={yOf(LIMITS.high, box)}
        width={box.width}
        height={yOf(LIMITS.low, box) - yOf(LIMITS.high, box)}
      />
      {holesOf(bins).map(({ from, to }) => (
        <rect
          key={from}
          class="hole"
          fill={`url(#${hatching})`}
          x={xOf(from, box)}
          y={box.top}
          width={xOf(to, box) - xOf(from, box)}
          height={box.height}
        />
      ))}
      <path class="band-outer" d={bandPath(bins, 'p5', 'p95', box)} />
      <path class="band-inner" d={bandPath(bins, 'p25', 'p75', box)} />
      <Grid box={box} unit={unit} isSmall={isSmall} />
      <path class="median" d={linePath(bins, 'p50', box)} />
      {!isSmall && <Ends bins={bins} box={box} />}
      {line.map((run) => (
        <g key={run[0]?.[0]} class="one-day">
          <path class="casing" d={runPath(run, box)} />
          <path class="line" d={runPath(run, box)} />
        </g>
      ))}
      {pointed !== null && (
        <path class="pointed" d={`M${xOf(pointed + 7.5, box)} ${box.top}v${box.height}`} />
      )}
    </svg>
  );
}

/** Room for the numbers of the scale, for the times below, and for the names of the lines at the right. */
export function boxOf({ width, height }: { width: number; height: number }, isSmall: boolean): Box {
  const left = 40;
  return { left, top: 8, width: width - left - (isSmall ? 8 : 44), height: height - 32 };
}

function Grid({ box, unit, isSmall }: { box: Box; unit: Unit; isSmall: boolean }) {
  // A clock of twelve hours takes twice the room.
  const every = isSmall ? 4 : timeOfDayText(600).length > 5 ? 2 : 1;
  return (
    <g>
      {(isSmall ? TARGET : LINES).map((mgdl) => (
        <g key={mgdl} class={mgdl === LIMITS.low || mgdl === LIMITS.high ? 'limit target-end' : 'limit'}>
          <path d={`M${box.left} ${yOf(mgdl, box)}h${box.width}`} />
          <text x={box.left - 6} y={yOf(mgdl, box) + 4} text-anchor="end">
            {glucoseNumber(mgdl, unit)}
          </text>
        </g>
      ))}
      {TICKS.filter((_, i) => i % every === 0).map((minute) => (
        <g key={minute} class="hour">
          <path d={`M${xOf(minute, box)} ${box.top}v${box.height}`} />
          <text
            x={xOf(minute, box)}
            y={box.top + box.height + 18}
            text-anchor={minute === 0 ? 'start' : minute === DAY_MINUTES ? 'end' : 'middle'}
          >
            {timeOfDayText(minute % DAY_MINUTES)}
          </text>
        </g>
      ))}
    </g>
  );
}

/** What each line is, at the end of the day, pushed apart where they come close. */
function Ends({ bins, box }: { bins: readonly ProfileBin[]; box: Box }) {
  const last = bins.findLast(({ p50 }) => p50 !== null);
  if (!last) return null;
  const names = (['p95', 'p75', 'p50', 'p25', 'p5'] as const).filter((name) => last[name] !== null);
  let above = -Infinity;
  return (
    <g class="ends">
      {names.map((name) => {
        above = Math.max(yOf(last[name] ?? 0, box), above + 13);
        return (
          <text key={name} class={name} x={box.left + box.width + 6} y={above + 4}>
            {say('report.percent', { percent: name.slice(1) })}
          </text>
        );
      })}
    </g>
  );
}
