export const TREND_LABELS = ['falling_fast', 'falling', 'stable', 'rising', 'rising_fast'] as const;
export type TrendLabel = (typeof TREND_LABELS)[number];

/** LibreLinkUp's TrendArrow: 1 falling fast (more than 2 mg/dL a minute) … 3 stable … 5 rising fast. */
export type TrendArrow = 1 | 2 | 3 | 4 | 5;

/** Reads a TrendArrow. 0 (not determined), null, missing and unknown numbers are no trend, never "stable". */
export function trendArrow(value: unknown): TrendArrow | null {
  return value === 1 || value === 2 || value === 3 || value === 4 || value === 5 ? value : null;
}

export function trendLabel(arrow: TrendArrow | null): TrendLabel | null {
  return arrow === null ? null : (TREND_LABELS[arrow - 1] ?? null);
}

const SYMBOLS = ['↓', '↘', '→', '↗', '↑'] as const;

/** The arrow to print; empty where there is no trend. */
export function trendSymbol(arrow: TrendArrow | null): string {
  return arrow === null ? '' : (SYMBOLS[arrow - 1] ?? '');
}
