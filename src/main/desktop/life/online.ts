import type Electron from 'electron';
import { SECOND } from '../../../shared/time.ts';
import type { Clock } from '../../time/clock.ts';

/** Electron's main process has no event for it. */
const LOOK_EVERY_MS = 5 * SECOND;

export interface OnlineOptions {
  net: Pick<Electron.Net, 'isOnline'>;
  clock: Pick<Clock, 'after'>;
  /** The network is there again. */
  onBack: () => void;
}

/** Watches whether the computer has a network; the first look only takes note. */
export function watchOnline({ net, clock, onBack }: OnlineOptions): void {
  let wasOnline = true;
  const look = () => {
    const isOnline = net.isOnline();
    if (isOnline && !wasOnline) onBack();
    wasOnline = isOnline;
    clock.after(LOOK_EVERY_MS, look);
  };
  look();
}
