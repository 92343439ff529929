const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });

/** The time of an instant, ms UTC, on this computer's clock and in its way of writing. */
export function localTime(instant: number): string {
  return clock.format(instant);
}
