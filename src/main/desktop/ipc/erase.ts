import { z } from '../../../shared/schemas.ts';
import { personName } from '../../../shared/glucose/reading.ts';
import type { ERASE, ErasureAsked, ErasureDone } from '../../../shared/ipc/erase.ts';
import { printable } from '../../../shared/printable.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { erase as eraseNow, whatGoes } from '../../erase/erase.ts';
import { interruptedErasure } from '../../erase/marker.ts';
import type { Session } from '../../session/session.ts';
import { isToBeErased } from '../exchange/ask-erase.ts';
import { oneByOne } from '../exchange/one-by-one.ts';
import { nothing, patientId, type Answers } from './answering.ts';
import { withProfile } from './with-profile.ts';

const whom = z.strictObject({ patientId: patientId.nullable() });

/** Whoever is left is followed afterwards. */
async function erased(session: Session, asked: ErasureAsked): Promise<Result<ErasureDone>> {
  let isOver = false;
  const done = await session.paused(
    async (profile) => {
      const what = await whatGoes(profile, asked.patientId);
      if (!what.ok) return what;
      const gone = await eraseNow(profile, what.value);
      isOver = gone.ok && what.value.credentials;
      return gone;
    },
    () => isOver,
  );
  if (!done.ok) return done;
  // Where it keeps credentials, this program always reaches.
  const { keychain: _, ...counts } = done.value;
  return ok(counts);
}

export const erase: Answers<keyof typeof ERASE> = {
  'erase:begun': {
    request: nothing,
    answer: ({ session }) =>
      withProfile(session, async ({ dataDir }) => {
        const begun = interruptedErasure(dataDir);
        if (begun === null) return ok(null);
        const people = begun.people.map((person) => {
          return { patientId: person.patientId, name: printable(personName(person)) };
        });
        return ok({ people, everything: begun.everything });
      }),
  },
  'erase:look': {
    request: whom,
    answer: ({ session }, given) =>
      withProfile(session, async (profile) => {
        const what = await whatGoes(profile, given.patientId);
        if (!what.ok) return what;
        const { people, ...rest } = what.value;
        const named = people.map((person) => {
          const { patientId: id, readings, journal, imports } = person;
          return { patientId: id, name: printable(personName(person)), readings, journal, imports };
        });
        return ok({ people: named, ...rest });
      }),
  },
  'erase:do': {
    request: whom,
    answer: ({ session, snapshots }, given, { window: asker, signal }) =>
      oneByOne(async () => {
        const sure = await withProfile(session, async (profile) => {
          const what = await whatGoes(profile, given.patientId);
          return what.ok ? ok(await isToBeErased(what.value, asker, signal)) : what;
        });
        if (!sure.ok) return sure;
        if (!sure.value) return ok(null);
        const done = await erased(session, given);
        // What is said of those days may be about somebody who is not to be spoken of any more.
        if (done.ok) snapshots.dismiss('away');
        return done;
      }),
  },
};
