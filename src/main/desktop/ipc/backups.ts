import type { WebContents } from 'electron';
import { basename, join } from 'node:path';
import { z } from '../../../shared/schemas.ts';
import type { BackupNamed, BACKUPS } from '../../../shared/ipc/backups.ts';
import { problem, type Problem } from '../../../shared/problems.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Profile } from '../../profile/profile.ts';
import { claimFolder } from '../../session/claim-folder.ts';
import { chooseBackup, chosenBackup, nameOf } from '../exchange/chosen-backup.ts';
import { oneByOne } from '../exchange/one-by-one.ts';
import { nothing, type Answers } from './answering.ts';
import { withProfile } from './with-profile.ts';

/** As backups are named, and nothing that leads elsewhere. */
const name = z.string().regex(/^\d{8}T\d{6}Z[a-z0-9-]{0,30}\.bak$/);
const one = z.union([z.strictObject({ name }), z.strictObject({ file: z.int().min(1) })]);

/** Does something with the file that is meant; of one that lies elsewhere nothing but its name is said. */
async function withFile<T>(
  { dataDir }: Profile,
  asker: WebContents,
  meant: BackupNamed,
  act: (path: string) => Promise<Result<T>>,
): Promise<Result<T>> {
  if ('name' in meant) return act(join(dataDir, 'backups', meant.name));
  const path = chosenBackup(asker, meant.file);
  if (path === null) return fail(problem('fileNotAtHand', {}));
  const done = await act(path);
  return done.ok ? done : fail(named(done.problem));
}

function named(fault: Problem): Problem {
  const { params } = fault;
  return 'path' in params
    ? ({ ...fault, params: { ...params, path: nameOf(params.path) } } as Problem)
    : fault;
}

export const backups: Answers<keyof typeof BACKUPS> = {
  'backups:list': {
    request: nothing,
    answer: ({ session }, _, { signal }) =>
      withProfile(session, async (profile) => {
        const listed = await profile.history.ask('backups', null, signal);
        if (!listed.ok) return listed;
        return ok(
          listed.value.map(({ path, at, reason, bytes, contents }) => {
            return { name: basename(path), at, reason, bytes, holds: contents };
          }),
        );
      }),
  },
  'backups:make': {
    request: nothing,
    answer: ({ session }, _, { signal }) =>
      oneByOne(async () => {
        const made = await session.following?.backups.make(signal);
        if (made === undefined) return fail(problem('signInNeeded', { noKeychain: '' }));
        return made.ok ? ok({ bytes: made.value.bytes, readings: made.value.readings }) : made;
      }),
  },
  'backups:choose': {
    request: nothing,
    answer: async (_, __, { window: asker }) => ok(await chooseBackup(asker)),
  },
  'backups:look': {
    request: one,
    answer: ({ session }, meant, { window: asker, signal }) =>
      withProfile(session, (profile) =>
        withFile(profile, asker, meant, (path) => profile.history.ask('lookIntoBackup', { path }, signal)),
      ),
  },
  'backups:restore': {
    request: one,
    answer: ({ session }, meant, { window: asker }) =>
      oneByOne(() =>
        session.paused(async (profile) => {
          // Before the first sign-in the folder may be nobody's yet.
          const claimed = await claimFolder(profile, 'account');
          if (!claimed.ok) return claimed;
          const restored = await withFile(profile, asker, meant, (path) =>
            profile.history.ask('restore', { path }),
          );
          if (!restored.ok) return restored;
          const { setAside, readings } = restored.value;
          return ok({ setAside: setAside && basename(setAside), readings });
        }),
      ),
  },
};
