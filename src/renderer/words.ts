import { learn, type Catalogue } from '../shared/messages/catalogue.ts';
import { PSEUDO } from '../shared/messages/pseudo.ts';
import { speech } from '../shared/messages/speech.ts';

/** Of each language what the window says, and what only a part of it does: electron.vite.config.ts tells them apart. */
const files = {
  window: import.meta.glob<Catalogue>('../shared/messages/*.json', { import: 'default', query: '?window' }),
  data: import.meta.glob<Catalogue>('../shared/messages/*.json', { import: 'default', query: '?data' }),
  checks: import.meta.glob<Catalogue>('../shared/messages/*.json', { import: 'default', query: '?checks' }),
};
type Part = keyof typeof files;

/** What of a language is said here: more once its part was looked at. */
const spoken = new Set<Part>(['window']);
const learned = new Set<string>();

const tagOf = (language: string) => (language === PSEUDO ? 'en' : language);
const pathOf = (language: string) => `../shared/messages/${tagOf(language)}.json`;
const unknownOf = (language: string) =>
  [...spoken].filter((part) => !learned.has(`${part} ${tagOf(language)}`));

export const speaks = (language: string): boolean => unknownOf(language).length === 0;

/** Fetches the words of a language: a page carries those that it speaks and no others. */
export async function learnLanguage(language: string): Promise<void> {
  const tag = tagOf(language);
  // More of it may be wanted by the time that the first part is there.
  while (!speaks(language))
    await Promise.all(
      unknownOf(language).map(async (part) => {
        learn(tag, await files[part][pathOf(language)]!());
        learned.add(`${part} ${tag}`);
      }),
    );
}

/** Fetches what else is to be said from now on, in the language that is spoken, and with each that comes. */
export async function speakAlso(part: Part): Promise<void> {
  spoken.add(part);
  while (!speaks(speech().language)) await learnLanguage(speech().language);
}

/** Begins to fetch the words of the language that main named in the page's address, before main has told anything else. */
export function fetchNamedLanguage(): void {
  const named = new URLSearchParams(location.search).get('language');
  // Whoever needs the words hears of it where they cannot be had.
  if (named !== null && pathOf(named) in files.window) learnLanguage(named).catch(() => {});
}
