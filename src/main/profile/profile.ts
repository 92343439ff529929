import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Problem } from '../../shared/problems.ts';
import { problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { systemClock, type Clock } from '../time/clock.ts';
import { openKeychain } from '../credentials/keychain.ts';
import { memoryVault, type Credentials, type CredentialVault } from '../credentials/vault.ts';
import { closeToOthers, prepareDataDirectory } from '../files/data-directory.ts';
import { allWritten, answered } from '../files/in-turn.ts';
import { HistoryHere } from '../history/history-here.ts';
import type { HistoryPort, OpenHistory } from '../history/port.ts';
import { LibreClient } from '../libre/client.ts';
import { ServerState, type FolderOwner } from '../libre/server-state.ts';
import { createTransport } from '../libre/transport.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../shared/settings/settings.ts';
import { openSettings, type SettingsStore } from '../settings/settings-store.ts';
import { TrustedTime } from '../time/trusted-time.ts';
import { USER_AGENT } from './version.ts';

export interface ProfileOptions {
  /** Folder for history, settings and state; made where it is missing. */
  dataDir: string;
  clock?: Clock;
  /** Signs in with these and touches no keychain; the session stays in memory. Without: the keychain's. */
  credentials?: Credentials;
  server?: ServerOptions;
  requests?: RequestOptions;
  places?: Places;
}

/** Which server is asked. */
export interface ServerOptions {
  /** Its origin; default: the settings'. */
  baseUrl?: string;
  /** Default: the settings'. */
  apiVersion?: string;
  /** It is the simulator of this very process: its time is ours, and cannot show ours to be wrong. */
  ownServer?: boolean;
}

/** How it is asked. */
export interface RequestOptions {
  fetch?: typeof fetch;
  /** Ends every request, for a caller whose time is limited. */
  signal?: AbortSignal;
  /** How long one attempt at a request may take; default 20 s. */
  attemptLimitMs?: number;
  /** 0 up to 1, for how long a pause lasts whose length nobody stated; default: `Math.random`. */
  random?: () => number;
  /** Signs in even where a refusal could not be kept for the next run: for a monitor, which must not be blind. */
  unremembered?: boolean;
}

/** Where things are kept. */
export interface Places {
  /** Opens the place for credentials; default: the system's keychain. */
  openVault?: () => Promise<Result<CredentialVault>>;
  /** Where the history is: default in this thread, for whoever does one thing and ends. */
  openHistory?: OpenHistory;
  /** What everybody goes through to the history; default: nothing. */
  wrapHistory?: (history: HistoryPort, clock: Clock) => HistoryPort;
  /** Opens config.json; default: as the command line does. */
  openSettings?: (dataDir: string) => Result<SettingsStore>;
}

/** Files, keychain and connection of one data directory; each is opened when first asked for, and then kept. */
export class Profile {
  readonly time: TrustedTime;
  readonly #options: ProfileOptions;
  readonly #clock: Clock;
  #settings: SettingsStore | null = null;
  readonly #history: HistoryPort;
  /** What of the folder others could use and we cannot prevent; undefined: not looked at yet. */
  #open: Problem | null | undefined;
  #vault: CredentialVault | null = null;
  #client: LibreClient | null = null;
  #state: ServerState | null = null;

  constructor(options: ProfileOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.time = new TrustedTime(this.#clock);
    const { openHistory = openHere, wrapHistory } = options.places ?? {};
    const history = openHistory(join(options.dataDir, 'history.db'), this.time.clock);
    this.#history = wrapHistory?.(history, this.time.clock) ?? history;
  }

  /** What the user should hear although the work goes on, such as settings that could not be read. */
  get notices(): Problem[] {
    const notice = this.#settings?.notice ?? null;
    return [notice, this.#open ?? null, ...this.#history.state.notices].filter((one) => one !== null);
  }

  get dataDir(): string {
    return this.#options.dataDir;
  }

  settings(): Result<SettingsStore> {
    if (this.#settings === null) {
      const folder = this.#folder();
      // Where it can only be read, there may be settings all the same.
      if (!folder.ok && !isFolder(this.#options.dataDir)) return folder;
      const opened = (this.#options.places?.openSettings ?? openSettings)(this.#options.dataDir);
      if (!opened.ok) return opened;
      this.#settings = opened.value;
    }
    return ok(this.#settings);
  }

  /** The settings in force: the usual ones where the file cannot be used, so that readings go on coming in. */
  currentSettings(): Settings {
    const store = this.settings();
    return store.ok ? store.value.read() : DEFAULT_SETTINGS;
  }

  #folder(): Result<void> {
    const { dataDir } = this.#options;
    const folder = prepareDataDirectory(dataDir);
    if (this.#open === undefined && isFolder(dataDir)) this.#open = closeToOthers(dataDir);
    return folder;
  }

  /** The history; see `HistoryPort`. */
  get history(): HistoryPort {
    if (this.#open === undefined) this.#folder();
    return this.#history;
  }

  /** Origin of the server that is asked first. */
  get baseUrl(): string {
    return this.#options.server?.baseUrl ?? this.currentSettings().baseUrl;
  }

  /** How anybody on the net is asked, by the system's proxies where the program knows them. */
  get fetch(): typeof fetch {
    return this.#options.requests?.fetch ?? fetch;
  }

  /** Ends every request, for a caller whose time is limited; undefined: nothing does. */
  get signal(): AbortSignal | undefined {
    return this.#options.requests?.signal;
  }

  /** Whose the folder is; null: nobody's yet. */
  get owner(): FolderOwner | null {
    return this.serverState.owner;
  }

  /** Marks the folder where it is nobody's yet; where the disk does not answer nobody waits. @returns whose it is */
  claim(claimant: FolderOwner): Promise<FolderOwner> {
    this.#folder();
    return answered(this.#clock, this.serverState.claim(claimant), claimant);
  }

  /** Where credentials and session are: the keychain, or memory where credentials were given. */
  async vault(): Promise<Result<CredentialVault>> {
    if (this.#vault === null) {
      const { credentials, requests } = this.#options;
      // Without a folder to keep it in, the budget of sign-ins would begin anew with each run.
      const folder = this.#folder();
      if (!folder.ok && !requests?.unremembered) return folder;
      if (credentials) {
        this.#vault = memoryVault();
        await this.#vault.writeCredentials(credentials);
      } else {
        const opened = await this.lastingVault();
        if (!opened.ok) return opened;
        this.#vault = opened.value;
      }
    }
    return ok(this.#vault);
  }

  /** Where credentials are between runs, whatever were given for this one. */
  lastingVault(): Promise<Result<CredentialVault>> {
    return (this.#options.places?.openVault ?? this.#openKeychain)();
  }

  #openKeychain = () => openKeychain({ namespace: resolve(this.#options.dataDir), clock: this.#clock });

  /** The client of the account at hand; `signInNeeded` where there cannot be one. */
  async client(): Promise<Result<LibreClient>> {
    if (this.#client === null) {
      const vault = await this.vault();
      if (!vault.ok) {
        if (vault.problem.code !== 'keychainAbsent') return vault;
        return fail(problem('signInNeeded', { noKeychain: vault.problem.params.cause }));
      }
      this.#client = this.clientWith(vault.value);
    }
    return ok(this.#client);
  }

  /** What is kept of the server and of whoever asks it. */
  get serverState(): ServerState {
    return (this.#state ??= new ServerState(this.#options.dataDir));
  }

  /** A client of another account: one that is being tried. */
  clientWith(vault: CredentialVault): LibreClient {
    const settings = this.currentSettings();
    const { server, requests = {} } = this.#options;
    const { signal, attemptLimitMs, random } = requests;
    const { baseUrl } = this;
    const state = this.serverState;
    return new LibreClient({
      server: {
        baseUrl,
        apiVersion: server?.apiVersion ?? settings.apiVersion,
        userAgent: USER_AGENT,
      },
      transport: createTransport({
        fetch: requests.fetch ?? fetch,
        clock: this.time.clock,
        onServerTime: (time) => {
          if (server?.ownServer !== true) this.time.observe(time);
        },
        ...(signal && { signal }),
        ...(attemptLimitMs !== undefined && { attemptLimitMs }),
      }),
      clock: this.time.clock,
      vault,
      memoryOf: (email) => state.account(baseUrl, email),
      run: {
        isTimeSure: () => this.time.isSure,
        keepsSession: this.#options.credentials === undefined,
        unremembered: requests.unremembered ?? false,
        ...(random && { random }),
      },
    });
  }

  /** Closes what is open; what still waits to be written comes first, where the disk takes it. */
  async close(): Promise<void> {
    await this.history.close();
    await answered(this.#clock, allWritten(), undefined);
  }

  /** After signing in or out: the next request finds out anew who we are. */
  forgetClient(): void {
    this.#client = null;
  }
}

function openHere(path: string, clock: Clock): HistoryPort {
  return new HistoryHere(path, clock);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
