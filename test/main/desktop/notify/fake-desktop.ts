import type { AlarmFace, Sounding } from '../../../../src/main/desktop/notify/desktop-notifier.ts';
import type {
  Answer,
  NotificationRequest,
  SystemNotifications,
} from '../../../../src/main/desktop/notify/system-notifications.ts';
import type { Delivery } from '../../../../src/shared/alarms/journal-entry.ts';

/** The notifications of a system, and what is done with them. */
export class FakeSystem implements SystemNotifications {
  readonly means = 'fake';
  outcome: Delivery = 'shown';
  readonly open = new Map<string, { request: NotificationRequest; answer: (answer: Answer) => void }>();
  readonly requests: NotificationRequest[] = [];

  state = () => Promise.resolve('ready' as const);

  show(request: NotificationRequest, answer: (answer: Answer) => void): Promise<Delivery> {
    this.requests.push(request);
    if (this.outcome !== 'failed') this.open.set(request.key, { request, answer });
    return Promise.resolve(this.outcome);
  }

  close(key: string): void {
    this.open.delete(key);
  }

  answer(answer: Answer): void {
    [...this.open.values()][0]!.answer(answer);
  }
}

/** A window and a loudspeaker that can be taken away. */
export class FakeFace implements AlarmFace {
  works = true;
  visible = false;
  size = 0;
  readonly sounds: string[] = [];
  unheard = (): void => {};

  show(): boolean {
    this.visible = this.works;
    return this.works;
  }

  hide(): void {
    this.visible = false;
  }

  resize(alarms: number): void {
    this.size = alarms;
  }

  ring({ priority, test, rising }: Sounding, unheard: () => void): boolean {
    this.unheard = unheard;
    if (this.works) this.sounds.push(test ? `test ${priority}` : rising ? `rising ${priority}` : priority);
    return this.works;
  }

  still(): void {
    this.sounds.push('still');
  }

  beep(): void {
    this.sounds.push('beep');
  }
}
