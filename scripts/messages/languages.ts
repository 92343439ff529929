import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, type FormatConfig } from 'oxfmt';
import {
  messagesOf,
  placeholdersOf,
  pluralFormOf,
  type Catalogue,
} from '../../src/shared/messages/catalogue.ts';

const FOLDER = join(import.meta.dirname, '../../src/shared/messages');
const STYLE = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../.oxfmtrc.json'), 'utf8'),
) as FormatConfig;

export type Catalogues = ReadonlyMap<string, Catalogue>;

/** Every language there is by its tag, English first. */
export function readCatalogues(folder = FOLDER): Catalogues {
  const tags = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .toSorted((a, b) => Number(b === 'en') - Number(a === 'en') || a.localeCompare(b));
  return new Map(
    tags.map((tag) => [tag, JSON.parse(readFileSync(join(folder, `${tag}.json`), 'utf8')) as Catalogue]),
  );
}

/** A message in one language: its texts by plural form; `''` where it has none. */
type Forms = Map<string, string>;

function formsOf(catalogue: Catalogue): Map<string, Forms> {
  const messages = new Map<string, Forms>();
  for (const [key, text] of messagesOf(catalogue)) {
    const { message, form } = pluralFormOf(key) ?? { message: key, form: '' };
    messages.set(message, (messages.get(message) ?? new Map<string, string>()).set(form, text));
  }
  return messages;
}

/** What is wrong with a language against English: keys, placeholders, plural forms. Empty where all is well. */
export function faultsOf(catalogues: Catalogues, tag: string): string[] {
  const english = formsOf(catalogues.get('en')!);
  const own = formsOf(catalogues.get(tag)!);
  const faults: string[] = [];
  const fault = (text: string) => faults.push(`${tag}.json: ${text}`);
  if (Intl.PluralRules.supportedLocalesOf(tag).length === 0) fault('nobody knows this language’s plurals.');
  for (const key of own.keys()) if (!english.has(key)) fault(`"${key}" is not in en.json.`);
  for (const [key, inEnglish] of english) {
    const texts = own.get(key);
    if (texts === undefined) {
      fault(`"${key}" is missing.`);
      continue;
    }
    if (inEnglish.has('') !== texts.has('') || (texts.has('') && texts.size > 1))
      fault(`"${key}" has plural forms in one of the languages only.`);
    else if (!texts.has('')) faultyForms(key, texts, tag).forEach(fault);
    const wanted = namesOf(inEnglish);
    for (const [form, text] of texts) {
      const name = form === '' ? key : `${key}_${form}`;
      if (text.trim() === '') fault(`"${name}" says nothing.`);
      const names = new Set(placeholdersOf(text));
      for (const one of names) if (!wanted.has(one)) fault(`"${name}" has {{${one}}}, which nothing fills.`);
      // Of none there may be nothing to tell; a form for one may do without its figure.
      if (form === 'zero') continue;
      for (const one of wanted)
        if (!names.has(one) && !(one === 'count' && form !== '' && form !== 'other'))
          fault(`"${name}" lacks {{${one}}}.`);
    }
  }
  return faults;
}

function faultyForms(key: string, texts: Forms, tag: string): string[] {
  const categories = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
  return [
    ...categories.filter((form) => !texts.has(form)).map((form) => `"${key}_${form}" is missing.`),
    ...[...texts.keys()]
      .filter((form) => form !== 'zero' && !categories.includes(form as Intl.LDMLPluralRule))
      .map((form) => `"${key}_${form}" is a plural form that this language has not.`),
  ];
}

/** Every placeholder of a message, whatever its form. */
function namesOf(forms: Forms): Set<string> {
  const names = new Set([...forms.values()].flatMap(placeholdersOf));
  if (!forms.has('')) names.add('count');
  return names;
}

/** What is written from the languages, by its path. */
export async function generated(catalogues: Catalogues): Promise<Map<string, string>> {
  const texts = {
    'catalogue.generated.ts': types(catalogues),
    'every-language.generated.ts': lesson(catalogues),
  };
  const written = Object.entries(texts).map(async ([name, text]): Promise<[string, string]> => {
    const path = join(FOLDER, name);
    const { code, errors } = await format(name, text, STYLE);
    if (errors[0]) throw new Error(`${name}: ${errors[0].message}`);
    return [path, code];
  });
  return new Map(await Promise.all(written));
}

function lesson(catalogues: Catalogues): string {
  const languages = [...catalogues.keys()].map((tag) => ({ tag, name: tag.replaceAll(/\W/g, '_') }));
  return `// Written by \`npm run messages\`: whoever loads it can speak every language.
${languages.map(({ tag, name }) => `import ${name} from './${tag}.json' with { type: 'json' };`).join('\n')}
import { learn } from './catalogue.ts';

${languages.map(({ tag, name }) => `learn('${tag}', ${name});`).join('\n')}
`;
}

function types(catalogues: Catalogues): string {
  const tags = [...catalogues.keys()];
  const lines = [...formsOf(catalogues.get('en')!)].map(([key, forms]) => {
    const names = [...namesOf(forms)].map((name) => `${name}: ${name === 'count' ? 'number' : 'Told'}`);
    return `'${key}': ${names.length === 0 ? 'object' : `{ ${names.join('; ')} }`};`;
  });
  return `// Written by \`npm run messages\` from the languages in this folder.
/** Every language there is a file of, English first. */
export const LANGUAGE_TAGS = [${tags.map((tag) => `'${tag}'`).join(', ')}] as const;

export type LanguageTag = (typeof LANGUAGE_TAGS)[number];

type Told = string | number;

/** Every message, and what it wants to be told. */
export interface Messages {
  ${lines.join('\n  ')}
}
`;
}
