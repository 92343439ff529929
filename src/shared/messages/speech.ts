import { LANGUAGE_TAGS, type LanguageTag } from './catalogue.generated.ts';
import type { Speech } from '../state/speech.ts';
import { PSEUDO } from './pseudo.ts';

/** A language there is a catalogue of; the pseudo-language in development builds. */
export type Language = LanguageTag | typeof PSEUDO;

/** False in releases; see electron.vite.config.ts. Sources that run unbuilt are development. */
declare const __PSEUDO__: boolean;
const HAS_PSEUDO = typeof __PSEUDO__ === 'undefined' || __PSEUDO__;

/** The languages a person can choose, in this order. */
export const LANGUAGES: readonly Language[] = [...LANGUAGE_TAGS, ...(HAS_PSEUDO ? ([PSEUDO] as const) : [])];

/** The languages whose words a native speaker has read; the others say that nobody has yet. */
const REVIEWED: readonly Language[] = ['en'];

export const isReviewed = (language: string): boolean => (REVIEWED as readonly string[]).includes(language);

/** A language by the name it has itself. */
export function nameOfLanguage(language: Language): string {
  return language === PSEUDO
    ? 'Pseudo'
    : (new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language);
}

export const isLanguage = (tag: string): tag is Language => (LANGUAGES as readonly string[]).includes(tag);

/**
 * The language there is for what somebody reads best: the first of the wanted tags (`de-AT`, `de_AT.UTF-8`) whose
 * language there is a catalogue of; English for none.
 */
export function languageFor(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const bare = tag.replace(/[.@].*$/, '').replaceAll('_', '-');
    const found = LANGUAGES.find(
      (one) => one === bare || (one !== PSEUDO && one === bare.toLowerCase().split('-')[0]),
    );
    if (found) return found;
  }
  return 'en';
}

/** What the person has chosen; null: as the system has it. */
export interface SpeechChoice {
  language: string | null;
  clock: 12 | 24 | null;
}

/** What the system says of its person. */
export interface SystemSpeech {
  /** Tags of the languages they read, the best first. */
  languages: readonly string[];
  /** Their country's, such as `de-DE`: how it writes numbers and times. */
  locale: string;
}

/**
 * The language that was chosen, else the first of the system's that there is, with the reader's country: English in
 * Germany writes 14:05 and 7,4.
 */
export function speechOf(choice: SpeechChoice, system: SystemSpeech): Speech {
  const chosen = choice.language !== null && isLanguage(choice.language) ? choice.language : null;
  const language = chosen ?? languageFor(system.languages);
  const country = countryOf(system.locale) ?? 'GB';
  return { language, locale: `${language.split('-')[0]}-${country}`, clock: choice.clock };
}

function countryOf(locale: string): string | null {
  try {
    return new Intl.Locale(locale.replaceAll('_', '-')).maximize().region ?? null;
  } catch {
    return null;
  }
}

export const ENGLISH: Speech = { language: 'en', locale: 'en-GB', clock: null };
let spoken: () => Speech = () => ENGLISH;

/** How this process speaks from now on; asked anew for each sentence, so that the language can change while it runs. */
export function speakAs(source: () => Speech): void {
  spoken = source;
}

export const speech = (): Speech => spoken();

/** What is written for programs is in English, whatever is spoken. */
export function inEnglish<T>(write: () => T): T {
  const before = spoken;
  spoken = () => ENGLISH;
  try {
    return write();
  } finally {
    spoken = before;
  }
}

/** What is made for a way of speaking, such as formats of `Intl`: made when it is first used, and anew for another. */
export function inSpeech<F>(make: (speech: Speech) => F): () => F {
  let made: { for: Speech; result: F } | null = null;
  return () => {
    const now = spoken();
    if (made === null || !isSame(made.for, now)) made = { for: now, result: make(now) };
    return made.result;
  };
}

const isSame = (one: Speech, other: Speech): boolean =>
  one.language === other.language && one.locale === other.locale && one.clock === other.clock;
