import type Electron from 'electron';
import { MINUTE, SECOND } from '../../../shared/time.ts';
import type { Pulse } from '../../time/pulse.ts';

/** A person who has touched nothing for so long is not there. */
const GONE_SECONDS = 30 * 60;
const LOOK_EVERY_MS = MINUTE;

export interface PresenceOptions {
  powerMonitor: Pick<Electron.PowerMonitor, 'on' | 'getSystemIdleTime'>;
  pulse: Pulse;
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
  const { powerMonitor, pulse, onAsleep, onLeft, onBack, onAwake } = options;
  const { clock } = pulse;
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
  return pulse.beat(LOOK_EVERY_MS, () => {
    const idle = powerMonitor.getSystemIdleTime();
    if (!isGone && idle >= GONE_SECONDS) {
      isGone = true;
      onLeft(clock.now() - idle * SECOND);
    } else if (isGone && idle < GONE_SECONDS) {
      isGone = false;
      onBack(clock.now());
    }
  });
}
