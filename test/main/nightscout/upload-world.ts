import { onTestFinished } from 'vitest';
import type { PersonInfo } from '../../../src/main/history/people.ts';
import { NightscoutUpload } from '../../../src/main/nightscout/nightscout-upload.ts';
import { Profile } from '../../../src/main/profile/profile.ts';
import { memoryVault } from '../../../src/main/credentials/vault.ts';
import { Pulse } from '../../../src/main/time/pulse.ts';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import { ok } from '../../../src/shared/result.ts';
import type { NightscoutSettings } from '../../../src/shared/settings/settings.ts';
import type { UploadState } from '../../../src/shared/state/upload-state.ts';
import { MINUTE } from '../../../src/shared/time.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { startFakeNightscout } from '../../support/fake-nightscout.ts';
import { NOON, person, reading } from '../../support/readings.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';
import { valueOf } from '../history/history-folder.ts';

export const at = (minutes: number, changes: Partial<Reading> = {}): Reading =>
  reading({ measuredAt: NOON + minutes * MINUTE, ...changes });

/** A reading a minute. */
export const minutes = (from: number, to: number): Reading[] =>
  Array.from({ length: to - from }, (_, i) => at(from + i));

const ada: PersonInfo = { ...person(), target: null, unit: null };

/** Somebody who records, and a site to which it goes; nothing happens but what the test lets happen. */
export async function uploadWorld(settings: Partial<NightscoutSettings> = {}) {
  const site = await startFakeNightscout();
  onTestFinished(() => site.close());
  const clock = new FakeClock(NOON);
  const dataDir = temporaryDirectory();
  const vault = memoryVault();
  await vault.writeSecret('nightscout', site.token);
  const profile = new Profile({ dataDir, clock, places: { openVault: async () => ok(vault) } });
  onTestFinished(() => profile.close());
  const set = (change: Partial<NightscoutSettings>) =>
    valueOf(
      valueOf(profile.settings()).update((before) => ({
        ...before,
        nightscout: { ...before.nightscout, ...change },
      })),
    );
  set({ on: true, url: site.url, patientId: 'ada', ...settings });
  const told: (UploadState | null)[] = [];
  const may = { upload: true };
  const begin = () =>
    new NightscoutUpload({
      profile,
      dataDir,
      pulse: new Pulse(clock),
      mayUpload: () => may.upload,
      onChange: (state) => told.push(state),
      random: () => 0.5,
    });
  return {
    site,
    clock,
    dataDir,
    vault,
    profile,
    set,
    told,
    may,
    begin,
    record: async (...readings: Reading[]) =>
      valueOf(await profile.history.ask('record', { people: [ada], readings })),
    posts: () => site.received.filter(({ method }) => method === 'POST'),
    minutesAt: () => site.dates().map((date) => (date - NOON) / MINUTE),
  };
}
