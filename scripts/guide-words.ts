import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The user's guide that leads from the download to the first alarm. */
export const GUIDE = readFileSync(join(resolve(import.meta.dirname, '..'), 'docs/guide/README.md'), 'utf8');

/** Words in it that stand on no page of ours: of other programs, and those that are only stressed. */
export const NOT_OURS = [
  'More info',
  'Run anyway',
  'Open Anyway',
  'Connected apps',
  'LibreLinkUp',
  'Add connection',
  'AppIndicator',
  'Download glucose data',
  'urgent',
  'archive',
];

/** What a text of the guide tells people to look for on the screen. */
export function wordsIn(text: string): string[] {
  const labels = [...text.matchAll(/(?<![\w-])_([^_\n]+)_(?!\w)/g)].map(([, label]) => label!);
  return labels.filter((label) => !NOT_OURS.includes(label));
}

/** The text under each heading, by the heading. */
export function sections(): Map<string, string> {
  const parts = GUIDE.split(/^## /m).slice(1);
  return new Map(parts.map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n'))]));
}
