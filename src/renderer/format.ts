/** Times of the reader's clock and in the reader's way of writing them. */
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export function localTime(instant: number): string {
  const today = new Date(instant).toDateString() === new Date().toDateString();
  return (today ? clock : full).format(instant);
}
