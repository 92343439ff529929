import {
  app,
  BrowserWindow,
  nativeImage,
  Notification,
  screen,
  session as electronSession,
  shell,
} from 'electron';
import { homedir } from 'node:os';
import type { Armed } from '../../../shared/alarms/armed.ts';
import type { Delivery } from '../../../shared/alarms/journal-entry.ts';
import type { TestedAlarm } from '../../../shared/ipc/alarms.ts';
import type { Contracts } from '../../../shared/ipc/contracts.ts';
import type { Snapshot } from '../../../shared/state/snapshot.ts';
import { DAY } from '../../../shared/time.ts';
import { selfTest } from '../../alarms/self-test.ts';
import { soundOf } from '../../computer/sound.ts';
import { computerTold } from '../../computer/told.ts';
import type { EveningWatch } from '../../evening/evening-watch.ts';
import type { Pulse } from '../../time/pulse.ts';
import { JOURNAL_DAYS } from '../../history/journal.ts';
import type { Profile } from '../../profile/profile.ts';
import { alarmTests } from '../../reports/journal.ts';
import { AlarmWindow } from './alarm-window.ts';
import type { Session } from '../../session/session.ts';
import type { Snapshots } from '../../session/snapshots.ts';
import type { ProgramRun } from '../life/begin-run.ts';
import { autostartOf, type Autostart } from '../life/autostart/autostart.ts';
import type { Following } from '../../session/following.ts';
import { clockText } from '../../../shared/messages/times.ts';
import { isWayland } from '../windows/wayland.ts';
import { pagePreferences, type MainWindow } from '../windows/main-window.ts';
import type { TrayState } from '../tray/tray-keeper.ts';
import { eveningWatch } from './evening.ts';
import { SelfCheck, type Circumstances } from './self-check.ts';
import { DesktopNotifier } from '../notify/desktop-notifier.ts';
import { claimOldClicks, systemNotifications } from '../notify/platform.ts';
import { quietNotification } from '../notify/quiet-notification.ts';
import type { NotificationState, SystemNotifications } from '../notify/system-notifications.ts';

export interface DesktopAlarmsOptions {
  program: Pick<ProgramRun, 'dataDir' | 'fault'>;
  pulse: Pulse;
  preload: string;
  session: Session;
  snapshots: Snapshots;
  window: Pick<MainWindow, 'showPage'>;
  isQuitting: () => boolean;
}

/** How alarms reach the person at this computer, and whether they would: all parts of it, put together. */
export class DesktopAlarms {
  readonly notifier: DesktopNotifier;
  readonly #options: DesktopAlarmsOptions;
  readonly #system: SystemNotifications;
  readonly #window: AlarmWindow;
  readonly #check: SelfCheck;
  readonly #autostart: Autostart;
  readonly #evening: EveningWatch;
  #following: Watched | null = null;
  #lastOutcome: Delivery | null = null;
  #soundFails = false;
  #startAtLogin: boolean | null = null;
  #tray: TrayState | null = null;

  constructor(options: DesktopAlarmsOptions) {
    const { pulse, preload, session, snapshots, window, isQuitting } = options;
    const { clock } = pulse;
    const { platform, env, execPath } = process;
    this.#options = options;
    this.#system = systemNotifications({
      platform,
      env,
      clock,
      notification: Notification,
      imageOf: (file) => nativeImage.createFromBuffer(file),
    });
    this.#autostart = autostartOf({ platform, env, app, home: homedir(), execPath });
    this.#window = new AlarmWindow({
      electron: { BrowserWindow, screen, shell, app },
      system: { platform, isWayland: isWayland(platform, env) },
      clock,
      preferences: pagePreferences(preload),
      sound: {
        volume: () => snapshots.last.settings.desktop.volume,
        onRung: (heard) => {
          this.#soundFails = !heard;
          void this.#check.look();
        },
      },
      last: () => snapshots.last,
      isQuitting,
    });
    this.notifier = new DesktopNotifier({
      clock,
      system: this.#system,
      face: this.#window,
      session,
      localTime: clockText,
      tell: {
        open: (patientId) => window.showPage('now', patientId),
        outcome: (outcome) => {
          this.#lastOutcome = outcome;
          void this.#check.look();
        },
      },
    });
    this.#check = new SelfCheck({
      pulse,
      circumstances: () => this.#circumstances(),
      system: {
        notifications: () => this.#notificationState(),
        sound: () => soundOf(platform),
        atLogin: async () => this.#autostart.state(),
      },
      onChange: () => this.#publish(),
      onNotificationsBack: () => session.alarms.notificationsAreBack(),
    });
    this.#evening = eveningWatch({
      ...options,
      armed: () => this.lookAgain(),
      computer: () => computerTold(clock),
      proxyOf: (url) => electronSession.defaultSession.resolveProxy(url),
      sayQuietly: (title, body) => this.#sayQuietly(title, body),
    });
    snapshots.subscribe((snapshot) => this.#take(snapshot));
    session.onFollowing((following) => this.#follow(following));
  }

  /** Once the app is ready. */
  start(): void {
    claimOldClicks(process.platform, app, this.#system, () => this.#options.window.showPage('now'));
    this.#autostart.renew();
    this.#check.start();
    this.#evening.start();
  }

  stop(): void {
    this.#check.stop();
    this.#evening.stop();
    this.#window.release();
  }

  /** Whether the icon is to be seen, as far as it is known. */
  traySeen(tray: TrayState | null): void {
    this.#tray = tray;
    void this.#check.look();
  }

  /** Whether alarms would be noticed, asked of the system anew. */
  async lookAgain(): Promise<Armed> {
    await this.#check.look();
    return this.#check.armed();
  }

  /** By what means notifications are shown here, for the status page. */
  get means(): string {
    return this.#system.means;
  }

  /** The alarm window's answer to a ring. */
  rung(answer: Contracts['alarm:rung']['request']): void {
    this.#window.rung(answer);
  }

  /** What is no alarm. */
  #sayQuietly(title: string, body: string): void {
    const { snapshots, window } = this.#options;
    const request = quietNotification(title, body, snapshots.last.settings.desktop.palette);
    void this.#system.show(request, (answer) => {
      if (answer === 'open') window.showPage('status');
    });
  }

  #publish(): void {
    this.#options.snapshots.publishArmed(this.#check.armed());
  }

  /** What still rings, and what the settings are now. */
  #take(snapshot: Snapshot): void {
    this.#publish();
    this.notifier.settle(snapshot.alarms);
    this.#window.changed();
    if (snapshot.mode !== 'account') return;
    const { startAtLogin } = snapshot.settings.desktop;
    const before = this.#startAtLogin;
    this.#startAtLogin = startAtLogin;
    if (before === null || before === startAtLogin) return;
    this.#autostart.set(startAtLogin);
    void this.#check.look();
  }

  /** Somebody else is followed now, or nobody: the window is made before it is needed. */
  #follow(following: Following | null): void {
    this.#lastOutcome = null;
    if (following === null) {
      this.#following = null;
      this.#window.release();
      return;
    }
    const now = this.#options.pulse.clock.now();
    const watched: Watched = { of: following, startedAt: now, testedAt: undefined };
    this.#following = watched;
    void lastTestOf(following.profile, now)
      .catch(() => null)
      .then((at) => {
        watched.testedAt ??= at;
        return this.#check.look();
      });
    this.#window.prepare();
    void this.#check.look();
  }

  /** One alarm of each priority, over both channels, noted in the journal where there is one. */
  async test(): Promise<readonly TestedAlarm[]> {
    const { clock } = this.#options.pulse;
    const entries = await selfTest(this.notifier, clock);
    const following = this.#following;
    if (following) {
      // What becomes of it is nothing to wait for.
      void following.of.profile.history.ask('note', { entries, watched: [] });
      following.testedAt = clock.now();
    }
    void this.#check.look();
    return entries.map(({ kind, reason }) => ({ kind, outcome: reason as Delivery }));
  }

  /** What keeps notifications back now says more than how the last one ended. */
  async #notificationState(): Promise<NotificationState> {
    const state = await this.#system.state();
    if (state !== 'ready') this.#lastOutcome = null;
    return state;
  }

  #circumstances(): Circumstances {
    const following = this.#following;
    const state = following?.of.monitor.state;
    return {
      now: this.#options.pulse.clock.now(),
      watching:
        following === null || state === undefined
          ? null
          : {
              startedAt: following.startedAt,
              answeredAt: state.lastAnswerAt,
              askedByAnother: state.polledBy !== null,
            },
      rules: this.#options.snapshots.last.settings.alarms,
      settingsUnread: following?.of.profile.settings().ok === false,
      lastOutcome: this.#lastOutcome,
      soundFails: this.#soundFails,
      testedAt: following === null ? null : following.testedAt,
      tray: this.#tray,
    };
  }
}

interface Watched {
  of: Following;
  /** ms UTC */
  startedAt: number;
  /** When alarms were last tested; null: never; undefined: not known yet. */
  testedAt: number | null | undefined;
}

/** When alarms were last tested here, as far back as the journal goes, ms UTC. */
async function lastTestOf(profile: Profile, now: number): Promise<number | null> {
  const tests = await alarmTests(profile, now - JOURNAL_DAYS * DAY, now);
  return tests.at(-1)?.at ?? null;
}
