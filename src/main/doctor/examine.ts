import { constants } from 'node:fs';
import { access, readFile, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { checkOf, checksOfFaults, inOrder, type Check, type Finding } from '../../shared/doctor/checks.ts';
import { problem } from '../../shared/problems.ts';
import type { Result } from '../../shared/result.ts';
import { migrateSettings } from '../../shared/settings/migrations.ts';
import { settingsSchema } from '../../shared/settings/schema.ts';
import { livingPoller, readKeptPoller, type KeptPoller } from '../../shared/status/kept-poller.ts';
import { DAY } from '../../shared/time.ts';
import { folderCause, openToOthers } from '../files/data-directory.ts';
import { inspectHistory, newestBackup } from '../history/inspect.ts';
import { parseBaseUrl } from '../settings/base-url.ts';
import { sleepMinutes } from './sleep-settings.ts';

/** A backup is made each day; the night of one that was missed is no fault yet. */
const BACKUP_TOO_OLD_MS = 2 * DAY;
/** So much is left free beside a copy of the history. */
const LEFT_FREE_BYTES = 64 * 1024 * 1024;

export interface ExamineOptions {
  dataDir: string;
  /** The computer's clock, ms UTC. */
  now: number;
  demo: boolean;
  /** Opens the keychain, with a round trip; null where none is used. */
  openKeychain: (() => Promise<Result<unknown>>) | null;
  /** Asks the server once; null: it is not to be asked. */
  askServer: (() => Promise<Result<unknown>>) | null;
  /** How far the computer's clock is ahead, as the server says once it is asked, ms; null: it is right, or nobody knows. */
  clockWrongBy: () => number | null;
}

/** Looks at everything that could keep readings from coming, being kept or being noticed; changes nothing. */
export async function examine(options: ExamineOptions): Promise<Check[]> {
  const { dataDir, now, openKeychain, askServer } = options;
  const path = join(dataDir, 'history.db');
  const kept = await poller(dataDir);
  const living = livingPoller(kept, now);
  const watching = 'by' in living ? living : null;
  const server: Finding = askServer === null ? { code: 'notUsed' } : findingOf(await askServer());
  const keychain: Finding = openKeychain === null ? { code: 'notUsed' } : findingOf(await openKeychain());
  const open = openToOthers(dataDir);
  return inOrder([
    checkOf('folder', await folder(dataDir)),
    checkOf('rights', open === null ? { code: 'fine' } : { code: 'rightsOpen', path: open }),
    checkOf('space', await space(dataDir, path)),
    checkOf('settings', await settings(dataDir)),
    checkOf('history', history(path)),
    checkOf('backup', options.demo ? { code: 'notUsed' } : backup(path, now)),
    checkOf('keychain', keychain),
    checkOf('clock', clock(watching, options, server)),
    checkOf(
      'poller',
      'by' in living
        ? { code: 'polledBy', by: living.by, answeredAt: living.answeredAt }
        : { code: 'link', link: living },
    ),
    checkOf('server', serverOf(watching, server)),
    ...checksOfFaults(watching?.faults ?? null),
    checkOf('sleep', sleep(await sleepMinutes())),
  ]);
}

async function poller(dataDir: string): Promise<KeptPoller | null> {
  try {
    const state: unknown = JSON.parse(await readFile(join(dataDir, 'state.json'), 'utf8'));
    return readKeptPoller((state as { poller?: unknown } | null)?.poller);
  } catch {
    return null;
  }
}

function findingOf(result: Result<unknown>): Finding {
  return result.ok ? { code: 'fine' } : { code: 'problem', problem: result.problem };
}

async function folder(path: string): Promise<Finding> {
  try {
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return { code: 'folderFine', path };
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (isMissing) return { code: 'folderNone', path };
    return { code: 'problem', problem: problem('folderUnusable', { path, cause: folderCause(error) }) };
  }
}

async function space(dataDir: string, path: string): Promise<Finding> {
  try {
    const { bavail, bsize } = await statfs(dataDir);
    const bytes = await stat(path).then(
      ({ size }) => size,
      () => 0,
    );
    if (bavail * bsize < bytes + LEFT_FREE_BYTES)
      return { code: 'problem', problem: problem('diskNearlyFull', { path: dataDir }) };
    return { code: 'spaceLeft', megabytes: Math.floor((bavail * bsize) / 1e6) };
  } catch {
    return { code: 'notUsed' };
  }
}

/** As whoever opens them next would find them. */
async function settings(dataDir: string): Promise<Finding> {
  const path = join(dataDir, 'config.json');
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return { code: 'fine' };
  try {
    const migrated = migrateSettings(JSON.parse(text.replace(/^\uFEFF/, '')) as Record<string, unknown>);
    if (migrated.kind === 'newer') return { code: 'problem', problem: problem('settingsNewer', { path }) };
    const isRead =
      migrated.kind === 'current' && settingsSchema(parseBaseUrl).safeParse(migrated.settings).success;
    return isRead ? { code: 'fine' } : { code: 'settingsBroken', path };
  } catch {
    return { code: 'settingsBroken', path };
  }
}

function history(path: string): Finding {
  const inspected = inspectHistory(path);
  if (!inspected.ok) return { code: 'problem', problem: inspected.problem };
  const { value } = inspected;
  if (value.kind === 'none') return { code: 'historyNone' };
  return value.kind === 'broken'
    ? { code: 'historyBroken', path }
    : { code: 'historyFine', readings: value.readings };
}

function backup(path: string, now: number): Finding {
  const at = newestBackup(path);
  if (at === null) return inspectable(path) ? { code: 'backupNone' } : { code: 'notUsed' };
  return { code: now - at > BACKUP_TOO_OLD_MS ? 'backupOld' : 'backupAt', at };
}

function inspectable(path: string): boolean {
  const { ok, ...rest } = inspectHistory(path);
  return ok && 'value' in rest && rest.value.kind !== 'none';
}

/** What the server told whoever asked it last: the process that watches, or this one. */
function clock(watching: KeptPoller | null, { clockWrongBy }: ExamineOptions, server: Finding): Finding {
  if (watching?.link.code === 'clockWrong') return { code: 'link', link: watching.link };
  const byMs = clockWrongBy();
  if (byMs !== null) return { code: 'link', link: { code: 'clockWrong', byMs } };
  return watching?.answeredAt != null || server.code === 'fine' ? { code: 'fine' } : { code: 'notUsed' };
}

/** What the process that watches knows of it says more than another question would, and costs the account nothing. */
function serverOf(watching: KeptPoller | null, asked: Finding): Finding {
  if (asked.code !== 'notUsed' || watching === null) return asked;
  return watching.link.code === 'problem' ? { code: 'link', link: watching.link } : { code: 'fine' };
}

function sleep(minutes: number | null): Finding {
  if (minutes === null) return { code: 'notUsed' };
  return minutes === 0 ? { code: 'fine' } : { code: 'sleepsAfter', minutes };
}
