import { isDeepStrictEqual } from 'node:util';
import { slotOf } from '../../shared/exchange/nightscout-picks.ts';
import { FUTURE_LIMIT_MS } from '../../shared/glucose/freshness.ts';
import type { Reading } from '../../shared/glucose/reading.ts';
import { problem, type Problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { isFollowed, type NightscoutSettings } from '../../shared/settings/settings.ts';
import type { UploadState } from '../../shared/state/upload-state.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../shared/time.ts';
import type { Profile } from '../profile/profile.ts';
import type { Pulse } from '../time/pulse.ts';
import type { SiteAddress } from './site.ts';
import { UploadMemory } from './upload-memory.ts';

/** How often it is looked whether there is something to send. */
const LOOK_MS = 15 * SECOND;
/** All of it is sent again after a start, and what comes late out of the graph fills its gaps. */
const AGAIN_MS = 12 * HOUR;
/** A site that was away for longer gets the rest by `glucoglance upload`. */
const LONGEST_MS = 30 * DAY;
/** Between tries, by how many have failed in a row. */
const WAITS_MS = [1, 2, 5, 10, 15].map((minutes) => minutes * MINUTE);

export interface NightscoutUploadOptions {
  profile: Profile;
  dataDir: string;
  pulse: Pulse;
  /** Whether it is for this process, and now, to send anything: never what is made up. */
  mayUpload: () => boolean;
  /** Given for this run, in place of what is set up. */
  address?: SiteAddress | null;
  onChange: (state: UploadState | null) => void;
  /** 0 up to 1; default: `Math.random`. */
  random?: () => number;
}

/** What is sent, whose and where; another one begins anew. */
interface Target extends SiteAddress {
  patientId: string;
  intervalMinutes: number;
}

/**
 * Sends the readings of the one person that a site was set up for, by a timer of its own: no poll and no alarm waits for
 * it, and it waits for nothing but the history and the site. A token that was refused is not tried again.
 */
export class NightscoutUpload {
  readonly #options: NightscoutUploadOptions;
  readonly #memory: UploadMemory;
  #state: UploadState | null = null;
  #end = () => {};
  #stopped = new AbortController();
  #isUnderWay = false;
  /** ... and is about what was wanted before. */
  #isChanged = false;
  #target: Target | null = null;
  /** Slots that the site has had since the target was taken up. */
  #sent = new Set<number>();
  #failures = 0;
  /** By the monotonic clock. */
  #notBefore = -Infinity;
  #isRefused = false;

  constructor(options: NightscoutUploadOptions) {
    this.#options = options;
    this.#memory = new UploadMemory(options.dataDir);
  }

  /** Null while it is switched off. */
  get state(): UploadState | null {
    return this.#state;
  }

  start(): void {
    this.stop();
    this.#stopped = new AbortController();
    this.#end = this.#options.pulse.beat(LOOK_MS, () => void this.look());
  }

  /** Nothing is sent any more; a request under way is given up, and what it was about is sent again. */
  stop(): void {
    this.#end();
    this.#stopped.abort();
  }

  /** Somebody has changed a setting, or given another token: what failed before may be well now. */
  async settingsChanged(): Promise<void> {
    this.#isChanged = this.#isUnderWay;
    this.#target = null;
    this.#failures = 0;
    this.#notBefore = -Infinity;
    await this.look();
  }

  /** A token that was refused may be tried again: somebody has seen to it. */
  forgetRefused(): Promise<void> {
    return this.#memory.forgetRefused();
  }

  /** Sends what there is to send, if it is time. @returns once it is tried */
  async look(): Promise<void> {
    const { profile, mayUpload, pulse } = this.#options;
    const settings = profile.currentSettings();
    if (!settings.nightscout.on) return this.#know(null);
    if (this.#isUnderWay || !mayUpload() || pulse.clock.monotonic() < this.#notBefore) return;
    this.#isUnderWay = true;
    try {
      const isSame = this.#target !== null && isOf(settings.nightscout, this.#target, this.#options.address);
      const target = isSame && this.#target ? ok(this.#target) : await this.#takeUp(settings.nightscout);
      if (!target.ok) return this.#failed(target.problem, hostOf(settings.nightscout.url));
      if (!isFollowed(settings, target.value.patientId)) return this.#nobody(target.value.url);
      if (this.#isRefused) return;
      await this.#send(target.value);
    } catch {
      // It was given up; else the next look tries again.
    } finally {
      this.#isUnderWay = false;
      if (this.#isChanged) await this.settingsChanged();
    }
  }

  async #takeUp({ url, patientId, intervalMinutes }: NightscoutSettings): Promise<Result<Target>> {
    const { profile, address } = this.#options;
    this.#sent = new Set();
    const found = address ? ok(address) : await storedAddress(profile, url);
    if (!found.ok) return found;
    if (patientId === null) return fail(problem('nightscoutNobody', {}));
    this.#target = { ...found.value, patientId, intervalMinutes };
    this.#isRefused = await this.#memory.wasRefused(found.value);
    if (this.#isRefused) this.#know(this.#stateOf({ problem: refusedBy(this.#target) }));
    return ok(this.#target);
  }

  async #send(target: Target): Promise<void> {
    const { profile } = this.#options;
    const { url, patientId, intervalMinutes } = target;
    const now = profile.time.now();
    // Once in a slot is all there is to send.
    if (this.#sent.has(slotOf({ measuredAt: now } as Reading, intervalMinutes))) return;
    const sentTo = await this.#memory.sentTo(url, patientId);
    const from = Math.max(Math.min(sentTo ?? Infinity, now - AGAIN_MS), now - LONGEST_MS);
    const { signal } = this.#stopped;
    const newest = { at: this.#state?.newestAt ?? null };
    const isCurrent = () => this.#target === target && !signal.aborted;
    // Most people send nothing, and need not load how.
    const [{ sendWindow }, { siteOf }] = await Promise.all([
      import('./send-window.ts'),
      import('./site-of.ts'),
    ]);
    const done = await sendWindow({
      history: profile.history,
      site: siteOf(profile, target, signal),
      patientId,
      intervalMinutes,
      from,
      // The wearer's clock may be a little ahead of ours.
      to: now + FUTURE_LIMIT_MS,
      isTaken: (slot) => this.#sent.has(slot),
      signal,
      onSent: (readings, to) => {
        if (!isCurrent()) return;
        for (const reading of readings) this.#sent.add(slotOf(reading, intervalMinutes));
        newest.at = Math.max(newest.at ?? 0, ...readings.map(({ measuredAt }) => measuredAt)) || null;
        // Later than this may still come what was measured before.
        void this.#memory.keepSentTo(url, patientId, Math.min(to, now));
      },
    });
    if (!isCurrent()) return;
    const first = slotOf({ measuredAt: from } as Reading, intervalMinutes);
    for (const slot of this.#sent) if (slot < first) this.#sent.delete(slot);
    if (!done.ok) return this.#failed(done.problem, new URL(url).host, target);
    this.#failures = 0;
    const { sent: count } = done.value;
    this.#know(this.#stateOf(count > 0 ? { lastAt: now, lastCount: count, newestAt: newest.at } : {}));
  }

  #nobody(url: string): void {
    this.#know(this.#stateOf({ host: new URL(url).host, problem: problem('nightscoutNobody', {}) }));
  }

  #failed(why: Problem, host: string, target?: Target): void {
    if (why.code === 'nightscoutRefused' && target) {
      this.#isRefused = true;
      void this.#memory.keepRefused(target);
      return this.#know(this.#stateOf({ host, problem: why }));
    }
    const { pulse, profile, random = Math.random } = this.#options;
    const now = profile.time.now();
    const usual = WAITS_MS[Math.min(this.#failures, WAITS_MS.length - 1)] ?? MINUTE;
    const waitMs = why.retryAt === undefined ? usual * (0.9 + 0.2 * random()) : why.retryAt - now;
    this.#failures += 1;
    this.#notBefore = pulse.clock.monotonic() + waitMs;
    this.#know(this.#stateOf({ host, problem: why, retryAt: target ? now + waitMs : null }));
  }

  #stateOf(change: Partial<UploadState>): UploadState {
    const { lastAt, lastCount, newestAt } = this.#state ?? { lastAt: null, lastCount: 0, newestAt: null };
    const host = this.#target ? new URL(this.#target.url).host : '';
    return { host, lastAt, lastCount, newestAt, problem: null, retryAt: null, ...change };
  }

  #know(state: UploadState | null): void {
    if (isDeepStrictEqual(state, this.#state)) return;
    this.#state = state;
    this.#options.onChange(state);
  }
}

/** Where a profile's readings go as it is set up. */
export async function storedAddress(profile: Profile, url: string | null): Promise<Result<SiteAddress>> {
  if (url === null) return fail(problem('nightscoutNotSetUp', {}));
  const vault = await profile.lastingVault();
  const token = vault.ok ? await vault.value.readSecret('nightscout') : vault;
  if (!token.ok) return token;
  return token.value === null ? fail(problem('nightscoutNotSetUp', {})) : ok({ url, token: token.value });
}

function isOf(
  settings: NightscoutSettings,
  target: Target,
  address: SiteAddress | null | undefined,
): boolean {
  return (
    target.patientId === settings.patientId &&
    target.intervalMinutes === settings.intervalMinutes &&
    target.url === (address?.url ?? settings.url)
  );
}

const hostOf = (url: string | null): string => (url === null ? '' : new URL(url).host);
const refusedBy = ({ url }: Target): Problem => problem('nightscoutRefused', { host: new URL(url).host });
