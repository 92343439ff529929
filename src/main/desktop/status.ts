import { app } from 'electron';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { StatusReport } from '../../shared/ipc.ts';
import { isFollowed } from '../../shared/settings/settings.ts';
import { instantOf } from '../../shared/statistics/civil-clock.ts';
import { localDayStart, systemOffset } from '../civil-time.ts';
import type { GlucoseService } from '../service.ts';
import { VERSION } from '../version.ts';
import type { AccountSession } from './account-session.ts';

const MINUTE = 60_000;

export interface StatusOptions {
  session: AccountSession;
  dataDir: string;
  logDir: string;
  /** ms UTC */
  startedAt: number;
  /** By what means a notification is shown here. */
  notifications: string;
}

/** Everything the status page shows beside the snapshot. */
export async function readStatus(options: StatusOptions): Promise<StatusReport> {
  const { session, logDir, startedAt, notifications } = options;
  const { following } = session;
  const dataDir = following?.dataDir ?? options.dataDir;
  const service = following?.service;
  const token = await service?.resources
    .vault()
    .then((vault) => (vault.ok ? vault.value.readSession() : null));
  return {
    version: VERSION,
    electron: process.versions['electron'] ?? '',
    sqlite: service ? sqliteOf(service) : null,
    platform: `${process.platform} ${process.arch}, ${app.getLocale()}`,
    dataDir,
    logDir,
    startedAt,
    historyBytes: sizeOf(join(dataDir, 'history.db')),
    historyCheckedAt: service?.resources.historyOpenedAt ?? null,
    recorded: service ? recordedOf(service) : null,
    readingsToday: service ? readingsToday(service) : null,
    serverHost: service ? new URL(service.resources.baseUrl).host : '',
    tokenExpiresAt: token?.ok ? (token.value?.expiresAt ?? null) : null,
    notifications,
  };
}

function sqliteOf(service: GlucoseService): string | null {
  const history = service.resources.history();
  return history.ok ? history.value.sqlite : null;
}

function recordedOf(service: GlucoseService): number | null {
  const history = service.resources.history();
  const counted = history.ok ? history.value.read((stored) => stored.count()) : history;
  return counted.ok ? counted.value : null;
}

/** Of everyone followed, since this computer's midnight; a Libre sensor gives about one a minute. */
function readingsToday(service: GlucoseService): StatusReport['readingsToday'] {
  const now = service.now();
  const midnight = instantOf(localDayStart(now, 0, systemOffset), systemOffset);
  const people = service.people();
  const history = service.resources.history();
  if (!people.ok || !history.ok) return null;
  const settings = service.resources.currentSettings();
  const followed = people.value.filter(({ patientId }) => isFollowed(settings, patientId));
  const counted = history.value.read((stored) =>
    followed.map(({ patientId }) => stored.series(patientId, { from: midnight, to: now }).at.length),
  );
  if (!counted.ok) return null;
  return {
    recorded: counted.value.reduce((sum, one) => sum + one, 0),
    expected: followed.length * Math.floor((now - midnight) / MINUTE),
  };
}

function sizeOf(path: string): number | null {
  try {
    return statSync(path).size;
  } catch {
    return null;
  }
}
