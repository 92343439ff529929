import { net } from 'electron';

/** Chromium would keep answers, in which there are readings and sessions, on the disk, and cookies with them. */
export const fetchUnkept: typeof fetch = (input, init) =>
  net.fetch(input instanceof URL ? input.href : input, { ...init, cache: 'no-store', credentials: 'omit' });
