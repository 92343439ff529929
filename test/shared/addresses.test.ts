import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LINKS } from '../../src/shared/ipc/windows.ts';

it('C13: the program names no address that nobody has given it: its links are those of Abbott', () => {
  const hosts = Object.values(LINKS).map((address) => new URL(address).hostname);
  for (const host of hosts) expect(host).toMatch(/(^|\.)(librelinkup\.com|abbott)$/);
  const { homepage } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    homepage: string;
  };
  expect(homepage).toBe('https://example.invalid');
});
