import { app } from 'electron';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { StatusReport } from '../../../shared/ipc/status.ts';
import { isFollowed } from '../../../shared/settings/settings.ts';
import { instantOf } from '../../../shared/statistics/civil-clock.ts';
import { MINUTE } from '../../../shared/time.ts';
import { answered, inTurn } from '../../files/in-turn.ts';
import { localDayStart, systemOffset } from '../../time/civil-time.ts';
import { systemClock } from '../../time/clock.ts';
import type { Profile } from '../../profile/profile.ts';
import { peopleOf } from '../../reports/people.ts';
import { BUILD, VERSION } from '../../profile/version.ts';
import type { Session } from '../../session/session.ts';
import type { Snapshots } from '../../session/snapshots.ts';
import type { DesktopAlarms } from '../alarms/desktop-alarms.ts';
import type { ProgramRun } from '../life/begin-run.ts';

/** The parts of the program that know how it is. */
export interface Reporting {
  program: Pick<ProgramRun, 'dataDir' | 'log' | 'startedAt' | 'running' | 'relaunch'>;
  session: Session;
  snapshots: Snapshots;
  alarms: Pick<DesktopAlarms, 'means'>;
}

/** Everything the status page shows beside the snapshot. */
export async function readStatus({ program, session, alarms }: Reporting): Promise<StatusReport> {
  const { following } = session;
  const dataDir = following?.dataDir ?? program.dataDir;
  const profile = following?.profile;
  const token = await profile?.vault().then((vault) => (vault.ok ? vault.value.readSession() : null));
  return {
    version: BUILD === '' ? VERSION : `${VERSION} (${BUILD})`,
    electron: process.versions['electron'] ?? '',
    ...(profile ? await heldIn(profile) : NOTHING_HELD),
    platform: `${process.platform} ${process.arch}, ${app.getLocale()}`,
    dataDir,
    logDir: program.log.file.folder,
    startedAt: program.startedAt,
    memory: program.relaunch.state,
    historyBytes: await sizeOf(join(dataDir, 'history.db')),
    historyCheckedAt: profile?.history.state.openedAt ?? null,
    serverHost: profile ? new URL(profile.baseUrl).host : '',
    tokenExpiresAt: token?.ok ? (token.value?.expiresAt ?? null) : null,
    notifications: alarms.means,
  };
}

/** What the history holds, and since this computer's midnight of everyone followed. */
async function heldIn(
  profile: Profile,
): Promise<Pick<StatusReport, 'sqlite' | 'recorded' | 'readingsToday'>> {
  const now = profile.time.now();
  const from = instantOf(localDayStart(now, 0, systemOffset), systemOffset);
  const people = await peopleOf(profile);
  const settings = profile.currentSettings();
  const followed = people.ok ? people.value.filter(({ patientId }) => isFollowed(settings, patientId)) : [];
  const patientIds = followed.map(({ patientId }) => patientId);
  const held = await profile.history.ask('size', { patientIds, from });
  if (!held.ok) return NOTHING_HELD;
  const { sqlite, readings, since } = held.value;
  // A Libre sensor gives about one a minute.
  const readingsToday = { recorded: since, expected: followed.length * Math.floor((now - from) / MINUTE) };
  return { sqlite, recorded: readings, readingsToday: people.ok ? readingsToday : null };
}

const NOTHING_HELD = { sqlite: null, recorded: null, readingsToday: null };

/** Asked once of a disk that hangs, however often somebody looks. */
let asking: { path: string; size: Promise<number | null> } | null = null;

/** null also where the disk does not say. */
function sizeOf(path: string): Promise<number | null> {
  if (asking?.path !== path) {
    const read = () =>
      stat(path).then(
        (found) => found.size,
        () => null,
      );
    const own = { path, size: inTurn(read).finally(() => asking === own && (asking = null)) };
    asking = own;
  }
  return answered(systemClock, asking.size, null);
}
