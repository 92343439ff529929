import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { tenthText } from '../../../shared/messages/figures.ts';
import { say } from '../../../shared/messages/say.ts';
import { backupSentences, restoredSentence } from '../../../shared/messages/sentences/restoring.ts';
import { problem } from '../../../shared/problems.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { AnswerOf } from '../../history/acts.ts';
import { holdingFolder } from '../../monitor/holding-folder.ts';
import { systemOffset } from '../../time/civil-time.ts';
import { systemClock } from '../../time/clock.ts';
import { civilColumn } from '../civil-column.ts';
import type { Host } from '../host.ts';
import { localTime } from '../output.ts';
import { askYes, isInteractive } from '../prompt.ts';
import type { Session } from '../session.ts';

const MEGABYTE = 1024 * 1024;

export function addBackup({ program, run }: Host): void {
  program
    .command('backup')
    .description('make a verified copy of the history now')
    .option('--output <file>', 'file to write (default: among the backups of the data folder)')
    .action((given: { output?: string }) => run((session) => backup(session, given.output)));
}

export function addBackups({ program, run }: Host): void {
  program
    .command('backups')
    .description('list the backups')
    .action(() => run(listBackups));
}

export function addRestore({ program, run }: Host): void {
  program
    .command('restore')
    .description('put a backup in the place of the history, which is set aside first')
    .argument('<file>', 'a backup, or its name among those of the data folder')
    .option('--yes', 'without asking')
    .action((file: string, given: { yes?: true }) =>
      run((session) => restore(session, file, given.yes === true)),
    );
}

async function backup({ profile, options, output }: Session, given?: string): Promise<Result<void>> {
  if (given?.trim() === '')
    return fail(problem('badInput', { what: '--output', given: '', expected: { code: 'outputFile' } }));
  const target = given === undefined ? null : resolve(given);
  const made = await profile.history.ask('backup', { output: target });
  if (!made.ok) return made;
  const { path, bytes, readings } = made.value;
  if (options.json) await output.json({ file: path, bytes, readings });
  else
    output.say(
      say('commandLine.backedUp', { file: path, count: readings, megabytes: tenthText(bytes / MEGABYTE) }),
    );
  return ok(undefined);
}

async function listBackups({ profile, options, output }: Session): Promise<Result<void>> {
  const listed = await profile.history.ask('backups', null);
  if (!listed.ok) return listed;
  if (options.json) {
    await output.json(
      listed.value.map(({ path, bytes, contents, at }) => ({
        file: path,
        bytes,
        readings: contents?.readings ?? null,
        at: new Date(at).toISOString(),
        verified: contents !== null,
      })),
    );
  } else if (listed.value.length === 0) output.say(say('commandLine.noBackups'));
  else printTable(output, listed.value);
  return ok(undefined);
}

function printTable(output: Session['output'], listed: AnswerOf<'backups'>): void {
  const column = (heading: string, instants: readonly (number | null | undefined)[]) =>
    civilColumn(
      heading,
      instants.map((at) => (at == null ? null : { at, offset: systemOffset(at) })),
    );
  const made = column(
    say('commandLine.headings.made'),
    listed.map(({ at }) => at),
  );
  const from = column(
    say('commandLine.headings.from'),
    listed.map(({ contents }) => contents?.from),
  );
  const to = column(
    say('commandLine.headings.to'),
    listed.map(({ contents }) => contents?.to),
  );
  output.table(
    [
      { heading: say('commandLine.headings.file'), whole: true },
      { heading: say('commandLine.headings.state') },
      { heading: say('commandLine.headings.readings'), number: true },
      { heading: say('commandLine.headings.people'), number: true, spare: 2 },
      { heading: made.heading, spare: 4 },
      { heading: from.heading, spare: 3 },
      { heading: to.heading, spare: 3 },
      { heading: `${say('commandLine.headings.size')} (MB)`, number: true, spare: 1 },
    ],
    listed.map(({ path, bytes, contents }, index) => [
      basename(path),
      contents ? say('commandLine.backupSound') : say('commandLine.backupNotSound'),
      contents ? String(contents.readings) : '',
      contents ? String(contents.people) : '',
      made.cells[index]!,
      from.cells[index]!,
      to.cells[index]!,
      tenthText(bytes / MEGABYTE),
    ]),
  );
}

async function restore(session: Session, given: string, isSure: boolean): Promise<Result<void>> {
  const { profile, options, output } = session;
  const path = backupNamed(given, options.dataDir);
  return holdingFolder(options.dataDir, systemClock, async (hold) => {
    const looked = await profile.history.ask('lookIntoBackup', { path });
    if (!looked.ok) return looked;
    if (!isSure) {
      const agreed = await consent(session, looked.value);
      if (!agreed.ok || !agreed.value) return agreed.ok ? ok(undefined) : agreed;
      const held = await hold();
      if (!held.ok) return held;
    }
    const restored = await profile.history.ask('restore', { path });
    if (!restored.ok) return restored;
    const { setAside, readings } = restored.value;
    if (options.json) await output.json({ restored: path, setAside, readings });
    else output.say(restoredSentence({ readings, setAside }));
    return ok(undefined);
  });
}

/** A file where there is one; else that of this name among the backups. */
function backupNamed(given: string, dataDir: string): string {
  const path = resolve(given);
  const known = join(dataDir, 'backups', given);
  return !existsSync(path) && basename(given) === given && existsSync(known) ? known : path;
}

/** Shows what it would come to, and asks. False: it is to be left. */
async function consent(session: Session, looked: AnswerOf<'lookIntoBackup'>): Promise<Result<boolean>> {
  const { output } = session;
  for (const line of backupSentences(looked, localTime)) output.say(line);
  if (!isInteractive())
    return fail(problem('badInput', { what: '--yes', given: '', expected: { code: 'yesNeeded' } }));
  const answer = await session.unlimited(askYes(say('commandLine.askRestore')));
  if (answer === null) return fail(problem('promptEnded', {}));
  if (!answer) output.say(say('commandLine.restoreLeft'));
  return ok(answer);
}
