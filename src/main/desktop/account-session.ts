import type { Armed } from '../../shared/alarms/armed.ts';
import type { Mode, SettingsChange, SignIn, Snapshot } from '../../shared/ipc.ts';
import type { Notice } from '../../shared/notices.ts';
import { problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { DEFAULT_SETTINGS, personSettings, type Settings } from '../../shared/settings/settings.ts';
import type { Notifier } from '../alarms/notifier.ts';
import type { Clock } from '../clock.ts';
import type { ServiceOptions } from '../resources.ts';
import { GlucoseService } from '../service.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { startSimulator, type Simulator } from '../simulator/simulator.ts';
import { Following } from './following.ts';
import { opened, type ChosenVault } from './vault-choice.ts';

export interface AccountSessionOptions {
  dataDir: string;
  clock: Clock;
  fetch: typeof fetch;
  chosen: ChosenVault;
  openSettings: (dataDir: string) => Result<SettingsStore>;
  /** Another server than the settings', as given in the environment. */
  baseUrl: string | null;
  notifier: Notifier;
  armed: () => Armed;
  /** Told of every change. */
  onSnapshot: (snapshot: Snapshot) => void;
  /** Told when somebody else is followed, or nobody any more. */
  onFollowing: (following: Following | null) => void;
}

/** What the desktop follows, without a window: signing in and out, the demo, settings, the newest snapshot. */
export class AccountSession {
  readonly #options: AccountSessionOptions;
  #following: Following | null = null;
  #notices: readonly Notice[] = [];
  #sequence = 0;

  constructor(options: AccountSessionOptions) {
    this.#options = options;
  }

  /** Goes on with the account that signed in last, if there is one. */
  async start(): Promise<void> {
    const credentials = await this.#options.chosen.vault.readCredentials();
    if (credentials.ok && credentials.value) this.#follow('account', this.#accountService(), null);
    this.changed();
  }

  async stop(): Promise<void> {
    const following = this.#following;
    this.#following = null;
    if (!following) return;
    this.#options.onFollowing(null);
    await following.stop();
  }

  get following(): Following | null {
    return this.#following;
  }

  get mode(): Mode {
    return this.#following?.mode ?? 'signedOut';
  }

  settings(): Settings {
    return this.#following?.service.resources.currentSettings() ?? DEFAULT_SETTINGS;
  }

  snapshot(): Snapshot {
    const following = this.#following;
    const told = (following?.service.notices ?? []).map((one): Notice => ({ code: 'problem', problem: one }));
    return {
      sequence: this.#sequence,
      mode: this.mode,
      state: following?.monitor.state ?? null,
      settings: this.settings(),
      alarms: following?.shownAlarms() ?? [],
      armed: this.#options.armed(),
      vault: this.#options.chosen.state,
      notices: [...this.#notices, ...told],
    };
  }

  /** Tries the credentials, keeps them where they worked, and begins to watch. */
  async signIn({ email, password, acceptTerms }: SignIn): Promise<Result<null>> {
    const service = this.#accountService();
    const account = await service.authenticate(
      { email: email.trim(), password: password.trim() },
      async () => acceptTerms,
    );
    if (!account.ok) {
      service.close();
      return account;
    }
    await this.stop();
    this.#follow('account', service, null);
    this.changed();
    return ok(null);
  }

  async signOut(): Promise<Result<null>> {
    await this.stop();
    const cleared = await this.#options.chosen.vault.clear();
    this.changed();
    return cleared.ok ? ok(null) : cleared;
  }

  /** Shows made-up people, in a data folder of their own. */
  async startDemo(): Promise<Result<null>> {
    await this.stop();
    const simulator = await startSimulator();
    const { clock, openSettings } = this.#options;
    const service = new GlucoseService({
      dataDir: this.#folderOf('demo'),
      clock,
      // Loopback needs no proxy of the system's.
      baseUrl: simulator.url,
      credentials: { email: simulator.email, password: simulator.password },
      openSettings,
    });
    this.#follow('demo', service, simulator);
    this.changed();
    return ok(null);
  }

  async stopDemo(): Promise<Result<null>> {
    if (this.mode !== 'demo') return ok(null);
    await this.stop();
    await this.start();
    return ok(null);
  }

  async refresh(): Promise<Result<null>> {
    await this.#following?.monitor.refresh();
    return ok(null);
  }

  /** The computer woke up or is online again. */
  wake(): void {
    this.#following?.monitor.wake();
  }

  /** Changes what the window may change; everything else stays as it is. */
  updateSettings(change: SettingsChange): Result<null> {
    const following = this.#following;
    if (!following) return fail(problem('signInNeeded', { noKeychain: '' }));
    const store = following.service.settings();
    if (!store.ok) return store;
    const updated = store.value.update((settings) => changed(settings, change));
    if (!updated.ok) return updated;
    // The next request speaks as the version that is chosen now.
    if (change.apiVersion !== undefined) following.service.resources.forgetClient();
    following.alarms.settingsChanged();
    this.changed();
    return ok(null);
  }

  /** Shows a notice until it is dismissed; of each code the newest. */
  notify(notice: Notice): void {
    this.dismiss(notice.code);
    this.#notices = [...this.#notices, notice];
    this.changed();
  }

  dismiss(code: Notice['code']): void {
    this.#notices = this.#notices.filter((one) => one.code !== code);
    this.changed();
  }

  /** Something the snapshot shows is another than before. */
  changed(): void {
    this.#sequence += 1;
    this.#options.onSnapshot(this.snapshot());
  }

  #accountService(): GlucoseService {
    const { clock, fetch, chosen, openSettings, baseUrl } = this.#options;
    const options: ServiceOptions = {
      dataDir: this.#folderOf('account'),
      clock,
      fetch,
      openSettings,
      openVault: opened(chosen),
      unremembered: true,
    };
    return new GlucoseService(baseUrl === null ? options : { ...options, baseUrl });
  }

  #folderOf(mode: Following['mode']): string {
    return mode === 'demo' ? `${this.#options.dataDir}-demo` : this.#options.dataDir;
  }

  #follow(mode: Following['mode'], service: GlucoseService, simulator: Simulator | null): void {
    const { clock, notifier, onFollowing } = this.#options;
    const dataDir = this.#folderOf(mode);
    const following = new Following({ mode, dataDir, clock, notifier, service, simulator });
    this.#following = following;
    following.subscribe(({ type }) => {
      if (this.#following === following && (type === 'state' || type === 'alarm')) this.changed();
    });
    onFollowing(following);
    following.start();
  }
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
