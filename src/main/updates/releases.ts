import { z } from '../../shared/schemas.ts';
import { printable } from '../../shared/printable.ts';
import type { NewerVersion } from '../../shared/state/update-state.ts';

/** Where releases are: what tells which is the newest, and the page that people see. */
export interface Releases {
  feed: string;
  page: string;
}

const MOST_LINES = 3;
const LONGEST_LINE = 200;

/**
 * Where the releases of a project are. @param repository as package.json names it: `github:owner/name` or the address of
 * its repository on GitHub; null where it names none, and then nobody is asked
 */
export function releasesOf(repository: string): Releases | null {
  const named = /^(?:github:|(?:git\+)?https:\/\/github\.com\/)([\w-]+\/[\w.-]+?)(?:\.git)?$/.exec(
    repository,
  );
  if (named === null) return null;
  return {
    feed: `https://api.github.com/repos/${named[1]}/releases/latest`,
    page: `https://github.com/${named[1]}/releases`,
  };
}

const released = z.object({
  tag_name: z.string(),
  published_at: z.string().catch(''),
  body: z.string().catch(''),
});

/** A released version out of what the feed answers; null: of no form that we know, or one to be tried. */
export function readRelease(answer: unknown): NewerVersion | null {
  const read = released.safeParse(answer);
  if (!read.success) return null;
  const { tag_name: tag, published_at: published, body } = read.data;
  const version = /^v?(\d{1,6}\.\d{1,6}\.\d{1,6})$/.exec(tag)?.[1];
  return version === undefined ? null : { version, at: instantOf(published), lines: firstLines(body) };
}

/** Whether a version, `1.2.3`, is newer than ours, which may be one to be tried (`1.2.3-beta.1`) before it. */
export function isNewer(version: string, ours: string): boolean {
  const [numbers = '', early] = ours.split('-', 2);
  const [theirs, own] = [version, numbers].map((one) => one.split('.').map(Number)) as [number[], number[]];
  const differing = theirs.findIndex((part, i) => part !== own[i]);
  return differing === -1 ? early !== undefined : theirs[differing]! > own[differing]!;
}

/** `2026-12-24T10:00:00Z` */
function instantOf(text: string): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})Z$/.exec(text)?.slice(1).map(Number);
  if (parts === undefined) return null;
  const [year, month, day, hour, minute, second] = parts as [number, number, number, number, number, number];
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The first lines that say something, without the signs that Markdown is made of. */
function firstLines(body: string): string[] {
  const lines = body.slice(0, 10_000).split(/\r?\n/);
  return lines
    .map((line) =>
      printable(line)
        .replace(/^\s*(?:#+|[-*+>]|\d+\.)\s+/, '')
        .replaceAll(/[*_`]{1,3}/g, '')
        .trim(),
    )
    .filter((line) => /\p{L}/u.test(line))
    .slice(0, MOST_LINES)
    .map((line) => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE - 1)}…` : line));
}
