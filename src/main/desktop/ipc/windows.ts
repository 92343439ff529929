import { clipboard, shell } from 'electron';
import { z } from '../../../shared/schemas.ts';
import { LINKS, PAGES, type LinkKey, type WINDOWS } from '../../../shared/ipc/windows.ts';
import { problem } from '../../../shared/problems.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { RELEASES } from '../life/update-notice.ts';
import { nothing, text, workNumber, type Answers } from './answering.ts';

/** More characters than the longest page has, a year of days among them. */
const LONGEST_TABLE = 1_000_000;

export const windows: Answers<keyof typeof WINDOWS> = {
  'snapshot:read': { request: nothing, answer: ({ snapshots }) => snapshots.last },
  'notice:dismiss': {
    request: z.strictObject({ code: z.enum(['problem', 'notWatched', 'recordedAgain', 'doneLate', 'away']) }),
    answer({ snapshots }, { code }) {
      snapshots.dismiss(code);
      return ok(null);
    },
  },
  'link:open': {
    request: z.strictObject({ link: z.enum(Object.keys(LINKS) as [LinkKey, ...LinkKey[]]) }),
    answer: (_, { link }) => open(LINKS[link]),
  },
  'releases:open': {
    request: nothing,
    answer: () => (RELEASES === null ? ok(null) : open(RELEASES.page)),
  },
  'window:open': {
    request: z.strictObject({ page: z.enum(PAGES) }),
    answer({ window }, { page }) {
      window.showPage(page);
      return ok(null);
    },
  },
  'table:copy': {
    request: z.strictObject({ text: text(LONGEST_TABLE) }),
    async answer(_, { text: rows }) {
      await clipboard.writeText(rows);
      return ok(null);
    },
  },
  'page:stands': {
    request: z.strictObject({ page: z.enum(PAGES), unsaved: z.boolean() }),
    answer({ window }, stands) {
      window.hear(stands);
      return ok(null);
    },
  },
  'app:quit': {
    request: nothing,
    answer({ quitting }) {
      void quitting.quit();
      return ok(null);
    },
  },
  'work:cancel': {
    request: z.strictObject({ work: workNumber }),
    answer(_, { work: number }, { window, work }) {
      work.cancel(window, number);
      return ok(null);
    },
  },
};

async function open(address: string): Promise<Result<null>> {
  try {
    await shell.openExternal(address);
    return ok(null);
  } catch {
    return fail(problem('unexpected', { detail: 'browserDidNotOpen' }));
  }
}
