import type { UploadState } from '../../shared/state/upload-state.ts';
import { problemFields } from '../log/events.ts';
import type { Log } from '../log/log.ts';

/**
 * Writes down what went to a Nightscout site, and once why nothing does: how many readings and up to when they are, no
 * value, nobody's name, and of the site only whether it is on this computer.
 *
 * @returns to be told each time that the state is another one
 */
export function uploadLines(log: Pick<Log, 'write'>): (state: UploadState | null) => void {
  let before: UploadState | null = null;
  return (state) => {
    const why = state?.problem ?? null;
    if (why !== null && why.code !== before?.problem?.code)
      log.write({ event: 'UPLOAD', ok: false, ...problemFields(why) });
    if (state !== null && state.lastAt !== null && state.lastAt !== before?.lastAt)
      log.write({ event: 'UPLOAD', ok: true, readings: state.lastCount, until: state.newestAt });
    before = state;
  };
}
