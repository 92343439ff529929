import { useSignal } from '@preact/signals';
import { boxOf, DailyPattern } from '../../../shared/report/daily-pattern.tsx';
import type { DayLine } from '../../../shared/report/clinic-figures.ts';
import type { Unit } from '../../../shared/glucose/units.ts';
import { glucoseText, wholeText } from '../../../shared/messages/figures.ts';
import { say } from '../../../shared/messages/say.ts';
import { timeOfDayText } from '../../../shared/messages/times.ts';
import type { Profile, ProfileBin } from '../../../shared/statistics/ambulatory-profile.ts';
import { PATTERN_MINUTES } from '../../../shared/statistics/daily-pattern.ts';
import { useWidth } from '../../components/use-width.ts';

const SLOTS = 96;
const HEIGHT = 320;

interface Props {
  pattern: Profile;
  /** Today's line on top; null: without it. */
  today: DayLine['runs'] | null;
  name: string;
  unit: Unit;
}

/** The daily pattern, read by pointer or by arrow keys: at each time of day the five values and what they rest on. */
export function PatternReader({ pattern, today, name, unit }: Props) {
  const { element, width } = useWidth<HTMLDivElement>(800);
  const slot = useSignal<number | null>(null);
  const size = { width: Math.max(260, width), height: HEIGHT };
  const bin = slot.value === null ? null : pattern.bins[slot.value]!;
  const told = (one: ProfileBin) => [toldOf(one, unit), ...todayTold(today, one, unit)].join(' · ');
  const point = (event: PointerEvent) => {
    const { left } = element.current!.getBoundingClientRect();
    const box = boxOf(size, size.width < 480);
    const share = (event.clientX - left - box.left) / box.width;
    slot.value = share < 0 || share >= 1 ? null : Math.floor(share * SLOTS);
  };
  const step = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, PageDown: -4, PageUp: 4, Home: -SLOTS, End: SLOTS }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    slot.value = Math.min(SLOTS - 1, Math.max(0, (slot.value ?? (by > 0 ? -1 : SLOTS)) + by));
  };
  return (
    <div class="pattern-reader">
      <div
        ref={element}
        class="pattern-drawing"
        role="slider"
        tabIndex={0}
        aria-label={`${say('window.patterns.name', { name })}, ${say('window.patterns.at')}`}
        aria-valuemin={0}
        aria-valuemax={SLOTS - 1}
        aria-valuenow={slot.value ?? 0}
        aria-valuetext={told(bin ?? pattern.bins[0]!)}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => (slot.value = null)}
        onKeyDown={step}
      >
        <DailyPattern
          id="pattern"
          bins={pattern.bins}
          unit={unit}
          label={say('window.patterns.name', { name })}
          size={size}
          line={today ?? []}
          pointed={bin?.minute ?? null}
        />
      </div>
      <p class="pattern-told figures">
        {bin ? told(bin) : <span class="muted">{say('window.patterns.point')}</span>}
      </p>
    </div>
  );
}

/** What a slot tells. */
function toldOf({ minute, days, slots, ...percentiles }: ProfileBin, unit: Unit): string {
  const time = `${timeOfDayText(minute)}–${timeOfDayText((minute + PATTERN_MINUTES) % 1440)}`;
  const { p5, p25, p50, p75, p95 } = percentiles;
  if (p25 === null || p50 === null || p75 === null) return say('window.patterns.toldNothing', { time });
  const inner = {
    time,
    p25: glucoseText(p25, unit),
    p50: glucoseText(p50, unit),
    p75: glucoseText(p75, unit),
  };
  const values =
    p5 === null || p95 === null
      ? say('window.patterns.told', inner)
      : say('window.patterns.toldOuter', {
          ...inner,
          p5: glucoseText(p5, unit),
          p95: glucoseText(p95, unit),
        });
  return `${values} · ${say('window.patterns.basis', { count: days, values: wholeText(slots) })}`;
}

/** What today's line says in a slot: its last value there. */
function todayTold(today: DayLine['runs'] | null, { minute }: ProfileBin, unit: Unit): string[] {
  if (today === null) return [];
  const value = today.flat().findLast(([at]) => at >= minute && at < minute + PATTERN_MINUTES);
  if (value === undefined) return [say('window.patterns.todayNothing')];
  return [say('window.patterns.todayAt', { value: glucoseText(value[1], unit) })];
}
