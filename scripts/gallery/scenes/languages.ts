import type { Speech } from '../../../src/shared/state/speech.ts';
import type { Scene } from './scene.ts';

/** A way to speak each language in: with the country most of its speakers live in. */
export function speechIn(language: string): Speech {
  const { language: own, region = '' } = new Intl.Locale(language).maximize();
  return { language, locale: own === 'en' ? 'en-GB' : `${own}-${region}`, clock: null };
}

/** A scene in a language; what leads into it is done in English before. */
export function inLanguage(scene: Scene, language: string): Scene {
  return language === 'en' ? scene : { ...scene, later: { ...scene.later, speech: speechIn(language) } };
}
