import { PLACEHOLDER, type Catalogue } from './catalogue.ts';

/** The tag of no country: what nobody speaks. */
export const PSEUDO = 'en-XA';

const ACCENTED = new Map(
  'aå bƀ cç dđ eé fƒ gĝ hĥ iî jĵ kķ lļ mɱ nñ oö pþ qɋ rŕ sš tţ uû vṽ wŵ xẋ yý zž'
    .split(' ')
    .flatMap((pair) => [pair, pair.toUpperCase()])
    .map((pair): [letter: string, accented: string] => [pair.charAt(0), pair.slice(1)]),
);

/**
 * English in brackets, with accents and longer by two fifths: what is cut off, is not translated or is put together
 * from pieces shows at a glance. Development builds alone have it.
 */
export function pseudoOf(catalogue: Catalogue): Catalogue {
  return Object.fromEntries(
    Object.entries(catalogue).map(([key, value]) => [
      key,
      typeof value === 'string' ? pseudoText(value) : pseudoOf(value),
    ]),
  );
}

function pseudoText(text: string): string {
  const words = text.split(PLACEHOLDER);
  const accented = words.map((part, i) =>
    i % 2 === 1 ? `{{${part}}}` : part.replace(/[a-z]/gi, (letter) => ACCENTED.get(letter) ?? letter),
  );
  const letters = words.filter((_, i) => i % 2 === 0).join('').length;
  // Figures with a unit and nothing else stay as long as they are.
  const more = letters < 4 ? '' : '~'.repeat(Math.ceil(letters * 0.4));
  const broken = more.replace(/~{8}/g, '$& ').trim();
  return `[${accented.join('')}${broken === '' ? '' : ` ${broken}`}]`;
}
