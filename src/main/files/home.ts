import { homedir } from 'node:os';

/** The user's home folder; null where there is none: no HOME, and no entry for this user on this system. */
export const HOME: string | null = found();

// Libraries ask too, while they are loaded, and what they would get is an exception.
if (HOME === null) process.env['HOME'] = '/nonexistent';

function found(): string | null {
  try {
    return homedir();
  } catch {
    return null;
  }
}
