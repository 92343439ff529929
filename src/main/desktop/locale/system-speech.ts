import '../../../shared/messages/every-language.generated.ts';
import type { App } from 'electron';
import type { SystemSpeech } from '../../../shared/messages/speech.ts';

/**
 * What this computer says of its person. Its country is known only once the app is ready; Chromium itself would write
 * like an American wherever it was packaged without the person's language.
 */
export function systemSpeech(
  app: Pick<App, 'isReady' | 'getPreferredSystemLanguages' | 'getSystemLocale'>,
): SystemSpeech {
  const languages = app.getPreferredSystemLanguages();
  return { languages, locale: app.isReady() ? app.getSystemLocale() : (languages[0] ?? '') };
}
