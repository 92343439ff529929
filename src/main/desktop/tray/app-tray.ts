import { Menu, nativeImage, nativeTheme, screen, Tray } from 'electron';
import { isArmed } from '../../../shared/alarms/armed.ts';
import { say } from '../../../shared/messages/say.ts';
import { rulesFor } from '../../../shared/settings/settings.ts';
import { SECOND } from '../../../shared/time.ts';
import type { Pulse } from '../../time/pulse.ts';
import { followedOf } from '../../profile/people.ts';
import { lastRaised } from '../../reports/journal.ts';
import type { Session } from '../../session/session.ts';
import type { Snapshots } from '../../session/snapshots.ts';
import type { Quitting } from '../life/quitting.ts';
import type { MainWindow } from '../windows/main-window.ts';
import { clockText } from '../../../shared/messages/times.ts';
import type { TrayCommand } from './menu.ts';
import { trayModel } from './model.ts';
import { menuTells, type TrayPlatform } from './platform.ts';
import type { TrayAnswer } from './tray-keeper.ts';
import { TrayIcon } from './tray-icon.ts';

const PLATFORM = process.platform as TrayPlatform;
/** Age alone changes the face of a value. */
const REDRAW_EVERY_MS = 15 * SECOND;

export interface AppTrayOptions {
  pulse: Pulse;
  session: Session;
  snapshots: Snapshots;
  /** Told of what could not be drawn. */
  onFault: (error: unknown) => void;
  window: Pick<MainWindow, 'showPage' | 'showWhy'>;
  quitting: Pick<Quitting, 'quit'>;
}

/** The tray of the program: drawn with each snapshot and as time passes; does what its menu asks for. */
export class AppTray {
  readonly #options: AppTrayOptions;
  readonly #icon: TrayIcon;
  readonly #unsubscribe: () => void;
  readonly #endBeats: () => void;

  /** Only after the app is ready. */
  constructor(options: AppTrayOptions) {
    this.#options = options;
    this.#icon = new TrayIcon({
      electron: { Menu, nativeImage, nativeTheme, screen, Tray },
      platform: PLATFORM,
      session: process.env['XDG_CURRENT_DESKTOP'] ?? '',
      clock: options.pulse.clock,
      palette: () => options.snapshots.last.settings.desktop.palette,
      onCommand: (command) => this.#run(command),
    });
    this.#unsubscribe = options.snapshots.subscribe(() => this.#draw());
    this.#draw();
    this.#endBeats = options.pulse.beat(REDRAW_EVERY_MS, () => this.#draw());
  }

  /** Whether macOS keeps the icon out of sight; elsewhere nobody can tell by where it stands. */
  answer(): TrayAnswer {
    return PLATFORM === 'darwin' ? this.#icon.answer() : null;
  }

  /** Nothing that stays would be true any more. */
  destroy(): void {
    this.#unsubscribe();
    this.#endBeats();
    this.#icon.destroy();
  }

  #draw(): void {
    const { session, snapshots, onFault } = this.#options;
    const { mode, state, settings, alarms, armed } = snapshots.last;
    const [fault] = armed.faults;
    // A tray that cannot be drawn must not keep the monitor from its next step.
    try {
      this.#icon.render(
        trayModel({
          mode,
          state: state && { ...state, people: followedOf(state.people, settings) },
          unit: settings.unit,
          chosen: settings.desktop.trayPerson,
          hidden: settings.desktop.trayPrivate,
          rulesOf: (patientId) => rulesFor(settings, patientId),
          alarms,
          armed: { armed: isArmed(armed), why: fault === undefined ? null : say(`armedFaults.${fault}`) },
          wholeMinutes: !menuTells(PLATFORM),
          now: session.now(),
          localTime: clockText,
        }),
      );
    } catch (error) {
      onFault(error);
    }
  }

  #run(command: TrayCommand): void {
    const { session, window, quitting } = this.#options;
    switch (command.type) {
      case 'open':
        return window.showPage('now');
      case 'settings':
        return window.showPage('settings');
      case 'refresh':
        return void session.following?.monitor.refresh();
      case 'quit':
        return void quitting.quit();
      case 'choosePerson':
        return void session.updateSettings({ desktop: { trayPerson: command.patientId } });
      case 'acknowledge':
        for (const alarm of command.alarms) session.alarms.acknowledge(alarm, 'tray');
        return;
      case 'undo':
        return void session.alarms.undoSilence(command.alarm, 'tray');
      case 'snooze':
        return void session.alarms.snoozeAll(command.scope, command.minutes, 'tray');
      case 'snoozeUntilInRange':
        for (const alarm of command.alarms) session.alarms.snooze(alarm, alarm.minutes, 'tray');
        return;
      case 'endSnooze':
        return void session.alarms.endSnooze('tray');
      case 'why':
        return void this.#showWhy();
    }
  }

  /** The journal at what rings or has been answered, else at what rang last, else as it is. */
  async #showWhy(): Promise<void> {
    const { session, snapshots, window } = this.#options;
    const known = snapshots.last.alarms.flatMap(({ since }) => (since === null ? [] : [since]));
    const profile = session.following?.profile;
    const at = known.length > 0 ? Math.max(...known) : profile ? await lastRaised(profile) : null;
    if (at === null) window.showPage('journal');
    else window.showWhy(at);
  }
}
