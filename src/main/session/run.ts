import type { Notifier } from '../alarms/notifier.ts';
import { allWritten, answered } from '../files/in-turn.ts';
import type { Counters } from '../log/events.ts';
import { errorFields } from '../log/fields.ts';
import type { PeopleLog } from '../log/log.ts';
import type { Simulator } from '../simulator/simulator.ts';
import { Following, type FollowingOptions } from './following.ts';
import { uploadLines } from './observe-upload.ts';
import { loggedNotifier, observe } from './observe.ts';

export interface RunOptions extends Omit<FollowingOptions, 'intervalSeconds' | 'by'> {
  notifier: Notifier;
  log: PeopleLog;
  /** The demo's server. */
  simulator: Simulator | null;
}

/** Somebody being followed, written down in the log, with all that ends when they are followed no longer. */
export interface Run {
  readonly following: Following;
  /** What has been counted since the start. */
  readonly counters: Readonly<Counters>;
  /** Nobody is followed any more, and nothing is still to be written; the profile can be asked. */
  rest(): Promise<void>;
  stop(): Promise<void>;
}

/** Nothing is asked of the server before it is started. */
export function openRun({ log, simulator, notifier, ...options }: RunOptions): Run {
  const { profile, pulse } = options;
  const { clock } = pulse;
  const following = new Following({
    ...options,
    by: 'desktop',
    notifier: loggedNotifier(notifier, { log, clock }),
    intervalSeconds: () => profile.currentSettings().pollIntervalSeconds,
    onFeedFault: (error) => log.write({ event: 'TASK_FAILED', task: 'feed', ...errorFields(error) }),
  });
  const observed = observe({ log, clock, monitor: following.monitor, alarms: following.alarms });
  const tellUpload = uploadLines(log);
  following.subscribe(({ type }) => type === 'upload' && tellUpload(following.upload.state));
  let resting: Promise<void> | null = null;
  const rest = async (): Promise<void> => {
    await following.stop();
    observed.end();
    await answered(clock, allWritten(), undefined);
  };
  return {
    following,
    counters: observed.counters,
    rest: () => (resting ??= rest()),
    async stop() {
      await (resting ??= rest());
      await profile.close();
      await simulator?.close();
    },
  };
}
