import { app } from 'electron';
import type { Result } from '../../../shared/result.ts';
import { DAY, SECOND } from '../../../shared/time.ts';
import { diagnostics } from '../../log/diagnostics.ts';
import { alarmTests } from '../../reports/journal.ts';
import type { Clock } from '../../time/clock.ts';
import { readStatus, type Reporting } from './status.ts';

const LOG_LINES = 2000;
const TESTS_OF_DAYS_MS = 90 * DAY;

/** What a person who is asked for help can send: no names, no values, nothing private; see `diagnostics`. */
export async function diagnose(
  reporting: Reporting & { clock: Pick<Clock, 'now'> },
): Promise<Result<string>> {
  const { program, session, snapshots, clock } = reporting;
  const status = await readStatus(reporting);
  const now = clock.now();
  const { log, running } = program;
  const { interruption } = running;
  const { following } = session;
  const { state, settings, vault, armed, notices, mode } = snapshots.last;
  const tests = following ? await alarmTests(following.profile, now - TESTS_OF_DAYS_MS, now) : [];
  return diagnostics(
    {
      at: now,
      program: {
        version: status.version,
        electron: status.electron,
        sqlite: status.sqlite,
        platform: status.platform,
        packaged: app.isPackaged,
        uptimeSeconds: Math.round((now - status.startedAt) / SECOND),
        mode,
        credentialsIn: vault?.kind ?? null,
        server: status.serverHost,
        sessionUntil: status.tokenExpiresAt,
        lastStopped: interruption?.stoppedAt ?? null,
        lastStopCrashed: interruption === null ? null : interruption.how === 'crashed',
      },
      history: { bytes: status.historyBytes, readings: status.recorded, checkedAt: status.historyCheckedAt },
      state,
      settings,
      vault,
      armed,
      shownBy: status.notifications,
      tests: tests.map(({ kind, reason, at }) => ({
        kind,
        outcome: reason as 'shown' | 'failed' | 'unknown',
        at,
      })),
      notices: notices.flatMap((notice) => (notice.code === 'problem' ? [notice.problem] : [])),
      counters: session.counters,
      logLines: await log.file.last(LOG_LINES),
      personNumber: log.personNumber,
    },
    log.redactor,
  );
}
