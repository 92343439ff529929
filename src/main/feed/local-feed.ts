import { isDeepStrictEqual } from 'node:util';
import { problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { FeedSettings } from '../../shared/settings/settings.ts';
import type { FeedState } from '../../shared/state/feed-state.ts';
import { Turns } from '../time/turns.ts';
import { feedAnswer, type FeedSource } from './answers.ts';
import type { RunningFeed } from './server.ts';

export interface LocalFeedOptions extends Omit<FeedSource, 'settings'> {
  onChange: (state: FeedState | null) => void;
  onFault: (error: unknown) => void;
}

/** The local feed as the settings of a profile want it: served, or not, and said why not. */
export class LocalFeed {
  readonly #options: LocalFeedOptions;
  #state: FeedState | null = null;
  #running: { as: FeedSettings; feed: RunningFeed } | null = null;
  #isStarted = false;
  /** What is changed is changed one after the other: a port is free before it is taken again. */
  readonly #turns = new Turns();

  constructor(options: LocalFeedOptions) {
    this.#options = options;
  }

  /** Null while it is switched off. */
  get state(): FeedState | null {
    return this.#state;
  }

  start(): Promise<void> {
    this.#isStarted = true;
    return this.#apply(false);
  }

  stop(): Promise<void> {
    this.#isStarted = false;
    return this.#apply(false);
  }

  settingsChanged(): Promise<void> {
    return this.#apply(false);
  }

  /** Readers must say another one from now on. */
  secretChanged(): Promise<void> {
    return this.#apply(true);
  }

  #apply(anew: boolean): Promise<void> {
    return this.#turns.take(() => this.#change(anew).catch(this.#options.onFault));
  }

  async #change(anew: boolean): Promise<void> {
    const { feed: wanted } = this.#options.profile.currentSettings();
    const isWanted = this.#isStarted && wanted.on;
    if (!anew && isWanted && this.#running && isDeepStrictEqual(this.#running.as, wanted)) return;
    await this.#running?.feed.close();
    this.#running = null;
    if (!isWanted) return this.#know(null);
    const feed = await this.#open(wanted);
    if (!feed.ok) return this.#know({ problem: feed.problem });
    this.#running = { as: wanted, feed: feed.value };
    this.#know({ url: feed.value.url });
  }

  async #open(wanted: FeedSettings): Promise<Result<RunningFeed>> {
    const secret = wanted.guarded ? await this.#secret() : ok(null);
    if (!secret.ok) return secret;
    const { profile, demo, known, onFault } = this.#options;
    // Few want a feed, and with Node's server comes all else that Node has for HTTP: no start waits for that.
    const { startFeed } = await import('./server.ts');
    return startFeed({
      port: wanted.port,
      origins: wanted.origins,
      secret: secret.value,
      answer: (asked) =>
        feedAnswer({ profile, demo, known, settings: () => profile.currentSettings() }, asked),
      onFault,
    });
  }

  /** Without the one that readers should say nothing is served. */
  async #secret(): Promise<Result<string>> {
    const vault = await this.#options.profile.vault();
    const secret = vault.ok ? await vault.value.readSecret('feed') : vault;
    if (!secret.ok) return secret;
    return secret.value === null ? fail(problem('feedSecretMissing', {})) : ok(secret.value);
  }

  #know(state: FeedState | null): void {
    if (isDeepStrictEqual(state, this.#state)) return;
    this.#state = state;
    this.#options.onChange(state);
  }
}
