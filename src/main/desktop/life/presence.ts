import type Electron from 'electron';
import { MINUTE, SECOND } from '../../../shared/time.ts';
import type { Clock } from '../../time/clock.ts';

/** A person who has touched nothing for so long is not there. */
const GONE_SECONDS = 30 * 60;
const LOOK_EVERY_MS = MINUTE;

export interface PresenceOptions {
  powerMonitor: Pick<Electron.PowerMonitor, 'on' | 'getSystemIdleTime'>;
  clock: Clock;
  /** The computer goes to sleep. */
  onAsleep: () => void;
  /** The computer goes to sleep, or the person went away at this instant, ms UTC. */
  onLeft: (at: number) => void;
  /** Somebody is there again. */
  onBack: (at: number) => void;
  /** The computer is awake again; the events that say so often come in pairs, this comes for each. */
  onAwake: () => void;
}

/** Watches whether the computer is awake and somebody sits at it. @returns what ends it */
export function watchPresence(options: PresenceOptions): () => void {
  const { powerMonitor, clock, onAsleep, onLeft, onBack, onAwake } = options;
  let isGone = false;
  const awake = () => {
    isGone = false;
    onBack(clock.now());
    onAwake();
  };
  // Without a listener Electron tells nothing; on Linux there is no `unlock-screen`.
  powerMonitor.on('suspend', () => {
    onAsleep();
    onLeft(clock.now());
  });
  powerMonitor.on('resume', awake);
  powerMonitor.on('unlock-screen', awake);
  let cancel = () => {};
  const look = () => {
    const idle = powerMonitor.getSystemIdleTime();
    if (!isGone && idle >= GONE_SECONDS) {
      isGone = true;
      onLeft(clock.now() - idle * SECOND);
    } else if (isGone && idle < GONE_SECONDS) {
      isGone = false;
      onBack(clock.now());
    }
    cancel = clock.after(LOOK_EVERY_MS, look);
  };
  cancel = clock.after(LOOK_EVERY_MS, look);
  return () => cancel();
}
