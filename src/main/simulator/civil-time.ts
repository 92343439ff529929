import { Temporal } from 'temporal-polyfill';

/** The zone's clock minus UTC at an instant (ms UTC), in ms; right across daylight saving. */
export function zoneOffset(zone: string, at: number): number {
  const instant = Temporal.Instant.fromEpochMilliseconds(Math.floor(at));
  return instant.toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000;
}

const padded = (value: number) => String(value).padStart(2, '0');

/**
 * An instant as the wire writes it: `12/30/2022 4:47:40 PM`, US order whatever the country.
 * By hand: newer ICU data puts a narrow no-break space before AM/PM, the server a plain one.
 * @param at ms UTC
 * @param offset ms the shown clock is ahead of UTC
 */
export function wireTime(at: number, offset = 0): string {
  const local = new Date(at + offset);
  const hour = local.getUTCHours();
  const date = `${local.getUTCMonth() + 1}/${local.getUTCDate()}/${local.getUTCFullYear()}`;
  const time = `${hour % 12 === 0 ? 12 : hour % 12}:${padded(local.getUTCMinutes())}:${padded(local.getUTCSeconds())}`;
  return `${date} ${time} ${hour < 12 ? 'AM' : 'PM'}`;
}
