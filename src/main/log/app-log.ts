import type { Clock } from '../time/clock.ts';
import { createLog, type PeopleLog } from './log.ts';
import { numbering } from './numbering.ts';
import { createRedactor, type Redactor } from './redact.ts';
import { openLogFile, type LogFile } from './log-file.ts';

/** The log of this run, with what keeps it free of names and secrets. */
export interface AppLog extends PeopleLog {
  readonly redactor: Redactor;
  readonly file: LogFile;
  /** Writes at once what still waits, for a process that ends. */
  writeNow(): void;
}

export function openAppLog(dataDir: string, clock: Clock): AppLog {
  const redactor = createRedactor();
  const file = openLogFile(dataDir, clock, (lines) => log.write({ event: 'LOG_LOST', lines }));
  const log = createLog(
    clock,
    (line) => redactor.redact(line),
    (line) => file.write(line),
  );
  return { ...log, redactor, file, writeNow: () => file.writeNow(), personNumber: numbering() };
}
