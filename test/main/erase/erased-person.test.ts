import { expect, test } from 'vitest';
import { erase, whatGoes } from '../../../src/main/erase/erase.ts';
import { ada, ben } from '../../../src/main/simulator/people.ts';
import { DEFAULT_PERSON } from '../../../src/shared/settings/settings.ts';
import { HOUR } from '../../../src/shared/time.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';
import { AlarmedWorld } from '../alarms/alarmed-world.ts';
import { valueOf } from '../history/history-folder.ts';
import { profileOf } from './profile-of.ts';

const START = Date.UTC(2026, 10, 21, 12);

/** A run of the program on a folder in which everybody is so low that whoever is judged has an alarm. */
function runOn(dataDir: string, start: number) {
  const alarmed = new AlarmedWorld({ scenario: 'two-people', dataDir, start });
  alarmed.settings = valueOf(alarmed.world.profile.settings()).read();
  alarmed.serve((entry) => {
    const measured = entry['glucoseMeasurement'] as Record<string, unknown>;
    return [{ ...entry, glucoseMeasurement: { ...measured, ValueInMgPerDl: 45, Value: 45 } }];
  });
  return {
    alarmed,
    recorded: async () => {
      const asked = await alarmed.world.profile.history.ask('whatCanGo', null);
      return new Map(valueOf(asked).people.map(({ patientId, readings }) => [patientId, readings]));
    },
    judged: () => new Set(alarmed.decisions.flatMap(({ patientId }) => patientId ?? [])),
  };
}

test('somebody erased is neither recorded nor judged, whatever the server says, until chosen again', async () => {
  const dataDir = temporaryDirectory();
  const both = new Set([ada.patientId, ben.patientId]);
  const first = runOn(dataDir, START);
  await first.alarmed.start();
  await first.alarmed.world.run(HOUR);
  expect(new Set((await first.recorded()).keys())).toEqual(both);
  expect(first.judged()).toEqual(both);
  await first.alarmed.stop();

  const profile = profileOf(dataDir);
  const erased = valueOf(await erase(profile, valueOf(await whatGoes(profile, ada.patientId))));
  await profile.close();
  expect(erased.readings).toBeGreaterThan(50);
  expect(erased.journal).toBeGreaterThan(0);

  const { alarmed, recorded, judged } = runOn(dataDir, START + 2 * HOUR);
  const { world } = alarmed;
  await alarmed.start();
  await world.run(3 * HOUR);
  expect([...(await recorded()).keys()]).toEqual([ben.patientId]);
  expect(judged()).toEqual(new Set([ben.patientId]));
  // Known by name only, so as to be chosen again.
  const shown = world.monitor.state.people.find(({ person }) => person.patientId === ada.patientId);
  expect(shown).toMatchObject({ person: { firstName: ada.firstName }, reading: null, recent: [] });

  const chosen = { [ada.patientId]: { ...DEFAULT_PERSON, followed: true } };
  const settings = valueOf(world.profile.settings());
  alarmed.settings = valueOf(
    settings.update((before) => ({ ...before, people: { ...before.people, ...chosen } })),
  );
  alarmed.alarms.settingsChanged();
  await world.run(HOUR);
  expect((await recorded()).get(ada.patientId)).toBeGreaterThan(50);
  expect(judged()).toEqual(both);
  await alarmed.stop();
});
