import { say } from '../say.ts';

/** `low, urgent low`; what is listed is a name or a whole clause, which nothing bends. */
export function listText(items: readonly string[], by: 'comma' | 'semicolon' = 'comma'): string {
  return items.slice(1).reduce((first, second) => say(`words.${by}`, { first, second }), items[0] ?? '');
}

/** Two whole sentences one after the other. */
export function together(first: string, second: string): string {
  return say('words.together', { first, second });
}
