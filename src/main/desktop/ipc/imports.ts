import { z } from 'zod';
import type { IMPORTS } from '../../../shared/ipc/imports.ts';
import { ok } from '../../../shared/result.ts';
import { importsOf, undoImport } from '../../exchange/import-file.ts';
import { nothing, type Answers } from './answering.ts';
import { withProfile } from './with-profile.ts';

export const imports: Answers<keyof typeof IMPORTS> = {
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
