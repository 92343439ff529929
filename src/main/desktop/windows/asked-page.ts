import { PAGES, type Page } from '../../../shared/ipc/windows.ts';

const ASKED = '--page=';

/** The page that the program was started for: `--page=settings`, as the launcher of a desktop does. The last one counts. */
export function pageAsked(args: readonly string[]): Page | null {
  const name = args.findLast((argument) => argument.startsWith(ASKED))?.slice(ASKED.length);
  return PAGES.find((page) => page === name) ?? null;
}
