import { expect, it } from 'vitest';
import { launcherWords } from '../../../../scripts/package/linux/words.ts';
import { pageAsked } from '../../../../src/main/desktop/windows/asked-page.ts';

it.each([
  [['glucoglance'], null],
  [['glucoglance', '--page=settings'], 'settings'],
  [['glucoglance', '--page=settings', '--hidden', '--page=status'], 'status'],
  [['glucoglance', '--page=elsewhere'], null],
  [['glucoglance', '--page='], null],
  [['glucoglance', 'settings'], null],
])('a start by %j asks for the page %s', (args, page) => {
  expect(pageAsked(args)).toBe(page);
});

it('every page that a launcher offers is one', () => {
  for (const page of Object.keys(launcherWords().get('en')!.pages))
    expect(pageAsked([`--page=${page}`])).toBe(page);
});
