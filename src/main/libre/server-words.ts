import { createRedactor } from '../log/redact.ts';

/** What the words of a server look like: a name of something, a version, an error in a few words. */
const WORD = /^[A-Za-z0-9][\w .:+/-]{0,39}$/;

const LONGEST_REGION = 8;

/** Shorter ones are too likely to be in a name by chance. */
const LONG = 8;

/** What a server says in its own words, which may be an echo of what we sent it, as far as it may be shown. */
export interface ServerWords {
  /** Something we send that must not be shown where it comes back; see `Redactor.register`. */
  sent: (secret: string, slot?: string) => void;
  /** The word; '' where it does not look like one or has something of ours in it. */
  word: (text: string) => string;
  /** The name of a region, which is as short; '' as of a word. */
  region: (text: string) => string;
  /** The name of a person; '' where all of something of ours is in it: a part may well be a name. */
  name: (text: string) => string;
  /** The address, or null where it is none to read a document at or has something of ours in it. */
  link: (text: string | null) => string | null;
}

export function serverWords(): ServerWords {
  const redactor = createRedactor();
  const known = new Map<string, string>();
  const word = (text: string): string => (WORD.test(text) && redactor.redact(text) === text ? text : '');
  return {
    sent(secret, slot = secret) {
      redactor.register(secret, slot);
      if (secret.length >= LONG) known.set(slot, secret.toLowerCase());
    },
    name(text) {
      const small = text.toLowerCase();
      return [...known.values()].some((secret) => small.includes(secret)) ? '' : text;
    },
    word,
    region: (text) => word(text).slice(0, LONGEST_REGION),
    link: (text) => (text !== null && /^https:\/\//i.test(text) && !redactor.knows(text) ? text : null),
  };
}
