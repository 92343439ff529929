import { ok, type Result } from '../../shared/result.ts';
import { isFollowed } from '../../shared/settings/settings.ts';
import type { Notifier } from '../alarms/notifier.ts';
import type { PeopleLog } from '../log/log.ts';
import type { Profile } from '../profile/profile.ts';
import type { Pulse } from '../time/pulse.ts';
import type { Following } from './following.ts';
import { onRecordedAgain } from './recorded-again.ts';
import { openRun, type Run, type RunOptions } from './run.ts';
import type { SessionFolders } from './session-folders.ts';
import type { Snapshots } from './snapshots.ts';

export interface RunsOptions {
  pulse: Pulse;
  log: PeopleLog;
  snapshots: Snapshots;
  folders: SessionFolders;
  /** Told when a poll of somebody's has ended. */
  onPolled: (run: Run) => void;
  /** Told when something else about somebody is another than before. */
  onChanged: (run: Run) => void;
}

/** Opens what is followed next: the account, or made-up people. */
export class Runs {
  /** Where alarms go; nobody's run is opened before it is known. */
  notifier: Notifier | null = null;
  readonly #options: RunsOptions;

  constructor(options: RunsOptions) {
    this.#options = options;
  }

  account(profile = this.#options.folders.openAccount()): Run {
    return this.#open('account', profile, { simulator: null });
  }

  /** The account over the same history, which does not answer; its alarms go on where they are. @param run is at rest */
  again({ following: { profile, alarms } }: Run): Run {
    const settings = profile.currentSettings();
    // Whoever is being erased is not kept again.
    const states = [...alarms.states].filter(([id]) => id === null || isFollowed(settings, id));
    return this.#open('account', profile, { simulator: null, alarmStates: new Map(states) });
  }

  /** @returns what keeps its folder or its server from being used */
  async demo(): Promise<Result<Run>> {
    // Who follows an account has nothing of it to load.
    const { startSimulator, DemoHistory } = await import('./demo.ts');
    const simulator = await startSimulator();
    const profile = await this.#options.folders.openDemo(
      simulator,
      (history, clock) => new DemoHistory(history, clock),
    );
    if (!profile.ok) return simulator.close().then(() => profile);
    return ok(this.#open('demo', profile.value, { simulator }));
  }

  #open(mode: Following['mode'], profile: Profile, more: Pick<RunOptions, 'simulator' | 'alarmStates'>): Run {
    const { pulse, log, snapshots, folders, onPolled, onChanged } = this.#options;
    const { notifier } = this;
    if (notifier === null) throw new Error('A session is prepared before anybody is followed.');
    const dataDir = folders.of(mode);
    const faults = () => snapshots.last.armed.faults;
    const run = openRun({ mode, profile, dataDir, pulse, notifier, log, faults, ...more });
    run.following.subscribe(({ type }) => {
      if (type === 'polled') onPolled(run);
      else if (type !== 'reading') onChanged(run);
    });
    onRecordedAgain(run.following.monitor, (over) => snapshots.notify({ code: 'recordedAgain', ...over }));
    return run;
  }
}
