import { ARMED_FAULTS, type Armed, type ArmedFault } from '../../../shared/alarms/armed.ts';
import type { Delivery } from '../../../shared/alarms/journal-entry.ts';
import type { AlarmRules } from '../../../shared/alarms/rules.ts';
import { DAY, MINUTE } from '../../../shared/time.ts';
import type { Sound } from '../../computer/sound.ts';
import type { Pulse } from '../../time/pulse.ts';
import type { AutostartState } from '../life/autostart/autostart.ts';
import type { NotificationState } from '../notify/system-notifications.ts';
import type { TrayState } from '../tray/tray-keeper.ts';

export const CHECK_EVERY_MS = 5 * MINUTE;
/** Before the alarm for missing data, which comes after twenty. */
const ANSWER_TOO_OLD_MS = 15 * MINUTE;
/** The FDA's safety notice of 5 February 2025 advises to check alerts at least monthly. */
const TEST_TOO_OLD_MS = 30 * DAY;

/** What the program knows at any time. Instants in ms UTC. */
export interface Circumstances {
  now: number;
  /** null: nobody is followed. */
  watching: { startedAt: number; answeredAt: number | null; askedByAnother: boolean } | null;
  rules: Pick<AlarmRules, 'urgentLow' | 'low'>;
  settingsUnread: boolean;
  /** How the last notification ended; null: there was none. */
  lastOutcome: Delivery | null;
  soundFails: boolean;
  /** null: never; undefined: not known yet, which is no fault. */
  testedAt: number | null | undefined;
  /** Whether our icon is to be seen; null: the system does not tell. */
  tray: TrayState | null;
}

/** What has to be asked of the system, which takes its time. */
export interface SystemFacts {
  notifications: NotificationState;
  sound: Sound;
  atLogin: AutostartState;
}

export interface SelfCheckOptions {
  pulse: Pulse;
  circumstances: () => Circumstances;
  system: { [F in keyof SystemFacts]: () => Promise<SystemFacts[F]> };
  /** Told when something is another than before. */
  onChange: () => void;
  /** Told when the system would show notifications again, which it would not when it was last asked. */
  onNotificationsBack: () => void;
}

/** Whether alarms would be raised and noticed: asked of the system now and then, never waited for. */
export class SelfCheck {
  readonly #options: SelfCheckOptions;
  #facts: SystemFacts | null = null;
  #told = '';
  #endBeats: () => void = () => {};

  constructor(options: SelfCheckOptions) {
    this.#options = options;
  }

  /** Looks at once, and from then on every five minutes. */
  start(): void {
    this.#endBeats = this.#options.pulse.beat(CHECK_EVERY_MS, () => void this.look());
    void this.look();
  }

  stop(): void {
    this.#endBeats();
  }

  /** Asks the system anew. */
  async look(): Promise<void> {
    const { system, onChange, onNotificationsBack } = this.#options;
    const [notifications, sound, atLogin] = await Promise.all([
      system.notifications().catch((): NotificationState => 'absent'),
      system.sound().catch((): Sound => null),
      system.atLogin().catch((): AutostartState => 'off'),
    ]);
    const before = this.#facts?.notifications ?? 'ready';
    this.#facts = { notifications, sound, atLogin };
    if (before !== 'ready' && notifications === 'ready') onNotificationsBack();
    const faults = this.armed().faults.join();
    if (faults === this.#told) return;
    this.#told = faults;
    onChange();
  }

  armed(): Armed {
    const circumstances = this.#options.circumstances();
    return { faults: faultsOf(circumstances, this.#facts), testedAt: circumstances.testedAt ?? null };
  }
}

/** Every fault there is, the gravest first. @param facts null: not known yet, which is no fault */
export function faultsOf(circumstances: Circumstances, facts: SystemFacts | null): ArmedFault[] {
  const { now, watching, rules, settingsUnread, lastOutcome, soundFails, testedAt, tray } = circumstances;
  const notifications = facts?.notifications ?? 'ready';
  const isReady = notifications === 'ready';
  const silentSince = watching?.answeredAt ?? watching?.startedAt ?? now;
  const holds: Record<ArmedFault, boolean> = {
    notWatching: watching === null,
    noAnswer: watching?.askedByAnother === false && now - silentSince > ANSWER_TOO_OLD_MS,
    lowsOff: !rules.urgentLow.on || !rules.low.on,
    settingsUnread,
    notificationsUnavailable: notifications === 'absent',
    notificationsPaused: notifications === 'paused',
    notificationsUnanswered: notifications === 'hanging' || (isReady && lastOutcome === 'unknown'),
    // Where something known keeps all of them back, that one of them failed says nothing more.
    notificationsFailed: isReady && lastOutcome === 'failed',
    soundFails,
    soundAbsent: facts?.sound === 'none',
    soundMuted: facts?.sound === 'off',
    neverTested: testedAt === null,
    testLongAgo: testedAt != null && now - testedAt > TEST_TOO_OLD_MS,
    loginNeedsApproval: facts?.atLogin === 'needsApproval',
    notAtLogin: facts !== null && facts.atLogin !== 'on' && facts.atLogin !== 'needsApproval',
    noTray: tray === 'none',
    trayLost: tray === 'lost',
    trayHidden: tray === 'hidden',
  };
  return ARMED_FAULTS.filter((fault) => holds[fault]);
}
