import type { Unrecorded } from '../../shared/state/app-state.ts';
import type { Monitor } from '../monitor/monitor.ts';

/** Tells when a time in which nothing could be recorded is over. @returns what ends that */
export function onRecordedAgain(
  monitor: Pick<Monitor, 'subscribe'>,
  tell: (over: Unrecorded & { to: number }) => void,
): () => void {
  let told: number | null = null;
  return monitor.subscribe((event) => {
    const over = event.type === 'state' ? event.state.unrecorded : null;
    if (over?.to == null || over.to === told) return;
    told = over.to;
    tell({ ...over, to: over.to });
  });
}
