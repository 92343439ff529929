/** The version of the LibreLinkUp app as it stands in a header; nothing else is put there. */
const VERSION = /^(\d{1,2})\.(\d{1,3})\.(\d{1,3})$/;
/** A `minimumVersion` may have fewer parts, which are 0 then, and more, which say nothing. */
const MINIMUM = /^v?(\d{1,2})(?:\.(\d{1,3}))?(?:\.(\d{1,3}))?(?:\.\d{1,9})*$/i;
/** From this major on the interface we speak is switched off: its answers are encrypted. */
const SWITCHED_OFF = 5;
/** How far ahead a version may be to be claimed. Ten came in the two and a half years before 4.17. */
const MOST_MINORS_AHEAD = 25;

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

/** A `minimumVersion` in the form of the header; null where it is no version. */
export function readVersion(text: string | null): string | null {
  const parts = MINIMUM.exec(text?.trim() ?? '');
  return parts ? [1, 2, 3].map((part) => Number(parts[part] ?? 0)).join('.') : null;
}

/**
 * The version to claim because of a `minimumVersion`, or of one adopted earlier; null where claiming it cannot help or
 * cannot be right.
 *
 * @param own the version of the program or of its user
 */
export function adoptable(minimum: string | null, own: string): string | null {
  const version = readVersion(minimum);
  if (version === null || (compareVersions(version, own) ?? 0) <= 0) return null;
  const [[major, minor], [ownMajor, ownMinor]] = [version.split('.'), own.split('.')];
  return major === ownMajor && Number(minor) - Number(ownMinor) <= MOST_MINORS_AHEAD ? version : null;
}

/** Whether a `minimumVersion`, in whatever form, says that the interface we speak is no more. */
export function isSwitchedOff(minimum: string | null): boolean {
  return Number(/^\s*v?(\d{1,2})(?!\d)/i.exec(minimum ?? '')?.[1] ?? 0) >= SWITCHED_OFF;
}

/** A `minimumVersion` as a sentence may show it: its figures. */
export function shownVersion(minimum: string): string {
  return /^\s*v?(\d[\d.]{0,14})/i.exec(minimum)?.[1]?.replace(/\.$/, '') ?? '';
}
