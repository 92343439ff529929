import type { Mode, SignIn, Snapshot, VaultState } from '../../shared/ipc.ts';
import { problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { personSettings, DEFAULT_PERSON } from '../../shared/settings/settings.ts';
import type { Unit } from '../../shared/glucose/units.ts';
import type { Clock } from '../clock.ts';
import type { ChosenVault } from './vault-choice.ts';
import { opened } from './vault-choice.ts';
import { Monitor } from '../monitor/monitor.ts';
import type { ServiceOptions } from '../resources.ts';
import { GlucoseService } from '../service.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { startSimulator, type Simulator } from '../simulator/simulator.ts';

export interface AccountSessionOptions {
  dataDir: string;
  clock: Clock;
  fetch: typeof fetch;
  chosen: ChosenVault;
  openSettings: (dataDir: string) => Result<SettingsStore>;
  /** Another server than the settings', as given on the command line. */
  baseUrl: string | null;
  /** Told of every change. */
  onSnapshot: (snapshot: Snapshot) => void;
}

/** One service with its monitor: the account's, or the demo's with a simulator of its own. */
interface Running {
  mode: 'account' | 'demo';
  service: GlucoseService;
  monitor: Monitor;
  simulator: Simulator | null;
  unsubscribe: () => void;
}

/** What the desktop shows and does, without a window: signing in and out, the demo, following, the newest snapshot. */
export class AccountSession {
  readonly #options: AccountSessionOptions;
  readonly #vault: VaultState;
  #running: Running | null = null;
  #sequence = 0;

  constructor(options: AccountSessionOptions) {
    this.#options = options;
    this.#vault = options.chosen.state;
  }

  /** Goes on with the account that signed in last, if there is one. */
  async start(): Promise<void> {
    const credentials = await this.#options.chosen.vault.readCredentials();
    if (credentials.ok && credentials.value) this.#watch('account', this.#accountService(), null);
    this.#changed();
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    if (!running) return;
    running.unsubscribe();
    await running.monitor.stop();
    running.service.close();
    await running.simulator?.close();
  }

  snapshot(): Snapshot {
    const mode: Mode = this.#running?.mode ?? 'signedOut';
    const settings = this.#running?.service.settings();
    const current = settings?.ok ? settings.value.read() : null;
    return {
      sequence: this.#sequence,
      mode,
      state: this.#running?.monitor.state ?? null,
      unit: current?.unit ?? null,
      unfollowed: Object.keys(current?.people ?? {}).filter((id) => !personSettings(current!, id).followed),
      vault: this.#vault,
      notices: this.#running?.service.notices ?? [],
    };
  }

  get service(): GlucoseService | null {
    return this.#running?.service ?? null;
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
    this.#watch('account', service, null);
    this.#changed();
    return ok(null);
  }

  async signOut(): Promise<Result<null>> {
    await this.stop();
    const cleared = await this.#options.chosen.vault.clear();
    this.#changed();
    return cleared.ok ? ok(null) : cleared;
  }

  /** Shows made-up people, in a data folder of their own. */
  async startDemo(): Promise<Result<null>> {
    await this.stop();
    const simulator = await startSimulator();
    const { clock, dataDir, openSettings } = this.#options;
    const service = new GlucoseService({
      dataDir: `${dataDir}-demo`,
      clock,
      // Loopback needs no proxy of the system's.
      baseUrl: simulator.url,
      credentials: { email: simulator.email, password: simulator.password },
      openSettings,
    });
    this.#watch('demo', service, simulator);
    this.#changed();
    return ok(null);
  }

  async stopDemo(): Promise<Result<null>> {
    if (this.#running?.mode !== 'demo') return ok(null);
    await this.stop();
    await this.start();
    return ok(null);
  }

  async refresh(): Promise<Result<null>> {
    await this.#running?.monitor.refresh();
    return ok(null);
  }

  /** The computer woke up or is online again. */
  wake(): void {
    this.#running?.monitor.wake();
  }

  follow(patientId: string, followed: boolean): Result<null> {
    return this.#updateSettings((settings) => {
      const person = { ...(settings.people[patientId] ?? DEFAULT_PERSON), followed };
      return { ...settings, people: { ...settings.people, [patientId]: person } };
    });
  }

  setUnit(unit: Unit | null): Result<null> {
    return this.#updateSettings((settings) => ({ ...settings, unit }));
  }

  #updateSettings(change: Parameters<SettingsStore['update']>[0]): Result<null> {
    const settings = this.#running?.service.settings();
    if (!settings) return fail(problem('signInNeeded', { noKeychain: '' }));
    if (!settings.ok) return settings;
    const updated = settings.value.update(change);
    if (!updated.ok) return updated;
    this.#changed();
    return ok(null);
  }

  #accountService(): GlucoseService {
    const { dataDir, clock, fetch, chosen, openSettings, baseUrl } = this.#options;
    const openVault = opened(chosen);
    const options: ServiceOptions = { dataDir, clock, fetch, openSettings, openVault, unremembered: true };
    return new GlucoseService(baseUrl === null ? options : { ...options, baseUrl });
  }

  #watch(mode: Running['mode'], service: GlucoseService, simulator: Simulator | null): void {
    const { clock, dataDir } = this.#options;
    const monitor = new Monitor({
      resources: service.resources,
      clock,
      dataDir: mode === 'demo' ? `${dataDir}-demo` : dataDir,
      intervalMs: 60_000,
    });
    const unsubscribe = monitor.subscribe((event) => {
      if (event.type === 'state') this.#changed();
    });
    this.#running = { mode, service, monitor, simulator, unsubscribe };
    monitor.start();
  }

  #changed(): void {
    this.#sequence += 1;
    this.#options.onSnapshot(this.snapshot());
  }
}
