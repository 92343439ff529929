/** Secrets no other text contains, and the ways in which a program may come to write them. */
export const CANARIES = {
  email: 'canary-mail-7f3a@example.com',
  password: 'canary pässword/4c1e?&=+"\\x',
  passphrase: 'c a n"a r\\y p"h r\\a s"e',
  token: 'canary-token-91bd.eyJyZWdpb24iOiJkZSJ9.s1gnature-_55',
  accountId: 'c4na27e0-5555-4666-8777-0a1b2c3d4e5f',
  patientId: '0d5c1f9e-1111-4222-8333-94445555666a',
  name: 'Canarina Élévée',
  serial: 'MH0CANARY7',
} as const;

export const SECRETS: readonly string[] = Object.values(CANARIES);

/** Ways to write a text into another; each may be used on the result of another. */
export const QUOTINGS: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => JSON.stringify(text),
  (text) => JSON.stringify({ error: { body: [text] } }),
  (text) => `TypeError: ${text}\n    at fetch (node:internal:1:2)`,
  (text) => `https://example.com/?q=${text}#x`,
];

/** In base64 the ends depend on the neighbours. */
const BASE64: readonly ((secret: string) => string)[] = [
  (secret) => Buffer.from(secret).toString('base64'),
  (secret) => Buffer.from(`x${secret}y`).toString('base64'),
  (secret) => Buffer.from(`xy${secret}z`).toString('base64url'),
];

const PLAIN: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => Buffer.from(secret).toString('hex'),
  (secret) => encodeURIComponent(secret),
  (secret) => encodeURIComponent(encodeURIComponent(secret)),
  (secret) => new URLSearchParams({ '': secret }).toString().slice(1),
  (secret) => JSON.stringify(secret).slice(1, -1),
  (secret) => secret.toUpperCase(),
  (secret) => swapCase(secret),
];

/** Ways to write a secret so that it can be read again. */
export const ENCODINGS = [...PLAIN, ...BASE64, (secret: string) => encodeURIComponent(BASE64[0]!(secret))];

function swapCase(text: string): string {
  return text.replaceAll(/\p{L}/gu, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
}

/**
 * What of the secrets can be read in a text, in any of these encodings and however often it was quoted; this many
 * characters of one are enough. Knows nothing of the redactor it judges.
 */
export function readable(text: string, enough = 12, secrets = SECRETS): string[] {
  const plain = compared(text);
  const isIn = (form: string): boolean => {
    const length = Math.min(enough, form.length);
    const starts = Array.from({ length: form.length - length + 1 }, (_, from) => from);
    return starts.some((from) => plain.includes(form.slice(from, from + length)));
  };
  return secrets.filter((secret) =>
    [
      ...PLAIN.map((encode) => compared(encode(secret))),
      ...BASE64.map((encode) => compared(encode(secret)).slice(4, -4)),
    ].some(isIn),
  );
}

/** Quoting adds nothing but backslashes. */
function compared(text: string): string {
  return text.replaceAll('\\', '').toLowerCase();
}
