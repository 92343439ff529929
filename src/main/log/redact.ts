/** What stands in place of something private. */
export const HIDDEN = '[hidden]';

/**
 * The net below the list of fields: hides whatever looks like a secret or is one this run knows, in any line. Whatever
 * it hides, it looks at the line as it was, so that no rule spoils what another would have found.
 */
export interface Redactor {
  /**
   * Something that must appear nowhere, however it is written. Under three characters it is not looked for.
   *
   * @param slot what is renewed again and again, such as the session token: only its newest value is kept
   */
  register(secret: string, slot?: string): void;
  /** The line without its secrets, without line ends or control characters. */
  redact(line: string): string;
  /** Whether a known secret, or eight characters of one, can be read in a text. */
  knows(text: string): boolean;
  /** Whether anything private can be read in a text that should have none: a shape, or a known secret as a whole. */
  finds(text: string): boolean;
}

/** Shorter secrets are words like any other: hidden only as a whole, where they stand alone. */
const WORD = 8;
const SHORTEST = 3;

/** Far more than a run comes to know: names, serials, words to sign in with. Those it heard of first are let go. */
const MOST_KNOWN = 1000;

type Span = [from: number, to: number];

/** What secrets look like. All of them, also where the end is cut off. */
const SHAPES: readonly RegExp[] = [
  // JSON web tokens: base64 of `{"`.
  /eyJ[\w-]{5,}(\.[\w-]*)*/g,
  /bearer(\s|%20|\+)+[^\s"\\]*/gi,
  /\b(password|passwd|token|ticket|secret|authorization|cookie|account-?id)\\*["']?\s*[:=]\s*(\\*(?<quote>["'])((?!\k<quote>).)*|[^\s,;&}]*)/gi,
  // E-mail addresses, also in URLs.
  /[^\s"'\\,;:<>()[\]{}]{0,128}(@|%40)[^\s"'\\,;:<>()[\]{}]*/gi,
  // UUIDs, also when one end is cut off, and longer hexadecimal figures.
  /(?<![0-9a-f])([0-9a-f]{8}-[0-9a-f]{4}[0-9a-f-]*|([0-9a-f]{4}-)+[0-9a-f]{12}|[0-9a-f]{24,})/gi,
  // Base64: with capitals, small letters and digits, as chance would have it.
  /(?<![\w+/-])(?=[\w+/-]*[A-Z])(?=[\w+/-]*[a-z])(?=[\w+/-]*\d)([\w-]{32,}|[\w+/-]{48,})={0,2}/g,
  // Serials of sensors: 9 to 12 capitals and digits, some of each.
  /(?<![A-Za-z0-9_])(?=[A-Z]*\d)(?=\d*[A-Z])[0-9A-Z]{9,12}(?![A-Za-z0-9_])/g,
  // Homes, whose name is a person's. What comes next is looked at first: to look back from each of many slashes takes long.
  /(?=[^\\/":[])(?<=[\\/](home|Users)[\\/]+)([^\\/":[]+(?=[\\/])|[^\\/\s":[]+)/gi,
];

/** Whatever could end a line, hide text in it or turn its direction. */
const CONTROL = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

export function createRedactor(): Redactor {
  // The forms of a secret are made when first looked for: a token is renewed each minute, and few lines are looked at.
  const secrets = new Map<string, { secret: string; forms?: ReadonlySet<string> }>();
  let search: Search | null = null;

  const known = (): Search =>
    (search ??= searchOf([...secrets.values()].flatMap((one) => [...(one.forms ??= formsOf(one.secret))])));

  return {
    register(secret, slot = secret) {
      if (secret.length < SHORTEST || secrets.get(slot)?.secret === secret) return;
      secrets.set(slot, { secret });
      for (const [oldest] of secrets) if (secrets.size > MOST_KNOWN) secrets.delete(oldest);
      search = null;
    },
    redact(line) {
      const shaped = SHAPES.flatMap((shape) => [...line.matchAll(shape)].map(spanOf));
      return hidden(line, [...shaped, ...partsOf(known(), line)]).replace(CONTROL, escaped);
    },
    knows: (text) => partsOf(known(), text).length > 0,
    finds(text) {
      if (SHAPES.some((shape) => text.search(shape) >= 0)) return true;
      const { plain } = plainOf(text);
      const { words, longer } = known();
      return (
        longer.some((form) => plain.includes(form)) || words.some((word) => placesOf(word, plain).length > 0)
      );
    },
  };
}

function spanOf(match: RegExpExecArray): Span {
  return [match.index, match.index + match[0].length];
}

/** What to look for; secrets of eight characters and more also by every stretch of eight, so that a part is known. */
interface Search {
  stretches: ReadonlySet<string>;
  longer: readonly string[];
  words: readonly string[];
}

function searchOf(forms: readonly string[]): Search {
  const longer = forms.filter((form) => form.length >= WORD);
  const stretches = new Set<string>();
  for (const form of longer)
    for (let from = 0; from + WORD <= form.length; from++) stretches.add(form.slice(from, from + WORD));
  return { stretches, longer, words: forms.filter((form) => form.length < WORD) };
}

/** Where known secrets, or eight characters of one, stand in a text. */
function partsOf({ stretches, words }: Search, text: string): Span[] {
  const { plain, at } = plainOf(text);
  const places: Span[] = words.flatMap((word) => placesOf(word, plain));
  for (let from = 0; stretches.size > 0 && from + WORD <= plain.length; from++)
    if (stretches.has(plain.slice(from, from + WORD))) places.push([from, from + WORD]);
  return places.map(([from, to]) => [at[from]!, at[to]!]);
}

/** Where a word stands by itself. */
function placesOf(word: string, plain: string): Span[] {
  const places: Span[] = [];
  for (let from = plain.indexOf(word); from >= 0; from = plain.indexOf(word, from + 1)) {
    const to = from + word.length;
    if (!LETTER.test(plain[from - 1] ?? '') && !LETTER.test(plain[to] ?? '')) places.push([from, to]);
  }
  return places;
}

const LETTER = /[\p{L}\p{N}]/u;

/**
 * A text as it is compared: in small letters, and without the backslashes that JSON puts in, once for each time a text
 * is quoted in another.
 *
 * @returns with where each character stands in the text, and where the text ends
 */
function plainOf(text: string): { plain: string; at: number[] } {
  let plain = '';
  const at: number[] = [];
  for (const match of text.matchAll(/\\+(?:u([0-9a-f]{4}))?|[^]/gi)) {
    const [whole, code] = match;
    if (code === undefined && whole.startsWith('\\')) continue;
    const character = code === undefined ? whole : String.fromCharCode(Number.parseInt(code, 16));
    const small = character.toLowerCase();
    plain += small.length === 1 ? small : character;
    at.push(match.index);
  }
  at.push(text.length);
  return { plain, at };
}

/** How a secret may be written: as it is, in JSON, in URLs, in base64 and in hexadecimal; as it is compared. */
function formsOf(secret: string): Set<string> {
  const bytes = Buffer.from(secret);
  const inUrl = [secret.isWellFormed() ? encodeURIComponent(secret) : ''];
  const base64 = [0, 1, 2].flatMap((shift) => base64Inside(bytes, shift));
  const written = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    ...inUrl,
    ...inUrl.map((form) => form.replaceAll('%20', '+')),
    ...inUrl.map((form) => encodeURIComponent(form)),
    bytes.toString('hex'),
    bytes.toString('hex').replaceAll(/../g, '%$&'),
    ...base64,
    ...base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_')),
    ...base64.map((form) => encodeURIComponent(form)),
  ];
  const forms = written.map((form) => plainOf(form).plain).filter((form) => form.length >= SHORTEST);
  return new Set(forms);
}

/** The characters of base64 that depend on these bytes alone, where `shift` other bytes stand before them. */
function base64Inside(bytes: Buffer, shift: number): string[] {
  const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
  const inside = text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
  return inside.length < WORD ? [] : [inside];
}

/** The text with its spans hidden; those that touch become one. */
function hidden(text: string, spans: Span[]): string {
  let kept = '';
  let end = 0;
  for (const [from, to] of spans.sort(([one], [other]) => one - other)) {
    if (to <= end) continue;
    if (from > end || kept === '') kept += text.slice(end, from) + HIDDEN;
    end = to;
  }
  return kept + text.slice(end);
}

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
