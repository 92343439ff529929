import { join } from 'node:path';
import { writeExport } from '../../src/main/exchange/write-export.ts';
import { writeGivenPieces } from '../../src/main/files/given-file.ts';
import type { Profile } from '../../src/main/profile/profile.ts';
import { awaySummaries } from '../../src/main/reports/away.ts';
import { clinicReport, targetsOf } from '../../src/main/reports/clinic.ts';
import { happenedAt, journalDays } from '../../src/main/reports/journal.ts';
import { rehearsed } from '../../src/main/reports/rehearsal.ts';
import { rulesFor } from '../../src/shared/settings/settings.ts';
import type { Result } from '../../src/shared/result.ts';
import { DAY, HOUR } from '../../src/shared/time.ts';

/**
 * Asks all that the pages of the window ask of somebody, has the history looked through and copied, and takes the
 * readings along, as a file in `folder`. Throws where an answer is a problem.
 *
 * @param now ms UTC
 */
export async function dayOfUse(
  profile: Profile,
  { patientId, now, folder }: { patientId: string; now: number; folder: string },
): Promise<void> {
  const { history } = profile;
  const window = { from: { instant: now - 14 * DAY }, to: { instant: now } };
  const targets = targetsOf(profile, patientId);
  const rules = rulesFor(profile.currentSettings(), patientId);
  const date = new Date(now).toISOString().slice(0, 10);
  const asked = [
    () => history.ask('today', { patientId }),
    () => history.ask('chartPart', { patientId, from: now - DAY, to: now }),
    () => history.ask('usualBand', { patientId, before: now }),
    () => history.ask('days', { patientId, window }),
    () => history.ask('statistics', { patientId, window }),
    () => history.ask('compared', { patientId, window, targets }),
    () => history.ask('pattern', { patientId, window, only: null }),
    () => history.ask('patterns', { patientId, window }),
    () => clinicReport(profile, { patient: patientId, window, targets: null }),
    () => journalDays(profile, { date, days: 7 }),
    () => happenedAt(profile, { instant: now - HOUR }),
    () => rehearsed(profile, { patientId, rules }),
    () => history.ask('size', { patientIds: [patientId], from: now - DAY }),
    () => history.ask('inspect', null),
    () => history.ask('backup', { output: null }),
    () => history.ask('backups', null),
    ...(['archive', 'csv'] as const).map(
      (format) => () =>
        writeGivenPieces(join(folder, `export.${format}`), (put) => {
          const around = { profile, put, signal: new AbortController().signal };
          if (format === 'archive') return writeExport({ format, demo: false }, around);
          const rest = { patient: undefined, window: {}, names: true, decimalComma: false, demo: false };
          return writeExport({ format, ...rest, unitFor: (own) => own ?? 'mgdl' }, around);
        }),
    ),
  ] satisfies (() => Promise<Result<unknown>>)[];
  for (const [index, ask] of asked.entries()) {
    const answer = await ask();
    if (!answer.ok) throw new Error(`${index}: ${answer.problem.code}`);
  }
  await awaySummaries(profile, now - DAY, now);
}
