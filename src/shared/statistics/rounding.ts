/**
 * Shares as whole percentages that add up to what the shares add up to (100): each is rounded down, and what is
 * missing goes to those that lost most (largest remainder). For display only.
 */
export function wholePercentages(shares: readonly number[]): number[] {
  const whole = shares.map(Math.floor);
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
  const missing = Math.round(sum(shares)) - sum(whole);
  const lost = (i: number): number => (shares[i] ?? 0) - (whole[i] ?? 0);
  const byLoss = [...shares.keys()].sort((a, b) => lost(b) - lost(a)).slice(0, missing);
  for (const i of byLoss) whole[i] = (whole[i] ?? 0) + 1;
  return whole;
}

/** `12 %`; `<1 %` for a share that is there but was rounded to nothing: very low must not look like never. */
export function percentText(share: number, whole: number): string {
  return whole === 0 && share > 0 ? '<1 %' : `${whole} %`;
}
