import { learn, learnedOf, type Catalogue } from '../shared/messages/catalogue.ts';
import { PSEUDO } from '../shared/messages/pseudo.ts';

const files = import.meta.glob<Catalogue>('../shared/messages/*.json', {
  import: 'default',
  // Without what it does not say: electron.vite.config.ts.
  query: '?window',
});

const fileOf = (language: string) => (language === PSEUDO ? 'en' : language);

export const speaks = (language: string): boolean => learnedOf(fileOf(language)) !== null;

/** Fetches the words of a language: a page carries those that it speaks and no others. */
export async function learnLanguage(language: string): Promise<void> {
  const tag = fileOf(language);
  learn(tag, await files[`../shared/messages/${tag}.json`]!());
}
