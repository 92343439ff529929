import type { Decision } from '../../shared/alarms/decisions.ts';
import type { Delivery } from '../../shared/alarms/journal-entry.ts';
import type { AlarmKind } from '../../shared/alarms/kinds.ts';
import type { TrendArrow } from '../../shared/glucose/trend.ts';
import type { Unit } from '../../shared/glucose/units.ts';
import { SECOND } from '../../shared/time.ts';
import type { Clock } from '../time/clock.ts';

/** What somebody is to see and, where `decision.sound` says so, to hear. */
export interface Alarm {
  /** null: about the program, not about a person. */
  patientId: string | null;
  /** What the person is called. */
  name: string | null;
  /** The unit that person's account shows; null: not known. */
  unit: Unit | null;
  decision: Decision;
  /** Of the reading it rests on; null: there is none, or it has none. */
  trend: TrendArrow | null;
  /** Only to find out whether alarms arrive. */
  test: boolean;
}

/** Where alarms go: the desktop, a terminal, a test. Neither call may block; what they throw counts as failed. */
export interface Notifier {
  deliver(alarm: Alarm): Promise<Delivery>;
  /** It is over: what still stands on a screen goes away. */
  withdraw(patientId: string | null, kind: AlarmKind): void;
}

/** A notifier that says nothing for so long cannot be relied on. */
const DELIVERY_LIMIT_MS = 5 * SECOND;

/** Delivers, and says within five seconds what became of it. */
export function delivered(notifier: Notifier, alarm: Alarm, clock: Clock): Promise<Delivery> {
  return new Promise((resolve) => {
    const cancel = clock.after(DELIVERY_LIMIT_MS, () => resolve('unknown'));
    const end = (outcome: Delivery): void => {
      cancel();
      resolve(outcome);
    };
    try {
      notifier.deliver(alarm).then(end, () => end('failed'));
    } catch {
      end('failed');
    }
  });
}
