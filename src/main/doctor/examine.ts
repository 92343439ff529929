import { join } from 'node:path';
import type { ArmedFault } from '../../shared/alarms/armed.ts';
import { checkOf, checksOfFaults, inOrder, type Check, type Finding } from '../../shared/doctor/checks.ts';
import { eveningCheckOf, nightChecks } from '../../shared/doctor/night-checks.ts';
import type { ComputerTold } from '../../shared/night/told.ts';
import type { Result } from '../../shared/result.ts';
import type { KeptPoller, NotWatching } from '../../shared/status/kept-poller.ts';
import { DAY } from '../../shared/time.ts';
import { lastEveningCheck } from '../evening/evening-file.ts';
import { answered } from '../files/in-turn.ts';
import type { Inspection } from '../history/inspect.ts';
import type { Clock } from '../time/clock.ts';
import { lookAtFolder } from './on-disk.ts';

/** A backup is made each day; the night of one that was missed is no fault yet. */
const BACKUP_TOO_OLD_MS = 2 * DAY;

/** What of the process that asks the server is told. */
export type Watching = Pick<KeptPoller, 'by' | 'answeredAt' | 'link'>;

/** How the history is, and when the last copy of it was made, ms UTC; null: there is none. */
export interface HistoryFound {
  inspection: Result<Inspection>;
  backupAt: number | null;
}

/** How what lies behind the folder is asked here. */
export interface Ways {
  demo: boolean;
  /** Who asks the server, and what its self-check says; null: it is no desktop. */
  watching: () => Promise<{ poller: Watching | NotWatching; faults: readonly ArmedFault[] | null }>;
  history: () => Promise<HistoryFound>;
  /** Opens the keychain, with a round trip; null where none is used. */
  openKeychain: (() => Promise<Result<unknown>>) | null;
  /** Asks the server once; null: it is not to be asked. */
  askServer: (() => Promise<Result<unknown>>) | null;
  /** What the computer tells of itself. */
  computer: () => Promise<ComputerTold>;
  /** How far the computer's clock is ahead, as the server says once it is asked, ms; null: it is right, or nobody knows. */
  clockWrongBy: () => number | null;
}

const STEPS = 6;

/**
 * Looks at everything that could keep readings from coming, being kept or being noticed; changes nothing.
 *
 * @param clock the computer's
 * @param onProgress told how much of it is done, a share of one
 */
export async function examine(
  dataDir: string,
  clock: Pick<Clock, 'now' | 'after'>,
  ways: Ways,
  onProgress: (done: number) => void = () => {},
): Promise<Check[]> {
  let done = 0;
  const step = async <T>(work: Promise<T>): Promise<T> => {
    const found = await work;
    onProgress(++done / STEPS);
    return found;
  };
  const { checks, keepsAwake } = await step(lookAtFolder(dataDir, clock));
  const history = await step(ways.history());
  const { poller, faults } = await step(ways.watching());
  const watching = 'by' in poller ? poller : null;
  const server = await step(findingOf(ways.askServer));
  const keychain = await step(findingOf(ways.openKeychain));
  const isKeptAwake = keepsAwake && watching?.by === 'desktop' && !ways.demo;
  const told = await step(ways.computer());
  const evening = ways.demo ? null : await answered(clock, lastEveningCheck(dataDir), null);
  return inOrder([
    ...checks,
    checkOf('history', historyFinding(history, join(dataDir, 'history.db'))),
    checkOf('backup', ways.demo ? { code: 'notUsed' } : backupFinding(history, clock.now())),
    checkOf('keychain', keychain),
    checkOf('clock', clockFinding(watching, ways.clockWrongBy(), server)),
    checkOf(
      'poller',
      watching === null ? { code: 'link', link: poller as NotWatching } : watchingFinding(watching),
    ),
    checkOf('server', serverFinding(watching, server)),
    ...checksOfFaults(faults),
    ...nightChecks(told, isKeptAwake),
    eveningCheckOf(evening),
  ]);
}

async function findingOf(ask: (() => Promise<Result<unknown>>) | null): Promise<Finding> {
  if (ask === null) return { code: 'notUsed' };
  const result = await ask();
  return result.ok ? { code: 'fine' } : { code: 'problem', problem: result.problem };
}

function historyFinding({ inspection }: HistoryFound, path: string): Finding {
  if (!inspection.ok) return { code: 'problem', problem: inspection.problem };
  const { value } = inspection;
  if (value.kind === 'none') return { code: 'historyNone' };
  return value.kind === 'broken'
    ? { code: 'historyBroken', path }
    : { code: 'historyFine', readings: value.readings };
}

function backupFinding({ inspection, backupAt: at }: HistoryFound, now: number): Finding {
  if (at !== null) return { code: now - at > BACKUP_TOO_OLD_MS ? 'backupOld' : 'backupAt', at };
  return inspection.ok && inspection.value.kind !== 'none' ? { code: 'backupNone' } : { code: 'notUsed' };
}

function watchingFinding({ by, answeredAt }: Watching): Finding {
  return { code: 'polledBy', by, answeredAt };
}

/** What the server told whoever asked it last: the process that watches, or this one. */
function clockFinding(watching: Watching | null, wrongBy: number | null, server: Finding): Finding {
  if (watching?.link.code === 'clockWrong') return { code: 'link', link: watching.link };
  if (wrongBy !== null) return { code: 'link', link: { code: 'clockWrong', byMs: wrongBy } };
  return watching?.answeredAt != null || server.code === 'fine' ? { code: 'fine' } : { code: 'notUsed' };
}

/** What the process that watches knows of it says more than another question would, and costs the account nothing. */
function serverFinding(watching: Watching | null, asked: Finding): Finding {
  if (asked.code !== 'notUsed' || watching === null) return asked;
  return watching.link.code === 'problem' ? { code: 'link', link: watching.link } : { code: 'fine' };
}
