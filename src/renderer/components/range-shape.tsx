import type { Range } from '../../shared/glucose/range.ts';

const SHAPES: Record<Range, string> = {
  in_range: 'M5 0a5 5 0 1 1 0 10A5 5 0 1 1 5 0z',
  high: 'M5 .5L10 9.5H0z',
  low: 'M5 9.5L0 .5h10z',
};

/** In range, high or low without a colour; the word stands beside it. */
export function RangeShape({ range }: { range: Range }) {
  return (
    <svg class="shape" viewBox="0 0 10 10" aria-hidden="true">
      <path d={SHAPES[range]} />
    </svg>
  );
}
