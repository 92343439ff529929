import { learn, learnedOf, type Catalogue } from '../shared/messages/catalogue.ts';
import { PSEUDO } from '../shared/messages/pseudo.ts';

const files = import.meta.glob<Catalogue>('../shared/messages/*.json', {
  import: 'default',
  // Without what it does not say: electron.vite.config.ts.
  query: '?window',
});

const tagOf = (language: string) => (language === PSEUDO ? 'en' : language);
const pathOf = (language: string) => `../shared/messages/${tagOf(language)}.json`;

export const speaks = (language: string): boolean => learnedOf(tagOf(language)) !== null;

/** Fetches the words of a language: a page carries those that it speaks and no others. */
export async function learnLanguage(language: string): Promise<void> {
  learn(tagOf(language), await files[pathOf(language)]!());
}

/** Begins to fetch the words of the language that main named in the page's address, before main has told anything else. */
export function fetchNamedLanguage(): void {
  const named = new URLSearchParams(location.search).get('language');
  // Whoever needs the words hears of it where they cannot be had.
  if (named !== null && pathOf(named) in files) learnLanguage(named).catch(() => {});
}
