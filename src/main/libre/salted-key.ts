import { createHmac } from 'node:crypto';

/** What stands for an account or a person in `state.json`: known again by whoever has the name, and leading nowhere. */
export function saltedKey(salt: string, name: string): string {
  return createHmac('sha256', salt).update(name).digest('hex').slice(0, 24);
}
