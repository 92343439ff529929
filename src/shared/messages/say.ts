import type { Messages } from './catalogue.generated.ts';
import { learnedOf, messagesOf, PLACEHOLDER, type Catalogue } from './catalogue.ts';
import { wholeText } from './figures.ts';
import { PSEUDO, pseudoOf } from './pseudo.ts';
import { inSpeech, speech } from './speech.ts';

/** What can be said; `tray.menu.quit`. */
export type MessageKey = keyof Messages;

/** What a message wants to be told; of several messages, what any of them wants. */
type Told<K extends MessageKey> = (K extends unknown ? (told: Messages[K]) => void : never) extends (
  told: infer T,
) => void
  ? T
  : never;
type Given<K extends MessageKey> = object extends Told<K> ? [told?: Told<K>] : [told: Told<K>];

/** What was spoken last, by key; made anew for another language, and where more of it was learned. */
let words: { language: string; catalogue: Catalogue; texts: ReadonlyMap<string, string> } | null = null;
const plurals = inSpeech(({ language }) => new Intl.PluralRules(language));

function textsNow(): ReadonlyMap<string, string> {
  const { language } = speech();
  const catalogue = learnedOf(language === PSEUDO ? 'en' : language);
  if (catalogue === null) throw new Error(`Nobody has taught this process "${language}".`);
  if (words?.language !== language || words.catalogue !== catalogue) {
    const messages = messagesOf(language === PSEUDO ? pseudoOf(catalogue) : catalogue);
    words = { language, catalogue, texts: new Map(messages) };
  }
  return words.texts;
}

/** The message of a key in the language spoken now, with what it is told in its places. */
export function say<K extends MessageKey>(key: K, ...[told]: Given<K>): string {
  const values: Readonly<Record<string, string | number>> = told ?? {};
  return textOf(key, values).replace(PLACEHOLDER, (_, name: string) => textOfValue(name, values[name]));
}

/** What is counted is written as the reader's country does; everything else as it is given. */
function textOfValue(name: string, value: string | number | undefined): string {
  return name === 'count' && typeof value === 'number' ? wholeText(value) : String(value);
}

function textOf(key: string, values: Readonly<Record<string, string | number>>): string {
  const texts = textsNow();
  const count = values['count'];
  const plain = texts.get(key);
  if (plain !== undefined) return plain;
  if (typeof count !== 'number') throw new Error(`There is no message "${key}".`);
  const zero = count === 0 ? texts.get(`${key}_zero`) : undefined;
  return zero ?? texts.get(`${key}_${plurals().select(count)}`) ?? texts.get(`${key}_other`)!;
}
