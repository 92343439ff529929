/**
 * `14:32`, and with the date in front of it on any other day than today: as the command line writes times, in the
 * system's zone. Not by `Intl`, whose first format takes longer than a status line may.
 */
export function shortTime(instant: number): string {
  const date = new Date(instant);
  const two = (part: number) => String(part).padStart(2, '0');
  const time = `${two(date.getHours())}:${two(date.getMinutes())}`;
  const day = (one: Date) => `${one.getFullYear()}-${two(one.getMonth() + 1)}-${two(one.getDate())}`;
  return day(date) === day(new Date()) ? time : `${day(date)} ${time}`;
}
