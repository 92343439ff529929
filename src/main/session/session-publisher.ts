import { isDeepStrictEqual } from 'node:util';
import type { Problem } from '../../shared/problems.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import type { Mode } from '../../shared/state/snapshot.ts';
import type { UploadState } from '../../shared/state/upload-state.ts';
import type { ChosenVault } from '../credentials/vault.ts';
import type { Profile } from '../profile/profile.ts';
import type { Clock } from '../time/clock.ts';
import type { Following } from './following.ts';
import type { Snapshots } from './snapshots.ts';

/** More than anybody reads; of what closed profiles said the newest. */
const MOST_REMEMBERED = 20;

/** What the session publishes of itself. */
export class SessionPublisher {
  readonly #snapshots: Snapshots;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #openAccount: () => Profile;
  /** While nobody is followed: the account's settings hold, and what is recorded can be taken along or erased. */
  #idle: Profile | null = null;
  /** Of profiles that are closed; what was set aside for one of them the next one cannot know of. */
  #problems: readonly Problem[] = [];

  constructor(snapshots: Snapshots, clock: Pick<Clock, 'now'>, openAccount: () => Profile) {
    this.#snapshots = snapshots;
    this.#clock = clock;
    this.#openAccount = openAccount;
  }

  /** What a profile said before it is closed goes on being said. */
  remember({ notices }: Profile): void {
    const known = this.#problems;
    const news = notices.filter((one) => !known.some((other) => isDeepStrictEqual(one, other)));
    this.#problems = [...known, ...news].slice(-MOST_REMEMBERED);
  }

  /** The account's, while nobody is followed. */
  get idle(): Profile {
    return (this.#idle ??= this.#openAccount());
  }

  /** What is on the disk may be something else by now. */
  async forget(): Promise<void> {
    const idle = this.#idle;
    this.#idle = null;
    await idle?.close();
  }

  settingsOf(following: Following | null): Settings {
    return this.#profileOf(following).currentSettings();
  }

  publish(mode: Mode, following: Following | null, chosen: ChosenVault | null): void {
    const profile = this.#profileOf(following);
    const store = profile.settings();
    // Of settings that cannot be read while nobody is followed nothing depends.
    const unread = store.ok || following === null ? [] : [store.problem];
    const computer = this.#clock.now();
    const backup = following?.backups.state ?? null;
    const skipped = backup?.problem ?? null;
    const upload = following?.upload.state ?? null;
    const feed = following?.feed?.state ?? null;
    this.#snapshots.publishSession({
      clockOffset: (following?.profile.time.now() ?? computer) - computer,
      mode,
      state: following?.monitor.state ?? null,
      settings: profile.currentSettings(),
      alarms: following?.shownAlarms() ?? [],
      vault: chosen?.state ?? null,
      backup,
      upload,
      feed,
      problems: [
        ...this.#problems,
        ...profile.notices,
        ...unread,
        ...[skipped, noticeOf(upload), feed && 'problem' in feed ? feed.problem : null].filter(
          (one) => one !== null,
        ),
      ],
    });
  }

  #profileOf(following: Following | null): Profile {
    if (following === null) return this.idle;
    void this.forget();
    return following.profile;
  }
}

/** Of an upload only what nothing but a person ends: the rest stands under Status. */
function noticeOf(upload: UploadState | null): Problem | null {
  const why = upload?.problem ?? null;
  return why !== null && upload?.retryAt === null ? why : null;
}
