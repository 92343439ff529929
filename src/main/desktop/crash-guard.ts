import { app, dialog } from 'electron';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { desktop } from '../../shared/messages/en.ts';

const MOST_RELAUNCHES = 3;
const RELAUNCH_WINDOW_MS = 10 * 60_000;

/** Starts the program again after an error nobody expected; three times in ten minutes, then it says so and stops. */
export function relaunchOnError(dataDir: string): void {
  const file = join(dataDir, 'relaunches.json');
  const crash = () => {
    const now = Date.now();
    const before = readInstants(file).filter((at) => now - at < RELAUNCH_WINDOW_MS);
    if (before.length < MOST_RELAUNCHES) {
      writeFileSync(file, JSON.stringify([...before, now]), { mode: 0o600 });
      app.relaunch();
    } else {
      rmSync(file, { force: true });
      dialog.showErrorBox(desktop.stoppedTitle, desktop.stoppedText);
    }
    app.exit(1);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
}

function readInstants(file: string): number[] {
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(read) ? read.filter((at): at is number => typeof at === 'number') : [];
  } catch {
    return [];
  }
}

/**
 * Leaves a mark while the program runs. One that is still there at the next start says that the last run did not end as
 * it should have, and nobody watched since.
 *
 * @returns when the last run was last alive (ms UTC), if it did not end properly
 */
export function markRunning(dataDir: string): { stoppedAt: number | null; beat(): void; end(): void } {
  const file = join(dataDir, 'running.json');
  const [stoppedAt = null] = readInstants(file);
  const beat = () => {
    try {
      writeFileSync(file, JSON.stringify([Date.now()]), { mode: 0o600 });
    } catch {
      // A folder that cannot be written is said by whoever records there.
    }
  };
  beat();
  return { stoppedAt, beat, end: () => rmSync(file, { force: true }) };
}
