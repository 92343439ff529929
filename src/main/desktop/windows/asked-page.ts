import { PAGES, type Page } from '../../../shared/ipc/windows.ts';

/** What stands behind `--name=` on a command line, the last where it stands there more than once. @param name with dashes and `=` */
export function lastGiven(args: readonly string[], name: string): string | undefined {
  return args.findLast((argument) => argument.startsWith(name))?.slice(name.length);
}

/** The page that a command line names; null: none, or none that there is. */
export function pageNamed(args: readonly string[], name: string): Page | null {
  const given = lastGiven(args, name);
  return PAGES.find((page) => page === given) ?? null;
}

/** The page that the program was started for: `--page=settings`, as the launcher of a desktop does. */
export function pageAsked(args: readonly string[]): Page | null {
  return pageNamed(args, '--page=');
}
