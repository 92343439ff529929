import { basename, join } from 'node:path';
import { z } from '../../../shared/schemas.ts';
import type { BACKUPS } from '../../../shared/ipc/backups.ts';
import { problem } from '../../../shared/problems.ts';
import { fail, ok } from '../../../shared/result.ts';
import type { Profile } from '../../profile/profile.ts';
import { oneByOne } from '../exchange/one-by-one.ts';
import { nothing, type Answers } from './answering.ts';
import { withProfile } from './with-profile.ts';

/** As backups are named, and nothing that leads elsewhere. */
const name = z.string().regex(/^\d{8}T\d{6}Z[a-z0-9-]{0,30}\.bak$/);
const one = z.strictObject({ name });

const pathOf = ({ dataDir }: Profile, file: string): string => join(dataDir, 'backups', file);

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
  'backups:look': {
    request: one,
    answer: ({ session }, { name: file }, { signal }) =>
      withProfile(session, (profile) =>
        profile.history.ask('lookIntoBackup', { path: pathOf(profile, file) }, signal),
      ),
  },
  'backups:restore': {
    request: one,
    answer: ({ session }, { name: file }) =>
      oneByOne(() =>
        session.paused(async (profile) => {
          const restored = await profile.history.ask('restore', { path: pathOf(profile, file) });
          if (!restored.ok) return restored;
          const { setAside, readings } = restored.value;
          return ok({ setAside: setAside && basename(setAside), readings });
        }),
      ),
  },
};
