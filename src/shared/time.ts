/** The units of time, in milliseconds. A civil day may be shorter or longer than a `DAY`. */
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
