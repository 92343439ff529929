import { constants } from 'node:fs';
import { access, readFile, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { checkOf, type Check, type Finding } from '../../shared/doctor/checks.ts';
import { problem } from '../../shared/problems.ts';
import { migrateSettings } from '../../shared/settings/migrations.ts';
import { settingsSchema } from '../../shared/settings/schema.ts';
import {
  livingPoller,
  readKeptPoller,
  type KeptPoller,
  type NotWatching,
} from '../../shared/status/kept-poller.ts';
import { folderCause, openToOthers } from '../files/data-directory.ts';
import { answered, inTurn } from '../files/in-turn.ts';
import { goesOn } from '../files/named-process.ts';
import { parseBaseUrl } from '../settings/base-url.ts';
import type { Clock } from '../time/clock.ts';

/** So much is left free beside a copy of the history. */
const LEFT_FREE_BYTES = 64 * 1024 * 1024;

/** What a data folder shows from outside. */
export interface FolderFound {
  checks: Check[];
  /** The desktop is to keep the computer awake. */
  keepsAwake: boolean;
}

/** Folder, rights, space and settings, in turn with all else that is done to files; or that the disk does not answer. */
export function lookAtFolder(dataDir: string, clock: Pick<Clock, 'after'>): Promise<FolderFound> {
  const looked = inTurn(async () => {
    const { finding, keepsAwake } = await settings(dataDir);
    return {
      checks: [
        checkOf('folder', await folder(dataDir)),
        checkOf('rights', await rights(dataDir)),
        checkOf('space', await space(dataDir)),
        checkOf('settings', finding),
      ],
      keepsAwake,
    };
  });
  const hangs = problem('historyHangs', { path: dataDir });
  const unknown = (['rights', 'space', 'settings'] as const).map((one) => checkOf(one, { code: 'notUsed' }));
  const checks = [checkOf('folder', { code: 'problem', problem: hangs }), ...unknown];
  return answered(clock, looked, { checks, keepsAwake: false });
}

/** Who watches, by what is kept in the folder. */
export async function pollerOnDisk(
  dataDir: string,
  clock: Pick<Clock, 'now' | 'after'>,
): Promise<KeptPoller | NotWatching> {
  const text = inTurn(() => readFile(join(dataDir, 'state.json'), 'utf8').catch(() => ''));
  const kept = keptIn(await answered(clock, text, ''));
  return livingPoller(kept, clock.now(), goesOn);
}

function keptIn(text: string): KeptPoller | null {
  try {
    return readKeptPoller((JSON.parse(text) as { poller?: unknown } | null)?.poller);
  } catch {
    return null;
  }
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

async function rights(dataDir: string): Promise<Finding> {
  const path = await openToOthers(dataDir);
  return path === null ? { code: 'fine' } : { code: 'rightsOpen', path };
}

async function space(dataDir: string): Promise<Finding> {
  try {
    const { bavail, bsize } = await statfs(dataDir);
    const bytes = await stat(join(dataDir, 'history.db')).then(
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
async function settings(dataDir: string): Promise<{ finding: Finding; keepsAwake: boolean }> {
  const path = join(dataDir, 'config.json');
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return { finding: { code: 'fine' }, keepsAwake: false };
  const broken = { finding: { code: 'settingsBroken', path }, keepsAwake: false } as const;
  try {
    const migrated = migrateSettings(JSON.parse(text.replace(/^\uFEFF/, '')) as Record<string, unknown>);
    if (migrated.kind === 'newer')
      return { ...broken, finding: { code: 'problem', problem: problem('settingsNewer', { path }) } };
    if (migrated.kind !== 'current') return broken;
    const { data } = settingsSchema(parseBaseUrl).safeParse(migrated.settings);
    return data ? { finding: { code: 'fine' }, keepsAwake: data.desktop.keepAwake } : broken;
  } catch {
    return broken;
  }
}
