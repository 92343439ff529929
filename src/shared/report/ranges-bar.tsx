import { percentText } from '../messages/figures.ts';
import { say } from '../messages/say.ts';
import type { Day } from '../statistics/days.ts';
import { RANGES, type ConsensusRange, type Shares } from '../statistics/ranges.ts';
import { wholePercentages } from '../statistics/rounding.ts';
import type { Targets } from '../statistics/target-sets.ts';

/** A share that is there is seen, however small; in hundredths of the bar. */
const LEAST = 2;

/** The five consensus ranges as one bar, very low at the left; whole percentages add up to 100. */
export function RangesBar({ shares, label }: { shares: Shares; label: string }) {
  const shown = RANGES.map((range) => ({ range, share: shares[range] }));
  const widths = shown.map(({ share }) => (share === 0 ? 0 : Math.max(LEAST, share)));
  const sum = widths.reduce((total, width) => total + width, 0);
  let x = 0;
  return (
    <svg class="ranges-bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label={label}>
      {shown.map(({ range }, i) => {
        const width = (100 * (widths[i] ?? 0)) / (sum || 1);
        const from = x;
        x += width;
        return width > 0 && <rect key={range} class={range} x={from} y="0" width={width} height="10" />;
      })}
    </svg>
  );
}

/** Shares as whole percentages that add up to 100; one that is there but rounds to nothing must not look like never. */
function shareTexts(shares: readonly number[]): string[] {
  const whole = wholePercentages(shares);
  return shares.map((share, i) =>
    whole[i] === 0 && share > 0 ? `<${percentText(0.01)}` : percentText((whole[i] ?? 0) / 100),
  );
}

/** Low, in range and high as whole percentages that add up; null where they are withheld. */
export function dayShares({ lowPercent, inRangePercent, highPercent }: DayPercents) {
  if (lowPercent === null || inRangePercent === null || highPercent === null) return null;
  const [low = '', inRange = '', high = ''] = shareTexts([lowPercent, inRangePercent, highPercent]);
  return { low, inRange, high };
}

type DayPercents = Pick<Day, 'lowPercent' | 'inRangePercent' | 'highPercent'>;

/** A range with its share: as words, and as the whole percentage behind them. */
export interface RangeWords {
  range: ConsensusRange;
  name: string;
  percent: string;
  whole: number;
}

/** `in range 71 %` … of each range that a target set has, the highest first. */
export function rangeWords(shares: Shares, { veryHigh }: Targets): RangeWords[] {
  const known = RANGES.map((range) => shares[range]);
  const texts = shareTexts(known);
  const whole = wholePercentages(known);
  return RANGES.map((range, i) => ({
    range,
    name: say(`statistics.ranges.${range}`),
    percent: texts[i] ?? '',
    whole: whole[i] ?? 0,
  }))
    .filter(({ range }) => range !== 'veryHigh' || veryHigh !== null)
    .toReversed();
}
