import { trendLabel, type TrendArrow as Trend } from '../../shared/glucose/trend.ts';
import { say } from '../../shared/messages/say.ts';

/** Degrees clockwise from pointing right. */
const TURNS: Record<Trend, number> = { 1: 90, 2: 45, 3: 0, 4: -45, 5: -90 };

/** The trend as a drawn arrow, of the same weight in every font. */
export function TrendArrow({ trend }: { trend: Trend }) {
  const label = trendLabel(trend);
  return (
    <svg
      class="arrow"
      viewBox="0 0 40 40"
      role="img"
      aria-label={label === null ? '' : say(`window.now.trends.${label}`)}
    >
      <path d="M6 20h26M21 8.5L32.5 20 21 31.5" transform={`rotate(${TURNS[trend]} 20 20)`} />
    </svg>
  );
}
