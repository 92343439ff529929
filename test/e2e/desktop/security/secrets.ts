import { disguises } from '../../../support/disguises.ts';

/** What no answer, event, page or output may hold; no other text contains these. */
export const EMAIL = 'canary-mail-5b2e@example.com';
export const PASSWORD = 'canary pässword/8d1f?&=+';
export const TOKEN = 'canary-token-77ac.eyJyZWdpb24iOiJkZSJ9.s1gnature';
export const ACCOUNT_ID = 'c4na27e0-1111-4222-8333-0a1b2c3d4e5f';

const ALL = [EMAIL, PASSWORD, TOKEN, ACCOUNT_ID].flatMap(disguises);

/** The secrets, however disguised, that a text holds. */
export function secretsIn(text: string): string[] {
  const lower = text.toLowerCase();
  return ALL.filter((one) => lower.includes(one.toLowerCase()));
}
