import type { Reading } from '../../shared/glucose/reading.ts';
import type { AppState } from '../../shared/state/app-state.ts';
import type { PersonInfo } from '../history/people.ts';

/** What the monitor tells its listeners; a reading before it is recorded, so that an alarm never waits for a disk. */
export type MonitorEvent =
  | { type: 'reading'; reading: Reading; person: PersonInfo }
  | { type: 'state'; state: AppState }
  /** A poll has ended, well or not. */
  | { type: 'polled' };
