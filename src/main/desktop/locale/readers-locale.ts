/**
 * English words with the times and dates of this computer's country: `en-DE` writes 14:05 and 21 Nov. Chromium itself
 * knows only the languages that it was packaged with, and would write like an American for everybody.
 *
 * @param systemLocale such as `de-DE` or `de`
 */
export function readersLocale(systemLocale: string): string {
  try {
    return `en-${new Intl.Locale(systemLocale).maximize().region ?? 'GB'}`;
  } catch {
    return 'en-GB';
  }
}
