import type Electron from 'electron';
import { BEAT_MS, type Pulse } from '../../time/pulse.ts';

export interface OnlineOptions {
  net: Pick<Electron.Net, 'isOnline'>;
  pulse: Pulse;
  /** The network is there again. */
  onBack: () => void;
}

/** Watches whether the computer has a network, for which Electron's main process has no event. */
export function watchOnline({ net, pulse, onBack }: OnlineOptions): void {
  let wasOnline = net.isOnline();
  pulse.beat(BEAT_MS, () => {
    const isOnline = net.isOnline();
    if (isOnline && !wasOnline) onBack();
    wasOnline = isOnline;
  });
}
