import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from '../../shared/schemas.ts';
import { DAY, HOUR, MINUTE } from '../../shared/time.ts';
import type { UpdateState } from '../../shared/state/update-state.ts';
import { inTurn } from '../files/in-turn.ts';
import { KeptFile } from '../files/kept-file.ts';
import type { Pulse } from '../time/pulse.ts';
import { askReleases } from './ask-releases.ts';
import { isNewer, type Releases } from './releases.ts';

const LOOK_MS = MINUTE;
/** After a start there is more important to do, and computers that start at eight do not all ask at eight. */
const FIRST_MS = 5 * MINUTE;
/** Between two questions, and how much more at random. */
const EVERY_MS = DAY;
const JITTER_MS = 2 * HOUR;
/** Where nobody was reached. */
const AGAIN_MS = HOUR;

export const UPDATES_FILE = 'updates.json';

const kept = z.object({
  /** Not before then, ms UTC. */
  nextAt: z.int().nullable().catch(null),
  answeredAt: z.int().nullable().catch(null),
  tag: z.string().max(200).nullable().catch(null),
  newest: z
    .object({
      version: z.string().regex(/^\d{1,6}(\.\d{1,6}){2}$/),
      at: z.int().nullable(),
      lines: z.array(z.string().max(200)).max(3),
    })
    .nullable()
    .catch(null),
});
type Kept = z.infer<typeof kept>;
const NOTHING: Kept = { nextAt: null, answeredAt: null, tag: null, newest: null };

export interface UpdateWatchOptions {
  dataDir: string;
  pulse: Pulse;
  releases: Releases;
  /** Our own. */
  version: string;
  by: UpdateState['by'];
  fetch: typeof fetch;
  isWanted: () => boolean;
  /** Whoever sees to an alarm is neither told of nor kept waiting for anything else. */
  mustWait: () => boolean;
  publish: (state: UpdateState) => void;
  onFault: (error: unknown) => void;
  /** From 0 up to 1. */
  random?: () => number;
}

/**
 * Finds out once a day at most, where somebody wants that, whether there is a newer version, and says so; it fetches and
 * installs nothing.
 */
export class UpdateWatch {
  readonly #options: UpdateWatchOptions;
  readonly #file: KeptFile;
  /** null: not read yet. */
  #kept: Kept | null = null;
  /** By the monotonic clock. */
  #firstAt = 0;
  #isUnderWay = false;
  #end = () => {};

  constructor(options: UpdateWatchOptions) {
    this.#options = options;
    this.#file = new KeptFile(join(options.dataDir, UPDATES_FILE));
  }

  start(): void {
    const { pulse, dataDir } = this.#options;
    this.#firstAt = pulse.clock.monotonic() + FIRST_MS * (1 + this.#random());
    this.#publish();
    this.#end = pulse.beat(LOOK_MS, () => void this.#look());
    // While nobody knows when it was last asked it is not asked, however long the disk takes to tell.
    void readKept(dataDir).then((read) => {
      this.#kept = read;
      this.#publish();
    });
  }

  stop(): void {
    this.#end();
  }

  async #look(): Promise<void> {
    if (this.#isUnderWay || this.#kept === null) return;
    this.#isUnderWay = true;
    try {
      if (this.#isDue(this.#kept)) await this.#ask(this.#kept);
      // What was switched off or came with an alarm is told when that changes.
      this.#publish();
    } catch (error) {
      this.#options.onFault(error);
    } finally {
      this.#isUnderWay = false;
    }
  }

  #isDue({ nextAt }: Kept): boolean {
    const { isWanted, mustWait, pulse } = this.#options;
    if (!isWanted() || mustWait() || pulse.clock.monotonic() < this.#firstAt) return false;
    const now = pulse.clock.now();
    // A time that is further away than any we set was set by a clock that was wrong.
    return nextAt === null || nextAt <= now || nextAt > now + EVERY_MS + JITTER_MS;
  }

  async #ask(before: Kept): Promise<void> {
    const { releases, fetch, pulse } = this.#options;
    const { clock } = pulse;
    const answer = await askReleases({ feed: releases.feed, tag: before.tag, fetch, clock });
    const now = clock.now();
    const nextAt = Math.round(now + (answer === null ? AGAIN_MS : EVERY_MS) + JITTER_MS * this.#random());
    const heard = answer === null ? {} : { answeredAt: now };
    const said = answer === null || answer === 'unchanged' ? {} : answer;
    this.#kept = { ...before, ...heard, ...said, nextAt };
    await this.#file.write(JSON.stringify(this.#kept));
  }

  #publish(): void {
    const { releases, version, by, isWanted, publish } = this.#options;
    const { answeredAt, newest } = this.#kept ?? NOTHING;
    const isNews = isWanted() && newest !== null && isNewer(newest.version, version);
    publish({ host: new URL(releases.feed).host, answeredAt, newer: isNews ? newest : null, by });
  }

  #random(): number {
    return (this.#options.random ?? Math.random)();
  }
}

/** What another run has kept; whatever is wrong with it is as if it were not there. */
function readKept(dataDir: string): Promise<Kept> {
  return inTurn(async () => {
    const text = await readFile(join(dataDir, UPDATES_FILE), 'utf8').catch(() => '');
    try {
      return kept.parse(JSON.parse(text));
    } catch {
      return NOTHING;
    }
  });
}
