import type { SnoozeScope } from '../../shared/alarms/events.ts';
import type { AlarmId } from '../../shared/alarms/shown-alarm.ts';
import type { SignIn } from '../../shared/ipc/account.ts';
import type { SettingsChange } from '../../shared/ipc/settings.ts';
import type { Mode } from '../../shared/state/snapshot.ts';
import { problem, type Problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import { forgetStates } from '../alarms/kept-state.ts';
import type { Notifier } from '../alarms/notifier.ts';
import type { Pulse } from '../time/pulse.ts';
import type { ChosenVault, CredentialVault } from '../credentials/vault.ts';
import type { Counters } from '../log/events.ts';
import { errorFields } from '../log/fields.ts';
import type { PeopleLog } from '../log/log.ts';
import type { Profile, ProfileOptions } from '../profile/profile.ts';
import { startSimulator, type Simulator } from '../simulator/simulator.ts';
import type { Following } from './following.ts';
import { openRun, type Run } from './run.ts';
import { changeSettings } from './settings-change.ts';
import { SignInAttempts } from './sign-in-attempts.ts';
import type { Snapshots } from './snapshots.ts';

export interface SessionOptions {
  dataDir: string;
  pulse: Pulse;
  log: PeopleLog;
  snapshots: Snapshots;
  /** Finds the safest place for the password that works now. */
  chooseVault: () => Promise<ChosenVault>;
  /** Opens a data folder with all that this program opens each of them with. */
  openProfile: (options: Omit<ProfileOptions, 'clock'>) => Profile;
}

/**
 * Whom the program follows. `starting`: the keychain is being asked; what the history holds is shown meanwhile.
 * `signedOut` with a run: the password cannot be read now, and the alarms go on although nobody can ask the server.
 * `mayComeUp`: the password may be there later; it could not be read, or the best place for it could not be used.
 */
type State =
  | { at: 'starting'; run: Run | null }
  | { at: 'signedOut'; run: Run | null; mayComeUp: boolean }
  | { at: 'following'; run: Run };

/** What is followed, without a window: signing in and out, the demo, settings, what a person does about alarms. */
export class Session {
  readonly #options: SessionOptions;
  readonly #attempts: SignInAttempts;
  readonly #listeners: ((following: Following | null) => void)[] = [];
  readonly #polled: (() => void)[] = [];
  #state: State = { at: 'starting', run: null };
  /** Where alarms go; nobody's run is opened before it is known. */
  #notifier: Notifier | null = null;
  #chosen: ChosenVault | null = null;
  /** While nobody is followed the account's settings hold: colours, and that the first page was read. */
  #idle: Profile | null = null;
  /** Of profiles that are closed; what was set aside for one of them the next one cannot know of. */
  #problems: readonly Problem[] = [];
  /** What changes who is followed goes one after the other. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#attempts = new SignInAttempts(options.log);
  }

  /**
   * Knows from the history where the last run left off, so that there is something to show at once.
   *
   * @param notifier where alarms go
   */
  async prepare(notifier: Notifier): Promise<void> {
    this.#notifier = notifier;
    const run = this.#accountRun();
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
    return this.#serially(() => this.#stop());
  }

  get following(): Following | null {
    return this.#state.run?.following ?? null;
  }

  get mode(): Mode {
    return this.#state.at === 'following' ? this.#state.run.following.mode : this.#state.at;
  }

  /** What has been counted since somebody is followed. */
  get counters(): Readonly<Counters> {
    return this.#state.run?.counters ?? { polls: 0, answers: 0, readings: 0, decisions: 0 };
  }

  get settings(): Settings {
    return this.following?.profile.currentSettings() ?? this.#options.snapshots.last.settings;
  }

  /** The time by which ages are judged, ms UTC. */
  now(): number {
    return this.following?.profile.time.now() ?? this.#options.pulse.clock.now();
  }

  /** Told when somebody else is followed, or nobody any more. */
  onFollowing(listener: (following: Following | null) => void): void {
    this.#listeners.push(listener);
  }

  /** Told when a poll has ended, well or not. */
  onPolled(listener: () => void): void {
    this.#polled.push(listener);
  }

  /** Tries the credentials, keeps them where they worked, and begins to watch. */
  signIn(given: SignIn): Promise<Result<null>> {
    return this.#serially(async () => {
      const profile = this.#accountProfile();
      const account = await this.#attempts.attempt(profile, given);
      if (!account.ok) {
        this.#remember(profile);
        await profile.close();
        return account;
      }
      await this.#stop();
      this.#follow(this.#accountRun(profile));
      return ok(null);
    });
  }

  signOut(): Promise<Result<null>> {
    return this.#serially(async () => {
      // Another password, in a keychain that comes up later, is none that somebody asked for: it is not looked for.
      const stopped = this.#stop();
      // A request under way takes its time; nobody's readings are shown meanwhile.
      this.publish();
      await stopped;
      await forgetStates(this.#folderOf('account'));
      const cleared = await (await this.#vault()).clear();
      this.publish();
      return cleared.ok ? ok(null) : cleared;
    });
  }

  /** Shows made-up people, in a data folder of their own. */
  startDemo(): Promise<Result<null>> {
    return this.#serially(async () => {
      if (this.mode === 'demo') return ok(null);
      // First what may fail: the account goes on being watched then.
      const simulator = await startSimulator();
      await this.#stop();
      const profile = this.#options.openProfile({
        dataDir: this.#folderOf('demo'),
        // Loopback needs no proxy of the system's.
        fetch,
        baseUrl: simulator.url,
        credentials: { email: simulator.email, password: simulator.password },
        ownServer: true,
      });
      this.#follow(this.#runOf('demo', profile, simulator));
      return ok(null);
    });
  }

  async stopDemo(): Promise<Result<null>> {
    const wasDemo = await this.#serially(async () => {
      if (this.mode !== 'demo') return false;
      await this.#stop();
      return true;
    });
    if (wasDemo) await this.#findAccount();
    return ok(null);
  }

  /** Changes what the window may change; everything else stays as it is. */
  updateSettings(change: SettingsChange): Result<null> {
    const { following } = this;
    if (!following) return fail(problem('signInNeeded', { noKeychain: '' }));
    const changed = changeSettings(following, change);
    if (!changed.ok) return changed;
    this.#options.log.write({ event: 'SETTINGS_CHANGED' });
    this.publish();
    return changed;
  }

  async refresh(): Promise<Result<null>> {
    await this.following?.monitor.refresh();
    return ok(null);
  }

  /** @param by what the person did it with */
  acknowledge({ patientId, kind }: AlarmId, by: string): Result<null> {
    this.following?.alarms.acknowledge(patientId, kind, by);
    return ok(null);
  }

  snooze({ patientId, kind }: AlarmId, minutes: number, by: string): Result<null> {
    this.following?.alarms.snooze(patientId, kind, minutes, by);
    return ok(null);
  }

  /** Takes an acknowledgement or a snooze back. */
  undoSilence({ patientId, kind }: AlarmId, by: string): Result<null> {
    this.following?.alarms.undoSilence(patientId, kind, by);
    return ok(null);
  }

  snoozeAll(scope: SnoozeScope, minutes: number, by: string): Result<null> {
    this.following?.alarms.snoozeAll(scope, minutes, by);
    return ok(null);
  }

  endSnooze(by: string): Result<null> {
    this.following?.alarms.endSnooze(by);
    return ok(null);
  }

  /** Whether an alarm that nobody has answered may be heard once more before it is due again. */
  mayChime({ patientId, kind }: AlarmId): boolean {
    return this.following?.alarms.mayChime(patientId, kind) === true;
  }

  /** The system would show notifications again, which it would not a while ago. */
  notificationsAreBack(): void {
    this.following?.alarms.notificationsAreBack();
  }

  networkIsBack(): void {
    this.following?.monitor.networkIsBack();
  }

  /** The computer woke up: what was shown before has the age it has, at once. */
  wake(): void {
    this.following?.monitor.wake();
    this.publish();
  }

  /** Something about what is followed is another than before. */
  publish(): void {
    this.#guarded('window', () => {
      const { following } = this;
      const { pulse, snapshots } = this.#options;
      const profile = following?.profile ?? (this.#idle ??= this.#accountProfile());
      const store = profile.settings();
      // Of settings that cannot be read while nobody is followed nothing depends.
      const unread = store.ok || following === null ? [] : [store.problem];
      const computer = pulse.clock.now();
      snapshots.publishSession({
        clockOffset: this.now() - computer,
        mode: this.mode,
        state: following?.monitor.state ?? null,
        settings: profile.currentSettings(),
        alarms: following?.shownAlarms() ?? [],
        vault: this.#chosen?.state ?? null,
        problems: [...this.#problems, ...profile.notices, ...unread],
      });
    });
  }

  /** Does what no alarm and no poll may fail with. */
  #guarded(task: 'window' | 'stop', act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#failed(task, error);
    }
  }

  #failed(task: 'window' | 'stop', error: unknown): void {
    this.#options.log.write({ event: 'TASK_FAILED', task, ...errorFields(error) });
  }

  #tellFollowing(following: Following | null): void {
    for (const listener of this.#listeners) this.#guarded('window', () => listener(following));
  }

  #accountProfile(): Profile {
    return this.#options.openProfile({
      dataDir: this.#folderOf('account'),
      openVault: async () => ok(await this.#vault()),
      unremembered: true,
    });
  }

  #folderOf(mode: Following['mode']): string {
    return mode === 'demo' ? `${this.#options.dataDir}-demo` : this.#options.dataDir;
  }

  #accountRun(profile = this.#accountProfile()): Run {
    return this.#runOf('account', profile, null);
  }

  #runOf(mode: Following['mode'], profile: Profile, simulator: Simulator | null): Run {
    const { pulse, log } = this.#options;
    const notifier = this.#notifier;
    if (notifier === null) throw new Error('A session is prepared before anybody is followed.');
    const dataDir = this.#folderOf(mode);
    const run = openRun({ mode, profile, dataDir, pulse, notifier, log, simulator });
    run.following.subscribe(({ type }) => {
      if (this.#state.run !== run || type === 'reading') return;
      if (type !== 'polled') return this.publish();
      for (const listener of this.#polled) this.#guarded('window', listener);
    });
    return run;
  }

  #follow(run: Run): void {
    const { following } = run;
    this.#idle = null;
    this.#state = { at: 'following', run };
    this.#options.log.write({ event: 'MODE', mode: following.mode });
    this.#tellFollowing(following);
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
    await this.#serially(async () => {
      if (this.#state.run !== before.run) return;
      this.#chosen = chosen;
      const mayComeUp = chosen.state.kind !== 'keytar' || !credentials.ok;
      if (credentials.ok && credentials.value) {
        if (this.#state.at === 'signedOut') await this.#stop();
        return this.#follow(this.#state.run ?? this.#accountRun());
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
    const run = this.#state.run ?? this.#accountRun();
    const wasWatched = [...run.following.alarms.states.keys()].some((patientId) => patientId !== null);
    this.#state = { at: 'signedOut', run, mayComeUp: true };
    if (!wasWatched) await this.#stop(true);
  }

  async #stop(mayComeUp = false): Promise<void> {
    const { run } = this.#state;
    this.#state = { at: 'signedOut', run: null, mayComeUp };
    if (!run) return;
    this.#tellFollowing(null);
    this.#remember(run.following.profile);
    // Whoever comes next is not kept waiting by what cannot be closed.
    await run.stop().catch((error: unknown) => this.#failed('stop', error));
  }

  #serially<T>(act: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(act);
    this.#turn = done.catch(() => {});
    return done;
  }

  #remember({ notices }: Profile): void {
    this.#problems = [...this.#problems, ...notices];
  }

  async #vault(): Promise<CredentialVault> {
    return (this.#chosen ??= await this.#options.chooseVault()).vault;
  }
}
