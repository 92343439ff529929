import { createHash } from 'node:crypto';
import type Electron from 'electron';
import type { Delivery } from '../../../shared/alarms/journal-entry.ts';
import { SECOND } from '../../../shared/time.ts';
import type { Clock } from '../../time/clock.ts';
import { png } from '../picture/png.ts';
import type {
  Answer,
  NotificationRequest,
  NotificationState,
  SystemNotifications,
} from './system-notifications.ts';

/** What of Electron's notifications is used. */
export interface NotificationClass {
  new (
    options: Electron.NotificationConstructorOptions,
  ): Pick<Electron.Notification, 'on' | 'show' | 'close'>;
  isSupported(): boolean;
  /** Of Windows. */
  handleActivation: typeof Electron.Notification.handleActivation;
}

/** A system that has said neither `show` nor `failed` by now will not. */
const LIMIT_MS = 4 * SECOND;

/** Windows tells the program, and the notification where somebody holds it: within this time, in whichever order. */
const TOLD_TWICE_MS = 200;

/** Windows throws on an id of more than 64 UTF-16 units; a patient's id is the server's to choose. */
const ID_LENGTH = 32;

/** As large as both systems show it on a display of twice the usual density. */
const PICTURE_PX = 128;

export interface ElectronParts {
  notification: NotificationClass;
  /** @param file a PNG file */
  imageOf: (file: Buffer) => Electron.NativeImage;
  clock: Clock;
}

/** Notifications of Windows and macOS. An unsigned program fails on macOS, one without a Start-menu entry on Windows. */
export class ElectronNotifications implements SystemNotifications {
  readonly means: string;
  readonly #notification: NotificationClass;
  readonly #imageOf: ElectronParts['imageOf'];
  readonly #clock: Clock;
  /** One that nobody holds is collected, and its clicks go nowhere. */
  readonly #shown = new Map<string, Pick<Electron.Notification, 'close'>>();
  /** When somebody last did something with one of them, by the monotonic clock. */
  #answeredAt = -Infinity;

  constructor(means: string, { notification, imageOf, clock }: ElectronParts) {
    this.means = means;
    this.#notification = notification;
    this.#imageOf = imageOf;
    this.#clock = clock;
  }

  state(): Promise<NotificationState> {
    return Promise.resolve(this.#notification.isSupported() ? 'ready' : 'absent');
  }

  show(request: NotificationRequest, onAnswer: (answer: Answer) => void): Promise<Delivery> {
    if (!this.#notification.isSupported()) return Promise.resolve('failed');
    return new Promise((resolve) => {
      const cancel = this.#clock.after(LIMIT_MS, () => resolve('unknown'));
      const end = (outcome: Delivery): void => {
        cancel();
        resolve(outcome);
      };
      try {
        this.#show(request, onAnswer, end);
      } catch {
        end('failed');
      }
    });
  }

  close(key: string): void {
    const shown = this.#shown.get(key);
    this.#shown.delete(key);
    shown?.close();
  }

  /** Calls back for whatever somebody does with a notification that nobody holds: on Windows those of earlier runs stay. */
  onOld(callback: () => void): void {
    this.#notification.handleActivation(() => {
      const earliest = this.#clock.monotonic() - TOLD_TWICE_MS;
      this.#clock.after(TOLD_TWICE_MS, () => {
        if (this.#answeredAt < earliest) callback();
      });
    });
  }

  #show(
    { key, title, body, urgent, silent, picture, buttons }: NotificationRequest,
    onAnswer: (answer: Answer) => void,
    end: (outcome: Delivery) => void,
  ): void {
    this.close(key);
    const notification = new this.#notification({
      id: createHash('sha256').update(key).digest('hex').slice(0, ID_LENGTH),
      title,
      body,
      icon: this.#imageOf(png(picture(PICTURE_PX).pixels, PICTURE_PX)),
      silent,
      urgency: urgent ? 'critical' : 'normal',
      actions: buttons.map(({ label }) => ({ type: 'button', text: label })),
    });
    this.#shown.set(key, notification);
    const answer = (given: Answer): void => {
      this.#answeredAt = this.#clock.monotonic();
      onAnswer(given);
    };
    notification.on('show', () => end('shown'));
    notification.on('failed', () => end('failed'));
    notification.on('click', () => answer('open'));
    notification.on('action', ({ actionIndex }) => {
      const button = buttons[actionIndex];
      if (button) answer(button.answer);
    });
    // A notification that timed out still stands in the system's list, and can be clicked there.
    notification.on('close', ({ reason }) => {
      if (reason === 'userCanceled') onAnswer('dismissed');
    });
    notification.show();
  }
}
