/**
 * One language as its file `<tag>.json` has it: sentences by nested keys, in the shape of i18next v4. `{{name}}` is a
 * placeholder; `key_one`, `key_few`, `key_other` and so on are the plural forms of one message, chosen by `count`, and
 * `key_zero` is for none wherever a language has it.
 */
export interface Catalogue {
  readonly [key: string]: string | Catalogue;
}

const learned = new Map<string, Catalogue>();

/** Teaches this process a language, or more of it; every-language.generated.ts teaches all of them. */
export function learn(language: string, catalogue: Catalogue): void {
  learned.set(language, together(learned.get(language) ?? {}, catalogue));
}

function together(known: Catalogue, more: Catalogue): Catalogue {
  const both = Object.entries(more).map(([name, value]) => {
    const before = known[name];
    const isGroup = typeof value === 'object' && typeof before === 'object';
    return [name, isGroup ? together(before, value) : value] as const;
  });
  return { ...known, ...Object.fromEntries(both) };
}

/** What this process was taught of a language; null: nothing. */
export function learnedOf(language: string): Catalogue | null {
  return learned.get(language) ?? null;
}

/** Every message of a catalogue by its whole key, `tray.menu.quit`; plural forms each with their suffix. */
export function messagesOf(catalogue: Catalogue, prefix = ''): [key: string, text: string][] {
  return Object.entries(catalogue).flatMap(([name, value]) =>
    typeof value === 'string'
      ? [[`${prefix}${name}`, value] as [string, string]]
      : messagesOf(value, `${prefix}${name}.`),
  );
}

/** The names in `{{…}}`. */
export function placeholdersOf(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map(([, name]) => name!);
}

export const PLACEHOLDER = /\{\{(\w+)\}\}/g;

/** `key_one` → the message and its plural form; null for a message without one. */
export function pluralFormOf(key: string): { message: string; form: string } | null {
  const [, message, form] = /^(.*)_(zero|one|two|few|many|other)$/.exec(key) ?? [];
  return message === undefined || form === undefined ? null : { message, form };
}
