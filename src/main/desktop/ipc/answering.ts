import type { WebContents } from 'electron';
import { z } from '../../../shared/schemas.ts';
import type { Channel, Contracts } from '../../../shared/ipc/contracts.ts';
import { dateAsUtc } from '../../../shared/statistics/period.ts';
import type { FilesAtHand } from '../../exchange/files-at-hand.ts';
import type { Session } from '../../session/session.ts';
import type { Snapshots } from '../../session/snapshots.ts';
import type { Clock } from '../../time/clock.ts';
import type { DesktopAlarms } from '../alarms/desktop-alarms.ts';
import type { ProgramRun } from '../life/begin-run.ts';
import type { Quitting } from '../life/quitting.ts';
import type { MainWindow } from '../windows/main-window.ts';
import type { LongWork } from './long-work.ts';

/** The program, as far as a window may reach it. */
export interface Served {
  program: ProgramRun;
  clock: Clock;
  session: Session;
  snapshots: Snapshots;
  alarms: DesktopAlarms;
  window: MainWindow;
  quitting: Quitting;
}

/** Who asks, and what else was asked. */
export interface Asking {
  window: WebContents;
  /** Nobody waits for the answer any more. */
  signal: AbortSignal;
  work: LongWork;
  /** What this program's windows are about to import. */
  files: FilesAtHand;
  /** Tells the window how much of it is done, a share of one. */
  progress: (done: number) => void;
}

/** What a channel accepts, and what it does. No answer gives a secret to the window or takes an address from it. */
export interface Answering<C extends Channel> {
  /** Anything else never reaches the answer. */
  request: z.ZodType<Contracts[C]['request']>;
  answer: (
    served: Served,
    request: Contracts[C]['request'],
    asking: Asking,
  ) => Promise<Contracts[C]['response']> | Contracts[C]['response'];
}

/** Every channel of a subject. */
export type Answers<C extends Channel> = { [One in C]: Answering<One> };

export const nothing = z.undefined();
export const text = (longest: number) => z.string().min(1).max(longest);
export const patientId = text(100);
/** ms UTC, to the end of this century. */
export const instant = z.int().min(0).max(4_102_444_800_000);
/** `2026-11-21` */
export const civilDate = z.string().refine((date) => dateAsUtc(date) !== null);
/** What a window calls a piece of work of its own. */
export const workNumber = z.int().min(1);
