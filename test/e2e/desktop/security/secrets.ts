/** What no answer, event, page or output may hold; no other text contains these. */
export const EMAIL = 'canary-mail-5b2e@example.com';
export const PASSWORD = 'canary pässword/8d1f?&=+';
export const TOKEN = 'canary-token-77ac.eyJyZWdpb24iOiJkZSJ9.s1gnature';
export const ACCOUNT_ID = 'c4na27e0-1111-4222-8333-0a1b2c3d4e5f';

/** A secret as it is, and as it looks after the usual ways of writing it. */
function disguises(secret: string): string[] {
  const bytes = Buffer.from(secret);
  // Of base64 only the middle: what stands at its ends depends on the neighbours.
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(4, -4),
  );
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    bytes.toString('hex'),
    encodeURIComponent(secret),
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ];
}

const ALL = [EMAIL, PASSWORD, TOKEN, ACCOUNT_ID].flatMap(disguises);

/** The secrets, however disguised, that a text holds. */
export function secretsIn(text: string): string[] {
  const lower = text.toLowerCase();
  return ALL.filter((one) => lower.includes(one.toLowerCase()));
}
