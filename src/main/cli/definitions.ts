import { VERSION } from '../profile/version.ts';
import { oneOf } from './choices.ts';
import { addAuthenticate, addLogout } from './commands/account.ts';
import { addAlarms } from './commands/alarms.ts';
import { addConnections } from './commands/connections.ts';
import { addImport, addImports } from './commands/imports.ts';
import { addBackup, addBackups, addRestore } from './commands/backups.ts';
import { addDoctor } from './commands/doctor.ts';
import { addErase } from './commands/erase.ts';
import { addExport } from './commands/export.ts';
import { addBackfill, addRecord } from './commands/record.ts';
import { addCurrent, addGraph, addHistory } from './commands/readings.ts';
import { addServe } from './commands/serve.ts';
import { addSimulate } from './commands/simulate.ts';
import { addStatus } from './commands/status.ts';
import { addPatterns } from './commands/patterns.ts';
import { addReport } from './commands/report.ts';
import { addStats } from './commands/stats.ts';
import { addDaily, addHourly, addTimeInRange } from './commands/summaries.ts';
import { addUpload } from './commands/upload.ts';
import { addWatch } from './commands/watch.ts';
import { addCompletion } from './commands/completion.ts';
import type { Host } from './host.ts';
import { terminalWidth, type Streams } from './output.ts';

const ABOUT = `Follows people who share their FreeStyle Libre readings through LibreLinkUp.

Unofficial: not made or approved by Abbott, and not a medical device. Dosing decisions should not be made based on \
this device. The user should follow instructions on the continuous glucose monitoring system.`;

/** Every command, in the order in which the help lists them. */
const COMMANDS: readonly ((host: Host) => void)[] = [
  addAuthenticate,
  addLogout,
  addConnections,
  addCurrent,
  addStatus,
  addGraph,
  addRecord,
  addBackfill,
  addHistory,
  addDaily,
  addHourly,
  addTimeInRange,
  addStats,
  addPatterns,
  addReport,
  addImport,
  addImports,
  addBackup,
  addBackups,
  addRestore,
  addExport,
  addErase,
  addAlarms,
  addServe,
  addDoctor,
  addSimulate,
  addUpload,
  addWatch,
  addCompletion,
];

/**
 * Defines what can be asked for: the options of the program and every command. Help, completion and manual are made of it.
 *
 * @param json a fault is told as JSON by whoever runs it, and not by the library
 */
export function defineProgram(host: Host, streams: Streams, json: boolean): void {
  const { program } = host;
  program
    .configureHelp({ minWidthToWrap: 20 })
    .description(ABOUT)
    .version(VERSION)
    .option('--data-dir <dir>', 'folder for history, settings and state')
    .option('--base-url <url>', 'server to ask (default: the one of the settings)')
    .option('--api-version <x.y.z>', 'version of the LibreLinkUp app to name to the server')
    .option('--demo', 'built-in simulator instead of an account, with a data folder of its own')
    .option('--json', 'print JSON')
    .addOption(oneOf('--unit <unit>', 'of text', ['mmol', 'mgdl']))
    .option('--lang <tag>', 'language of tables and messages, such as de (default: as the terminal is set)')
    .configureOutput({
      getOutHelpWidth: () => terminalWidth(streams.out) ?? 80,
      getErrHelpWidth: () => terminalWidth(streams.error) ?? 80,
      writeOut: (text) => void streams.out.write(text),
      // Told below, in one line, where JSON is wanted.
      writeErr: (text) => void (json || streams.error.write(text)),
    })
    .exitOverride()
    .showHelpAfterError('("glucoglance --help" lists what there is)');
  for (const add of COMMANDS) add(host);
}
