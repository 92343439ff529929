import type { Armed } from '../../shared/alarms/armed.ts';
import type { Mode, SettingsChange, SignIn, Snapshot } from '../../shared/ipc.ts';
import type { Notice } from '../../shared/notices.ts';
import { problem, type Problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { DEFAULT_SETTINGS, personSettings, type Settings } from '../../shared/settings/settings.ts';
import { forgetStates } from '../alarms/kept-state.ts';
import type { Notifier } from '../alarms/notifier.ts';
import type { Clock } from '../time/clock.ts';
import type { CredentialVault } from '../credentials/vault.ts';
import { problemFields } from '../log/events.ts';
import { errorFields } from '../log/fields.ts';
import type { OpenHistory } from '../history/port.ts';
import type { ServiceOptions } from '../profile/profile.ts';
import { GlucoseService } from '../service.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { startSimulator, type Simulator } from '../simulator/simulator.ts';
import type { AppLog } from '../desktop/app-log.ts';
import { Following } from './following.ts';
import type { ChosenVault } from '../desktop/profile/vault-choice.ts';

export interface AccountSessionOptions {
  dataDir: string;
  clock: Clock;
  fetch: typeof fetch;
  /** Finds the safest place for the password that works now. */
  chooseVault: () => Promise<ChosenVault>;
  openSettings: (dataDir: string) => Result<SettingsStore>;
  openHistory: OpenHistory;
  /** Another server than the settings', as given in the environment. */
  baseUrl: string | null;
  notifier: Notifier;
  log: AppLog;
  armed: () => Armed;
  /** How dates and times are written. */
  locale: () => string;
  /** Told of every change, one after the other; what one of them throws is written down and keeps nobody else from it. */
  onSnapshot: readonly ((snapshot: Snapshot) => void)[];
  /** Told when somebody else is followed, or nobody any more. */
  onFollowing: (following: Following | null) => void;
}

/** What the desktop follows, without a window: signing in and out, the demo, settings, the newest snapshot. */
export class AccountSession {
  readonly #options: AccountSessionOptions;
  #following: Following | null = null;
  #chosen: ChosenVault | null = null;
  #isStarting = true;
  #notices: readonly Notice[] = [];
  /** Of services that are closed; what was set aside for one of them the next one cannot know of. */
  #problems: readonly Problem[] = [];
  /** What the account's settings were when nobody was followed any more. */
  #idleSettings: Settings | null = null;
  #sequence = 0;
  /** The password may be there later: it could not be read, or the best place for it could not be used. */
  #mayComeUp = false;
  /** Somebody was watched, and the password cannot be read now. */
  #lacksPassword = false;
  /** What changes who is followed goes one after the other. */
  #turn: Promise<unknown> = Promise.resolve();
  /** The document that the last sign-in stopped at; only this one can be accepted. */
  #named: string | null = null;

  constructor(options: AccountSessionOptions) {
    this.#options = options;
  }

  /** Knows from the history where the last run left off, so that there is something to show at once. */
  async prepare(): Promise<void> {
    this.#following = this.#followingOf('account', this.#accountService(), null);
    const remembered = this.#following.monitor.remember();
    this.changed();
    await remembered;
  }

  /** Goes on with the account that signed in last, if there is one. A keychain may take its time. */
  async start(): Promise<void> {
    await this.#findAccount();
  }

  /** A keychain that was locked may be open by now: to be called now and then while nobody is signed in. */
  async lookAgain(): Promise<void> {
    if (this.mode === 'signedOut' && this.#mayComeUp) await this.#findAccount();
  }

  stop(): Promise<void> {
    return this.#serially(() => this.#stop());
  }

  get following(): Following | null {
    return this.#following;
  }

  get mode(): Mode {
    if (this.#isStarting) return 'starting';
    if (this.#lacksPassword) return 'signedOut';
    return this.#following?.mode ?? 'signedOut';
  }

  settings(): Settings {
    if (this.#following) return this.#following.service.profile.currentSettings();
    // While nobody is followed those of the account hold: colours, and that the first page was read.
    if (this.#idleSettings === null) {
      const opened = this.#options.openSettings(this.#folderOf('account'));
      this.#idleSettings = opened.ok ? opened.value.read() : DEFAULT_SETTINGS;
      const notice = opened.ok ? opened.value.notice : null;
      if (notice) this.#problems = [...this.#problems, notice];
    }
    return this.#idleSettings;
  }

  snapshot(): Snapshot {
    const following = this.#following;
    const store = following?.service.settings();
    const unread = store === undefined || store.ok ? [] : [store.problem];
    const problems = [...this.#problems, ...(following?.service.notices ?? []), ...unread];
    const computer = this.#options.clock.now();
    return {
      sequence: this.#sequence,
      clockOffset: (following?.service.now() ?? computer) - computer,
      locale: this.#options.locale(),
      mode: this.mode,
      state: following?.monitor.state ?? null,
      settings: this.settings(),
      alarms: following?.shownAlarms() ?? [],
      armed: this.#options.armed(),
      vault: this.#chosen?.state ?? null,
      notices: [...this.#notices, ...problems.map((one): Notice => ({ code: 'problem', problem: one }))],
    };
  }

  /** Tries the credentials, keeps them where they worked, and begins to watch. */
  signIn(given: SignIn): Promise<Result<null>> {
    return this.#serially(async () => {
      const service = this.#accountService();
      const account = await this.#tried(service, given);
      this.#options.log.write({
        event: 'SIGN_IN',
        ok: account.ok,
        ...(!account.ok && problemFields(account.problem)),
      });
      if (!account.ok) {
        this.#remember(service);
        await service.close();
        return account;
      }
      await this.#stop();
      this.#follow(this.#followingOf('account', service, null));
      return ok(null);
    });
  }

  signOut(): Promise<Result<null>> {
    return this.#serially(async () => {
      // Another password, in a keychain that comes up later, is none that somebody asked for.
      this.#mayComeUp = false;
      const stopped = this.#stop();
      // A request under way takes its time; nobody's readings are shown meanwhile.
      this.changed();
      await stopped;
      await forgetStates(this.#folderOf('account'));
      const cleared = await (await this.#vault()).clear();
      this.changed();
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
      const { clock, openSettings, openHistory } = this.#options;
      const service = new GlucoseService({
        dataDir: this.#folderOf('demo'),
        clock,
        // Loopback needs no proxy of the system's.
        baseUrl: simulator.url,
        credentials: { email: simulator.email, password: simulator.password },
        ownServer: true,
        openSettings,
        openHistory,
      });
      this.#follow(this.#followingOf('demo', service, simulator));
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

  async refresh(): Promise<Result<null>> {
    await this.#following?.monitor.refresh();
    return ok(null);
  }

  networkIsBack(): void {
    this.#following?.monitor.networkIsBack();
  }

  /** The computer woke up: what was shown before has the age it has, at once. */
  wake(): void {
    this.#following?.monitor.wake();
    this.changed();
  }

  /** Changes what the window may change; everything else stays as it is. */
  updateSettings(change: SettingsChange): Result<null> {
    const following = this.#following;
    if (!following) return fail(problem('signInNeeded', { noKeychain: '' }));
    const store = following.service.settings();
    if (!store.ok) return store;
    const known = new Set(following.monitor.state.people.map(({ person }) => person.patientId));
    const stranger = Object.keys(change.people ?? {}).find((patientId) => !known.has(patientId));
    if (stranger !== undefined) return fail(problem('personUnknown', { given: '' }));
    const updated = store.value.update((settings) => changed(settings, change));
    if (!updated.ok) return updated;
    // The next request speaks as the version that is chosen now.
    if (change.apiVersion !== undefined) following.service.profile.forgetClient();
    following.alarms.settingsChanged();
    this.#options.log.write({ event: 'SETTINGS_CHANGED' });
    this.changed();
    return ok(null);
  }

  /** Shows a notice until it is dismissed; of each code the newest. */
  notify(notice: Notice): void {
    this.#notices = [...this.#notices.filter(({ code }) => code !== notice.code), notice];
    this.changed();
  }

  dismiss(code: Notice['code']): void {
    this.#notices = this.#notices.filter((one) => one.code !== code);
    this.changed();
  }

  /** Something the snapshot shows is another than before. */
  changed(): void {
    this.#sequence += 1;
    this.#guarded('window', () => {
      const snapshot = this.snapshot();
      for (const tell of this.#options.onSnapshot) this.#guarded('window', () => tell(snapshot));
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

  #accountService(): GlucoseService {
    const { clock, fetch, openSettings, openHistory, baseUrl } = this.#options;
    const options: ServiceOptions = {
      dataDir: this.#folderOf('account'),
      clock,
      fetch,
      openSettings,
      openHistory,
      openVault: async () => ok(await this.#vault()),
      unremembered: true,
    };
    return new GlucoseService(baseUrl === null ? options : { ...options, baseUrl });
  }

  #folderOf(mode: Following['mode']): string {
    return mode === 'demo' ? `${this.#options.dataDir}-demo` : this.#options.dataDir;
  }

  #followingOf(mode: Following['mode'], service: GlucoseService, simulator: Simulator | null): Following {
    const { clock, notifier, log } = this.#options;
    const dataDir = this.#folderOf(mode);
    const following = new Following({ mode, dataDir, clock, notifier, log, service, simulator });
    following.subscribe(({ type }) => {
      if (this.#following === following && (type === 'state' || type === 'alarm')) this.changed();
    });
    return following;
  }

  #follow(following: Following): void {
    this.#idleSettings = null;
    this.#isStarting = false;
    this.#lacksPassword = false;
    this.#following = following;
    this.#options.log.write({ event: 'MODE', mode: following.mode });
    this.#guarded('window', () => this.#options.onFollowing(following));
    following.start();
    this.changed();
  }

  /** Follows the account whose password is kept, or nobody; unless somebody else is followed by then. */
  async #findAccount(): Promise<void> {
    const before = this.#following;
    // Somebody was quicker, and signed in or began the demo.
    if (before !== null && !this.#isStarting && !this.#lacksPassword) return;
    const chosen = await this.#options.chooseVault();
    const credentials = await chosen.vault.readCredentials();
    await this.#serially(async () => {
      if (this.#following !== before) return;
      this.#chosen = chosen;
      this.#mayComeUp = chosen.state.kind !== 'keytar' || !credentials.ok;
      if (credentials.ok && credentials.value) {
        if (this.#lacksPassword) await this.#stop();
        return this.#follow(this.#following ?? this.#followingOf('account', this.#accountService(), null));
      }
      if (this.#mayComeUp) await this.#goOnWithoutPassword();
      else await this.#stop();
      this.changed();
    });
  }

  /**
   * Where somebody was watched their alarms go on, although nobody can ask the server: missing data rings, and from the
   * second look on also that a sign-in is needed.
   */
  async #goOnWithoutPassword(): Promise<void> {
    if (this.#lacksPassword) return this.#following?.start();
    this.#isStarting = false;
    this.#following ??= this.#followingOf('account', this.#accountService(), null);
    this.#lacksPassword = [...this.#following.alarms.states.keys()].some((patientId) => patientId !== null);
    if (!this.#lacksPassword) await this.#stop();
  }

  async #tried(
    service: GlucoseService,
    { email, password, acceptTerms }: SignIn,
  ): ReturnType<GlucoseService['authenticate']> {
    const credentials = { email: email.trim(), password: password.trim() };
    // A refused password never reaches the vault, and is a secret all the same.
    for (const secret of Object.values(credentials)) this.#options.log.redactor.register(secret);
    const named = this.#named;
    this.#named = null;
    const account = await service.authenticate(
      credentials,
      // A yes is a yes to the document that was shown, not to the next one.
      async ({ document, version }) => acceptTerms && named === nameOf(document, version ?? ''),
    );
    if (!account.ok && account.problem.code === 'termsNotAccepted') {
      const { document, version } = account.problem.params;
      this.#named = nameOf(document, version);
    }
    return account;
  }

  async #stop(): Promise<void> {
    this.#isStarting = false;
    this.#lacksPassword = false;
    const following = this.#following;
    this.#following = null;
    if (!following) return;
    this.#guarded('window', () => this.#options.onFollowing(null));
    this.#remember(following.service);
    // Whoever comes next is not kept waiting by what cannot be closed.
    await following.stop().catch((error: unknown) => this.#failed('stop', error));
  }

  #serially<T>(act: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(act);
    this.#turn = done.catch(() => {});
    return done;
  }

  #remember({ notices }: GlucoseService): void {
    this.#problems = [...this.#problems, ...notices];
  }

  async #vault(): Promise<CredentialVault> {
    return (this.#chosen ??= await this.#options.chooseVault()).vault;
  }
}

/** How a document is told from another, and from its next version. */
function nameOf(document: string, version: string): string {
  return `${document} ${version}`;
}

function changed(settings: Settings, { desktop, people, ...change }: SettingsChange): Settings {
  const changedPeople = Object.entries(people ?? {}).map(([patientId, one]) => [
    patientId,
    { ...personSettings(settings, patientId), ...one },
  ]);
  return {
    ...settings,
    ...change,
    desktop: { ...settings.desktop, ...desktop },
    people: { ...settings.people, ...Object.fromEntries(changedPeople) },
  } as Settings;
}
