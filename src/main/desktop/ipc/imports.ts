import { isAbsolute } from 'node:path';
import { z } from '../../../shared/schemas.ts';
import { DATE_ORDERS } from '../../../shared/exchange/import-file.ts';
import type { FileAtHand, IMPORTS } from '../../../shared/ipc/imports.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { importsOf, undoImport } from '../../exchange/import-file.ts';
import type { FilesAtHand } from '../../exchange/files-at-hand.ts';
import { claimFolder } from '../../session/claim-folder.ts';
import { askForFile } from '../windows/open-dialog.ts';
import { nothing, patientId, text, type Answers, type Served } from './answering.ts';
import { withProfile } from './with-profile.ts';

/** What this reads; what is in a file is told by its bytes. */
const READABLE = { name: 'CSV, TSV, JSON', extensions: ['csv', 'tsv', 'txt', 'json', 'jsonl'] };

const file = z.int().min(1);
const given = z.strictObject({
  patientId: patientId.nullable(),
  unit: z.enum(['mmol', 'mgdl']).nullable(),
  dateOrder: z.enum(DATE_ORDERS).nullable(),
  zone: text(100).nullable(),
  scans: z.boolean(),
});

export const imports: Answers<keyof typeof IMPORTS> = {
  'imports:choose': {
    request: nothing,
    answer: ({ session }, _, { window, files }) =>
      withProfile<FileAtHand | null>(session, async (profile, recorded) => {
        const path = await askForFile(window, READABLE);
        // The demo may have begun or ended meanwhile: then it is the file of whoever is followed no more.
        return ok(path === null || session.recorded?.profile !== profile ? null : files.take(recorded, path));
      }),
  },
  'imports:look': {
    request: z.strictObject({ file, given }),
    answer: ({ session }, asked, { files, signal }) =>
      withProfile(session, (_, recorded) => files.look(recorded, asked, { signal })),
  },
  'imports:import': {
    request: z.strictObject({ file }),
    answer: ({ session }, asked, { files, signal, progress }) =>
      withProfile(session, async (profile, recorded) => {
        // Before the first sign-in the folder may be nobody's yet.
        const claimed = recorded.isDemo ? ok(undefined) : await claimFolder(profile, 'account');
        if (!claimed.ok) return claimed;
        const done = await files.import(recorded, asked.file, { signal, progress });
        // An archive that came before the sign-in may have brought settings.
        if (session.following === null) session.publish();
        return done;
      }),
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
  return withProfile(session, (_, recorded) => Promise.resolve(ok(files.take(recorded, path))));
}
