import type { SignIn } from '../../shared/ipc/account.ts';
import type { SettingsChange } from '../../shared/ipc/settings.ts';
import type { Mode } from '../../shared/state/snapshot.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import { forgetStates } from '../alarms/kept-state.ts';
import type { Notifier } from '../alarms/notifier.ts';
import type { Pulse } from '../time/pulse.ts';
import { Turns } from '../time/turns.ts';
import type { ChosenVault, CredentialVault } from '../credentials/vault.ts';
import type { Counters } from '../log/events.ts';
import type { PeopleLog } from '../log/log.ts';
import { holdingFolder } from '../monitor/holding-folder.ts';
import type { Profile } from '../profile/profile.ts';
import { AlarmActs } from './alarm-acts.ts';
import type { Following } from './following.ts';
import type { Run } from './run.ts';
import { PausedWork } from './paused-work.ts';
import { Runs } from './runs.ts';
import { changeSettings } from './settings-change.ts';
import { SessionFolders, type SessionFoldersOptions } from './session-folders.ts';
import { SessionListeners } from './session-listeners.ts';
import { SessionPublisher } from './session-publisher.ts';
import { pausableOf, recordedOf, type Recorded, type SessionState } from './session-state.ts';
import { SignInAttempts } from './sign-in-attempts.ts';
import type { Snapshots } from './snapshots.ts';

export interface SessionOptions extends SessionFoldersOptions {
  pulse: Pulse;
  log: PeopleLog;
  snapshots: Snapshots;
  /** Finds the safest place for the password that works now. */
  chooseVault: () => Promise<ChosenVault>;
}

/** What is followed, without a window: signing in and out, the demo, settings; what a person does about alarms. */
export class Session {
  readonly alarms = new AlarmActs(() => this.following);
  readonly #options: SessionOptions;
  readonly #attempts: SignInAttempts;
  readonly #folders: SessionFolders;
  readonly #publisher: SessionPublisher;
  readonly #listeners: SessionListeners;
  readonly #runs: Runs;
  #state: SessionState = { at: 'starting', run: null };
  #chosen: ChosenVault | null = null;
  /** What changes who is followed goes one after the other. */
  readonly #turns = new Turns();
  readonly #pausedWork: PausedWork;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#listeners = new SessionListeners(options.log);
    const { pulse, snapshots } = options;
    this.#pausedWork = new PausedWork(pulse.clock, this.#turns, snapshots, this.#listeners);
    this.#attempts = new SignInAttempts(options.log);
    this.#folders = new SessionFolders(options, () => this.#vault());
    this.#publisher = new SessionPublisher(options.snapshots, options.pulse.clock, () =>
      this.#folders.openAccount(),
    );
    // Of whoever was followed before, nothing is told any more.
    const ifCurrent = (act: () => void) => (run: Run) => void (this.#state.run === run && act());
    this.#runs = new Runs({
      ...options,
      folders: this.#folders,
      onPolled: ifCurrent(() => this.#listeners.tellPolled()),
      onChanged: ifCurrent(() => this.publish()),
    });
  }

  /**
   * Knows from the history where the last run left off, so that there is something to show at once.
   *
   * @param notifier where alarms go
   */
  async prepare(notifier: Notifier): Promise<void> {
    this.#runs.notifier = notifier;
    const run = this.#runs.account();
    this.#state = { at: 'starting', run };
    const remembered = run.following.monitor.remember();
    this.publish();
    await remembered;
  }

  /** Goes on with the account that signed in last, if there is one. A keychain may take its time. */
  async start(): Promise<void> {
    await this.#findAccount();
  }

  /** A keychain that was locked may be open by now: to be called now and then while nobody is signed in. */
  async lookAgain(): Promise<void> {
    if (this.#state.at === 'signedOut' && this.#state.mayComeUp) await this.#findAccount();
  }

  stop(): Promise<void> {
    return this.#turns.take(() => this.#stop());
  }

  get following(): Following | null {
    return this.#state.run?.following ?? null;
  }

  /** What the window may take out, bring in and erase. */
  get recorded(): Recorded | null {
    return recordedOf(this.#state, () => this.#publisher.idle);
  }

  get mode(): Mode {
    return this.#state.at === 'following' ? this.#state.run.following.mode : this.#state.at;
  }

  /** What has been counted since somebody is followed. */
  get counters(): Readonly<Counters> {
    return this.#state.run?.counters ?? { polls: 0, answers: 0, readings: 0, decisions: 0 };
  }

  get settings(): Settings {
    return this.#publisher.settingsOf(this.following);
  }

  /** The time by which ages are judged, ms UTC. */
  now(): number {
    return this.following?.profile.time.now() ?? this.#options.pulse.clock.now();
  }

  onFollowing(listener: (following: Following | null) => void): void {
    this.#listeners.onFollowing(listener);
  }

  onPolled(listener: () => void): void {
    this.#listeners.onPolled(listener);
  }

  /** Tries the credentials, keeps them where they worked, and begins to watch. */
  signIn(given: SignIn): Promise<Result<null>> {
    return this.#change(async () => {
      const profile = this.#folders.openAccount();
      const account = await this.#attempts.attempt(profile, given);
      if (!account.ok) {
        this.#publisher.remember(profile);
        await profile.close();
        return account;
      }
      await this.#stop();
      this.#follow(this.#runs.account(profile));
      return ok(null);
    });
  }

  signOut(): Promise<Result<null>> {
    return this.#change(async () => {
      // Another password, in a keychain that comes up later, is none that somebody asked for: it is not looked for.
      const stopped = this.#stop();
      // A request under way takes its time; nobody's readings are shown meanwhile.
      this.publish();
      await stopped;
      await forgetStates(this.#folders.of('account'));
      const cleared = await (await this.#vault()).clear();
      this.publish();
      return cleared.ok ? ok(null) : cleared;
    });
  }

  /** Shows made-up people, in a data folder of their own. */
  startDemo(): Promise<Result<null>> {
    return this.#change(async () => {
      if (this.mode === 'demo') return ok(null);
      // First what may fail: the account goes on being watched then.
      const run = await this.#runs.demo();
      if (!run.ok) return run;
      await this.#stop();
      this.#follow(run.value);
      return ok(null);
    });
  }

  async stopDemo(): Promise<Result<null>> {
    const wasDemo = await this.#turns.take(async () => {
      if (this.mode !== 'demo') return false;
      await this.#stop();
      return true;
    });
    if (wasDemo) await this.#findAccount();
    return ok(null);
  }

  /**
   * Does with the account's data what nobody may watch over, and goes on with whoever is there then, or with nobody as
   * before. Nothing rings meanwhile, and nothing is shown as current; but where a disk that hangs keeps it from being
   * done, everybody is watched again until it is, and what is heard waits in memory.
   *
   * @param act with the profile of before: what still asks it waits for its turn, and no second one is open
   * @param isOver asked after it: there is nobody to go on with; no silent keychain is taken for that
   * @returns see `pausableOf`; `historyHangs` where it may still be done, which is told then
   */
  paused<T>(
    act: (profile: Profile) => Promise<Result<T>>,
    isOver: () => boolean = () => false,
  ): Promise<Result<T>> {
    return this.#change(async () => {
      const before = this.#state;
      const pausable = pausableOf(before, () => this.#publisher.idle);
      if (!pausable.ok) return pausable;
      const profile = pausable.value;
      this.#pause(profile);
      const { clock } = this.#options.pulse;
      // A poll that is under way has its own time.
      const rested = Promise.resolve(before.run?.rest());
      await rested.catch(() => {});
      const work = rested.then(() => holdingFolder(profile.dataDir, clock, () => act(profile)));
      let { run } = before;
      return this.#pausedWork.outcome(work, profile.dataDir, {
        meanwhile: () => (run = this.#goOnMeanwhile(before)),
        after: () => this.#goOnAfter(before, run, isOver),
      });
    });
  }

  /** Changes what the window may change; everything else stays as it is. */
  updateSettings(change: SettingsChange): Result<null> {
    const changed = changeSettings(this.following, change);
    if (!changed.ok) return changed;
    this.#options.log.write({ event: 'SETTINGS_CHANGED' });
    this.publish();
    return changed;
  }

  /** The computer woke up: what was shown before has the age it has, at once. */
  wake(): void {
    this.following?.monitor.wake();
    this.publish();
  }

  /** Something about what is followed is another than before. */
  publish(): void {
    this.#listeners.guarded(() => this.#publisher.publish(this.mode, this.following, this.#chosen));
  }

  #follow(run: Run): void {
    const { following } = run;
    this.#state = { at: 'following', run };
    this.#options.log.write({ event: 'MODE', mode: following.mode });
    this.#listeners.tellFollowing(following);
    following.start();
    this.publish();
  }

  /** Follows the account whose password is kept, or nobody; unless somebody else is followed by then. */
  async #findAccount(): Promise<void> {
    const before = this.#state;
    // Somebody was quicker, and signed in or began the demo.
    if (before.at === 'following') return;
    const chosen = await this.#options.chooseVault();
    const credentials = await chosen.vault.readCredentials();
    await this.#turns.take(async () => {
      if (this.#state.run !== before.run || this.#pausedWork.refusal) return;
      this.#chosen = chosen;
      const mayComeUp = chosen.state.kind !== 'keytar' || !credentials.ok;
      if (credentials.ok && credentials.value) {
        if (this.#state.at === 'signedOut') await this.#stop();
        return this.#follow(this.#state.run ?? this.#runs.account());
      }
      if (mayComeUp) await this.#goOnWithoutPassword();
      else await this.#stop();
      this.publish();
    });
  }

  /**
   * Where somebody was watched their alarms go on, although nobody can ask the server: missing data rings, and from the
   * second look on also that a sign-in is needed.
   */
  async #goOnWithoutPassword(): Promise<void> {
    if (this.#state.at === 'signedOut' && this.#state.run) return this.#state.run.following.start();
    const run = this.#state.run ?? this.#runs.account();
    const wasWatched = [...run.following.alarms.states.keys()].some((patientId) => patientId !== null);
    this.#state = { at: 'signedOut', run, mayComeUp: true };
    if (!wasWatched) await this.#stop(true);
  }

  async #stop(mayComeUp = false): Promise<void> {
    const { run } = this.#state;
    this.#state = { at: 'signedOut', run: null, mayComeUp };
    if (run) {
      this.#listeners.tellFollowing(null);
      this.#publisher.remember(run.following.profile);
    }
    await this.#close(run);
  }

  /** Does what changes who is followed, unless something is still to be done with the data. */
  #change<T>(act: () => Promise<Result<T>>): Promise<Result<T>> {
    return this.#turns.take(async () => this.#pausedWork.refusal ?? act());
  }

  #pause(profile: Profile): void {
    this.#state = { at: 'paused', run: null };
    this.#listeners.tellFollowing(null);
    this.#publisher.remember(profile);
    this.publish();
  }

  /** @returns whoever was watched before, watched again over the same history, which does not answer */
  #goOnMeanwhile(before: SessionState): Run | null {
    const run = before.run && this.#runs.again(before.run);
    if (before.at === 'following') this.#follow(run!);
    else this.#state = { ...before, run } as SessionState;
    this.publish();
    return run;
  }

  /** Goes on with what is there now. @param run whoever was watched until now */
  async #goOnAfter(before: SessionState, run: Run | null, isOver: () => boolean): Promise<void> {
    // The program may be about to end.
    if (this.#state.run !== null && this.#state.run !== run) return;
    if (run !== null && this.#state.run === run) this.#pause(run.following.profile);
    await this.#close(run);
    const goesOn = !isOver();
    if (goesOn && before.at === 'following') this.#follow(this.#runs.account());
    else if (goesOn && before.at === 'signedOut' && before.mayComeUp) await this.#goOnWithoutPassword();
    else await this.#stop();
    this.publish();
  }

  /** Whoever comes next is not kept waiting by what cannot be closed. */
  async #close(run: Run | null): Promise<void> {
    const closed = Promise.all([run?.stop(), this.#publisher.forget()]);
    await closed.catch((error: unknown) => this.#listeners.failed('stop', error));
  }

  async #vault(): Promise<CredentialVault> {
    return (this.#chosen ??= await this.#options.chooseVault()).vault;
  }
}
