import { BrowserWindow, dialog, type WebContents } from 'electron';
import { isAbsolute } from 'node:path';
import { z } from '../../../shared/schemas.ts';
import { DATE_ORDERS } from '../../../shared/exchange/import-file.ts';
import type { FileAtHand, IMPORTS } from '../../../shared/ipc/imports.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { importsOf, undoImport } from '../../exchange/import-file.ts';
import type { FilesAtHand, Whose } from '../../exchange/files-at-hand.ts';
import type { Following } from '../../session/following.ts';
import { nothing, patientId, text, type Answers, type Served } from './answering.ts';
import { withProfile } from './with-profile.ts';

const file = z.int().min(1);
const given = z.strictObject({
  patientId: patientId.nullable(),
  unit: z.enum(['mmol', 'mgdl']).nullable(),
  dateOrder: z.enum(DATE_ORDERS).nullable(),
  zone: text(100).nullable(),
  scans: z.boolean(),
});

const whoseOf = ({ profile, mode }: Following): Whose => ({ profile, isDemo: mode === 'demo' });

export const imports: Answers<keyof typeof IMPORTS> = {
  'imports:choose': {
    request: nothing,
    answer: ({ session }, _, { window, files }) =>
      withProfile<FileAtHand | null>(session, async (profile, following) => {
        const path = await askForFile(window);
        // The demo may have begun or ended meanwhile: then it is the file of whoever is followed no more.
        return ok(
          path === null || session.following?.profile !== profile
            ? null
            : files.take(whoseOf(following), path),
        );
      }),
  },
  'imports:look': {
    request: z.strictObject({ file, given }),
    answer: ({ session }, asked, { files, signal }) =>
      withProfile(session, (_, following) => files.look(whoseOf(following), asked, { signal })),
  },
  'imports:import': {
    request: z.strictObject({ file }),
    answer: ({ session }, asked, { files, signal, progress }) =>
      withProfile(session, (_, following) =>
        files.import(whoseOf(following), asked.file, { signal, progress }),
      ),
  },
  'imports:forget': {
    request: z.strictObject({ file }),
    answer(_, asked, { files }) {
      files.forget(asked.file);
      return ok(null);
    },
  },
  'imports:list': {
    request: nothing,
    answer: ({ session }) =>
      withProfile(session, async (profile) => {
        const listed = await importsOf(profile);
        return listed.ok ? ok(listed.value.toReversed()) : listed;
      }),
  },
  'imports:undo': {
    request: z.strictObject({ importId: z.int().min(1) }),
    answer: ({ session }, { importId }) => withProfile(session, (profile) => undoImport(profile, importId)),
  },
};

/** As long as a path may be, on any system. */
const LONGEST_PATH = 32_768;
/** What the preload hands over: the path of a file that was dropped on its page. */
export const droppedPath = text(LONGEST_PATH).refine(isAbsolute);

/** Takes a file that was dropped; see `HAND_OVER`. */
export function takeDropped(
  { session }: Pick<Served, 'session'>,
  path: string,
  files: FilesAtHand,
): Promise<Result<FileAtHand>> {
  return withProfile(session, (_, following) => Promise.resolve(ok(files.take(whoseOf(following), path))));
}

async function askForFile(asker: WebContents): Promise<string | null> {
  const options: Electron.OpenDialogOptions = {
    properties: ['openFile'],
    filters: [
      { name: 'CSV, TSV, JSON', extensions: ['csv', 'tsv', 'txt', 'json', 'jsonl'] },
      { name: '*', extensions: ['*'] },
    ],
  };
  const window = BrowserWindow.fromWebContents(asker);
  const { canceled, filePaths } = window
    ? await dialog.showOpenDialog(window, options)
    : await dialog.showOpenDialog(options);
  return canceled ? null : (filePaths[0] ?? null);
}
