import type { SnoozeScope } from '../../shared/alarms/events.ts';
import type { AlarmId } from '../../shared/alarms/shown-alarm.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { Following } from './following.ts';

/** What a person does about alarms, by window, tray, notification or alarm window (`by`). Nothing where nobody is followed. */
export class AlarmActs {
  readonly #following: () => Following | null;

  constructor(following: () => Following | null) {
    this.#following = following;
  }

  acknowledge({ patientId, kind }: AlarmId, by: string): Result<null> {
    this.#following()?.alarms.acknowledge(patientId, kind, by);
    return ok(null);
  }

  snooze({ patientId, kind }: AlarmId, minutes: number, by: string): Result<null> {
    this.#following()?.alarms.snooze(patientId, kind, minutes, by);
    return ok(null);
  }

  /** Takes an acknowledgement or a snooze back. */
  undoSilence({ patientId, kind }: AlarmId, by: string): Result<null> {
    this.#following()?.alarms.undoSilence(patientId, kind, by);
    return ok(null);
  }

  snoozeAll(scope: SnoozeScope, minutes: number, by: string): Result<null> {
    this.#following()?.alarms.snoozeAll(scope, minutes, by);
    return ok(null);
  }

  endSnooze(by: string): Result<null> {
    this.#following()?.alarms.endSnooze(by);
    return ok(null);
  }

  /** Whether an alarm that nobody has answered may be heard once more before it is due again. */
  mayChime({ patientId, kind }: AlarmId): boolean {
    return this.#following()?.alarms.mayChime(patientId, kind) === true;
  }

  /** The system would show notifications again, which it would not a while ago. */
  notificationsAreBack(): void {
    this.#following()?.alarms.notificationsAreBack();
  }
}
