import { say } from '../../../shared/messages/say.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { PAPERS } from '../../../shared/report/paper.ts';
import { TARGET_SETS } from '../../../shared/statistics/target-sets.ts';
import { writeGivenFile } from '../../files/given-file.ts';
import { readOneOf, readOutput } from '../arguments.ts';
import { oneOf } from '../choices.ts';
import type { Host } from '../host.ts';
import type { Session } from '../session.ts';
import { PERIOD, readPeriod, type PeriodOptions } from './stats.ts';

interface ReportOptions extends PeriodOptions {
  output?: string;
  targets?: string;
  paper: string;
  anonymous?: boolean;
}

export function addReport({ program, run }: Host): void {
  program
    .command('report')
    .description('the glucose report for a clinic visit: one HTML file that prints as two pages')
    .argument('[patient]', 'id or name')
    .option(...PERIOD.days)
    .option(...PERIOD.from)
    .option(...PERIOD.to)
    .option('--output <file>', 'file to write (default: standard output)')
    .addOption(oneOf('--targets <set>', "whose goals (default: the person's)", TARGET_SETS))
    .addOption(oneOf('--paper <size>', 'of the pages', PAPERS, 'a4'))
    .option('--anonymous', 'leave the name blank, to be written by hand')
    .action((patient: string | undefined, given: ReportOptions) =>
      run((session) => report(session, patient, given)),
    );
}

async function report(
  session: Session,
  patient: string | undefined,
  given: ReportOptions,
): Promise<Result<void>> {
  const { service, output, options } = session;
  const targets = given.targets === undefined ? ok(null) : readOneOf('--targets', given.targets, TARGET_SETS);
  if (!targets.ok) return targets;
  const paper = readOneOf('--paper', given.paper, PAPERS);
  if (!paper.ok) return paper;
  const checked = readOutput(given.output, options.json);
  if (!checked.ok) return checked;
  const file = checked.value;
  const window = await readPeriod(given, service.now());
  if (!window.ok) return window;
  const report = await service.clinicReport(patient, window.value, targets.value);
  if (!report.ok) return report;
  const { figures, name, unit } = report.value;
  // Only here: no other command pays for what draws.
  const { reportHtml } = await import('../../../shared/report/report-html.tsx');
  const shown = { ...report.value, name: given.anonymous ? null : name, unit: options.unit ?? unit };
  const html = reportHtml(shown, paper.value);
  if (file === undefined) {
    output.document(html);
    return ok(undefined);
  }
  const written = await writeGivenFile(file, html);
  if (!written.ok) return written;
  const { from, to, readings, coveragePercent } = figures.statistics;
  const iso = (instant: number) => new Date(instant).toISOString();
  if (options.json)
    await output.json({ from: iso(from), to: iso(to), output: file, readings, coveragePercent });
  else output.say(say('commandLine.reportWritten', { output: file }));
  return ok(undefined);
}
