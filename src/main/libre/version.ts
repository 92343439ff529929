/** An app version the server may ask for; anything else is not put into a header. */
const VERSION = /^(\d{1,2})\.(\d{1,3})\.(\d{1,3})$/;

/** Negative where `a` is the older version; null where one of them is no version. */
export function compareVersions(a: string, b: string): number | null {
  const [left, right] = [VERSION.exec(a), VERSION.exec(b)];
  if (!left || !right) return null;
  for (const part of [1, 2, 3]) {
    const difference = Number(left[part]) - Number(right[part]);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * What to do about a `minimumVersion`: adopt it, or say why not. From major 5 on the interface we speak is switched
 * off (its answers are encrypted), and claiming that version cannot help.
 */
export function judgeMinimum(minimum: string | null, ours: string): 'adopt' | 'switchedOff' | 'unusable' {
  const order = minimum === null ? null : compareVersions(minimum, ours);
  if (minimum === null || order === null) return 'unusable';
  if (Number(minimum.split('.')[0]) >= 5) return 'switchedOff';
  return order > 0 ? 'adopt' : 'unusable';
}
