import type { Snapshots } from '../../session/snapshots.ts';
import type { Pulse } from '../../time/pulse.ts';
import { REPOSITORY, VERSION } from '../../profile/version.ts';
import { releasesOf, type Releases } from '../../updates/releases.ts';
import { UpdateWatch } from '../../updates/update-watch.ts';
import { newsMustWait, type UpdateState } from '../../../shared/state/update-state.ts';
import { fetchUnkept } from '../profile/fetch-unkept.ts';
import type { ProgramRun } from './begin-run.ts';

/** Where releases of this very build are; null: nobody has said, and nobody is asked. */
export const RELEASES = releasesOf(REPOSITORY);

/** Looks for newer versions, where that is switched on. @param releases null: there is nowhere to look */
export function watchUpdates(
  { dataDir, ending, fault }: Pick<ProgramRun, 'dataDir' | 'ending' | 'fault'>,
  { snapshots, pulse }: { snapshots: Snapshots; pulse: Pulse },
  releases: Releases | null = RELEASES,
): void {
  if (releases === null) return;
  const watch = new UpdateWatch({
    dataDir,
    pulse,
    releases,
    version: VERSION,
    by: broughtBy(process.env),
    fetch: fetchUnkept,
    isWanted: () => snapshots.last.settings.desktop.updates,
    mustWait: () => newsMustWait(snapshots.last),
    publish: (state) => snapshots.publishUpdate(state),
    onFault: fault('updates'),
  });
  ending.atOnce(() => watch.stop());
  watch.start();
}

/** Some systems bring new versions themselves, and say in the environment that they have started a program. */
export function broughtBy(env: Readonly<Record<string, string | undefined>>): UpdateState['by'] {
  if (env['FLATPAK_ID']) return 'flatpak';
  return env['SNAP'] ? 'snap' : 'page';
}
