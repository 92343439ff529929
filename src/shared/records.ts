/** What has named parts of whatever kind, as JSON of unknown origin may. */
export type AnyRecord = Record<string, unknown>;

export function isRecord(value: unknown): value is AnyRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value where it has named parts, else nothing named. */
export const recordOf = (value: unknown): AnyRecord => (isRecord(value) ? value : {});
