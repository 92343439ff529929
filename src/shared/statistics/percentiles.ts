/**
 * The percentile of sorted values by linear interpolation: R's type 7, NumPy's default, Excel's PERCENTILE.INC.
 *
 * @param sorted ascending, at least one
 * @param percent 0 to 100
 */
export function percentile(sorted: ArrayLike<number>, percent: number): number {
  const place = ((sorted.length - 1) * percent) / 100;
  const below = Math.floor(place);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[below + 1] ?? low;
  return low + (place - below) * (high - low);
}
