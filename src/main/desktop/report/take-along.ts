import type { WebContents } from 'electron';
import { basename } from 'node:path';
import type { ReportWanted } from '../../../shared/ipc/reports.ts';
import { problem } from '../../../shared/problems.ts';
import type { Paper } from '../../../shared/report/paper.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { writeGivenFile } from '../../files/given-file.ts';
import type { Profile } from '../../profile/profile.ts';
import { clinicReport } from '../../reports/clinic.ts';
import { windowOf } from '../../reports/period.ts';
import type { Clock } from '../../time/clock.ts';
import { askWhereToSave } from '../windows/save-dialog.ts';
import { onHiddenPage } from './hidden-page.ts';
import { NotAnswered, withinLimit } from './within-limit.ts';

/** Who wants it, and until when. */
interface Around {
  profile: Profile;
  clock: Clock;
  /** The window that asks. */
  asker: WebContents;
  /** Nobody wants it any more. */
  signal: AbortSignal;
  onFault: (error: unknown) => void;
}

const PDF = { stem: 'glucose-report', kind: 'PDF', ending: 'pdf' };
const SIZES = { a4: 'A4', letter: 'Letter' } as const satisfies Record<Paper, string>;

/** Saves the report as a PDF where the person says; null: they thought better of it. */
export function saveReport(wanted: ReportWanted, around: Around): Promise<Result<{ file: string } | null>> {
  const { asker, clock, signal } = around;
  return told<{ file: string } | null>(around, async () => {
    const now = clock.now();
    const path = await askWhereToSave(PDF, { asker, now, signal });
    if (path === null) return ok(null);
    return withinLimit(clock, signal, async (within) => {
      const html = await htmlOf(wanted, around.profile, within);
      if (!html.ok) return html;
      const pdf = await onHiddenPage(html.value, within, (page) =>
        page.printToPDF({
          preferCSSPageSize: true,
          printBackground: true,
          generateTaggedPDF: true,
          generateDocumentOutline: true,
        }),
      );
      // Not in turn with our own files: a disk of theirs that hangs must not keep the alarms' state waiting.
      const written = await writeGivenFile(path, pdf, within);
      return written.ok ? ok({ file: basename(path) }) : written;
    });
  });
}

/** Prints the report after the system's questions, which may take as long as the person does. */
export function printReport(wanted: ReportWanted, around: Around): Promise<Result<{ printed: boolean }>> {
  const { clock, profile, signal } = around;
  return told(around, async () => {
    const html = await withinLimit(clock, signal, (within) => htmlOf(wanted, profile, within));
    if (!html.ok) return html;
    return onHiddenPage(html.value, signal, (page) => printed(page, wanted.paper));
  });
}

/** What Electron says where the person closed the dialog. */
const CANCELLED = /cancell?ed/i;

function printed(page: WebContents, paper: Paper): Promise<Result<{ printed: boolean }>> {
  return new Promise((settle, reject) => {
    page.print({ printBackground: true, pageSize: SIZES[paper] }, (success, reason) => {
      if (success || CANCELLED.test(reason)) settle(ok({ printed: success }));
      else reject(new Error(reason));
    });
  });
}

let before: Promise<unknown> = Promise.resolve();

/**
 * One after the other, for each has a window and a dialog of its own. What goes wrong on the way becomes a problem,
 * unless it is not wanted any more.
 */
async function told<T>({ signal, onFault }: Around, act: () => Promise<Result<T>>): Promise<Result<T>> {
  const done = before.then(act);
  before = done.catch(() => {});
  try {
    return await done;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof NotAnswered) return fail(problem('reportFailed', { cause: 'noAnswer' }));
    onFault(error);
    return fail(problem('reportFailed', { cause: 'unknownError' }));
  }
}

/** The same page as the command line writes, of what was seen. */
async function htmlOf(
  { patientId, period, until, paper, named }: ReportWanted,
  profile: Profile,
  signal: AbortSignal,
): Promise<Result<string>> {
  const asked = { patient: patientId, window: windowOf(period, until), targets: null };
  const report = await clinicReport(profile, asked, signal);
  if (!report.ok) return report;
  // Only here: nobody who wants no report pays for what draws it.
  const { reportHtml } = await import('../../../shared/report/report-html.tsx');
  return ok(reportHtml({ ...report.value, name: named ? report.value.name : null }, paper));
}
