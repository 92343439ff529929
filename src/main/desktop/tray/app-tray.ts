import { Menu, nativeImage, nativeTheme, screen, Tray } from 'electron';
import { isArmed } from '../../../shared/alarms/armed.ts';
import type { Page, Snapshot } from '../../../shared/ipc.ts';
import { armedFaults } from '../../../shared/messages/en.ts';
import { rulesFor } from '../../../shared/settings/settings.ts';
import { SECOND } from '../../../shared/time.ts';
import type { Clock } from '../../time/clock.ts';
import { followedOf } from '../../profile/people.ts';
import type { AccountSession } from '../../session/session.ts';
import { localTime } from '../locale/local-time.ts';
import type { TrayCommand } from './menu.ts';
import { trayModel } from './model.ts';
import { menuTells, type TrayPlatform } from './platform.ts';
import type { TrayAnswer } from './tray-keeper.ts';
import { TrayIcon } from './tray-icon.ts';

const PLATFORM = process.platform as TrayPlatform;
/** Age alone changes the face of a value. */
const REDRAW_EVERY_MS = 15 * SECOND;

export interface AppTrayOptions {
  clock: Clock;
  session: AccountSession;
  /** Told of what could not be drawn. */
  onFault: (error: unknown) => void;
  openPage: (page: Page) => void;
  quit: () => void;
}

/** The tray of the program: drawn with each snapshot and as time passes; does what its menu asks for. */
export class AppTray {
  readonly #options: AppTrayOptions;
  readonly #icon: TrayIcon;
  #snapshot: Snapshot | null = null;
  #cancel = () => {};

  /** Only after the app is ready. */
  constructor(options: AppTrayOptions) {
    const { clock } = options;
    this.#options = options;
    this.#icon = new TrayIcon({
      electron: { Menu, nativeImage, nativeTheme, screen, Tray },
      platform: PLATFORM,
      session: process.env['XDG_CURRENT_DESKTOP'] ?? '',
      clock,
      palette: () => this.#snapshot?.settings.desktop.palette ?? 'standard',
      onCommand: (command) => this.#run(command),
    });
    this.take(options.session.snapshot());
    const again = () => {
      this.#draw();
      this.#cancel = clock.after(REDRAW_EVERY_MS, again);
    };
    this.#cancel = clock.after(REDRAW_EVERY_MS, again);
  }

  take(snapshot: Snapshot): void {
    this.#snapshot = snapshot;
    this.#draw();
  }

  /** Whether macOS keeps the icon out of sight; elsewhere nobody can tell by where it stands. */
  answer(): TrayAnswer {
    return PLATFORM === 'darwin' ? this.#icon.answer() : null;
  }

  /** Nothing that stays would be true any more. */
  destroy(): void {
    this.#cancel();
    this.#icon.destroy();
  }

  #draw(): void {
    const { session, clock, onFault } = this.#options;
    if (this.#snapshot === null) return;
    const { mode, state, settings, alarms, armed } = this.#snapshot;
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
          armed: { armed: isArmed(armed), why: fault === undefined ? null : armedFaults[fault] },
          wholeMinutes: !menuTells(PLATFORM),
          now: session.following?.service.now() ?? clock.now(),
          localTime,
        }),
      );
    } catch (error) {
      onFault(error);
    }
  }

  #run(command: TrayCommand): void {
    const { session, openPage, quit } = this.#options;
    const alarms = session.following?.alarms;
    switch (command.type) {
      case 'open':
        return openPage('now');
      case 'settings':
        return openPage('settings');
      case 'refresh':
        return void session.refresh();
      case 'quit':
        return quit();
      case 'choosePerson':
        return void session.updateSettings({ desktop: { trayPerson: command.patientId } });
      case 'acknowledge':
        for (const { patientId, kind } of command.alarms) alarms?.acknowledge(patientId, kind, 'tray');
        return;
      case 'undo':
        return alarms?.undoSilence(command.alarm.patientId, command.alarm.kind, 'tray');
      case 'snooze':
        return alarms?.snoozeAll(command.scope, command.minutes, 'tray');
      case 'snoozeUntilInRange':
        for (const { patientId, kind, minutes } of command.alarms)
          alarms?.snooze(patientId, kind, minutes, 'tray');
        return;
      case 'endSnooze':
        return alarms?.endSnooze('tray');
    }
  }
}
