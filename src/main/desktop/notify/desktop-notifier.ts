import type { Delivery } from '../../../shared/alarms/journal-entry.ts';
import { isHigherPriority, PRIORITIES, type AlarmKind, type Priority } from '../../../shared/alarms/kinds.ts';
import {
  type AlarmId,
  alarmKey,
  type ShownAlarm,
  strongestOf,
  UNDO_SHOWN_MS,
} from '../../../shared/alarms/shown-alarm.ts';
import type { Mode } from '../../../shared/state/snapshot.ts';
import type { Settings } from '../../../shared/settings/settings.ts';
import { say } from '../../../shared/messages/say.ts';
import { spanText } from '../../../shared/messages/sentences/durations.ts';
import { MINUTE, SECOND } from '../../../shared/time.ts';
import type { Alarm, Notifier } from '../../alarms/notifier.ts';
import type { Clock } from '../../time/clock.ts';
import { idOf, isHeardAgain, isMissed, keyOf, needsWindow, shortestSnooze } from './delivered-alarm.ts';
import { kindPicture } from './kind-picture.ts';
import { notificationText } from './notification-text.ts';
import type { Answer, NotificationRequest, SystemNotifications } from './system-notifications.ts';

/** A notification nobody has answered by then is followed by the alarm window, and its chime comes again. */
export const UNANSWERED_MS = 2 * MINUTE;

/** How long a test stays on the screen after its last sound. */
export const TEST_SHOWN_MS = 5 * SECOND;

/** How long each sound takes, so that those of a test do not run into each other; under the limit of a delivery. */
export const TEST_PAUSE_MS: Readonly<Record<Priority, number>> = { high: 4000, medium: 2200, low: 1600 };

/** What is to be heard. */
export interface Sounding {
  priority: Priority;
  test: boolean;
  /** Three times, each higher than the one before. */
  rising: boolean;
}

/** The second channel: a window of our own, and our own sounds. No call throws or blocks. */
export interface AlarmFace {
  /** In front of everything, without taking the keyboard. @returns false: it could not be shown */
  show(): boolean;
  hide(): void;
  /** How many alarms there are to show. */
  resize(alarms: number): void;
  /**
   * @param unheard told when it turns out only later that nothing of it is heard
   * @returns false: nothing of it will be heard
   */
  ring(ring: Sounding, unheard: () => void): boolean;
  still(): void;
  beep(): void;
}

/** What the notifier needs of the session: what holds now, and what a person may do about an alarm. */
export interface NotifierSession {
  /** The time by which ages are judged, ms UTC. */
  now(): number;
  readonly settings: Settings;
  readonly mode: Mode;
  readonly alarms: {
    /** Whether an alarm that nobody has answered may be heard once more before it is due again. */
    mayChime(alarm: AlarmId): boolean;
    acknowledge(alarm: AlarmId, by: string): void;
    snooze(alarm: AlarmId, minutes: number, by: string): void;
  };
}

export interface DesktopNotifierOptions {
  clock: Clock;
  system: SystemNotifications;
  face: AlarmFace;
  session: NotifierSession;
  localTime: (instant: number) => string;
  /** Told who is to be shown, and how each notification ended. */
  tell: { open(patientId: string | null): void; outcome(outcome: Delivery): void };
}

/** One alarm that stands on the screen. */
interface Standing {
  alarm: Alarm;
  /** Ends the wait for an answer. */
  cancel: () => void;
}

/**
 * Two channels that do not depend on each other. High priority goes to both at once; all others to the system's
 * notifications, and to the alarm window when those are not known to be seen or nobody answers; what is of medium priority
 * is heard once more then. Whatever is to be heard is heard at once, by our own sound, or by the system's where ours cannot
 * be played.
 */
export class DesktopNotifier implements Notifier {
  readonly #options: DesktopNotifierOptions;
  readonly #standing = new Map<string, Standing>();
  /** What may still be sounding, by the key of the alarm. */
  readonly #ringing = new Map<string, Priority>();
  /** Alarms that the window has to show. */
  #active: ReadonlySet<string> = new Set();
  /** All of which it was told last. */
  #told: readonly ShownAlarm[] = [];
  /** What was silenced a moment ago, by the key of the alarm; calling it ends the wait. */
  readonly #silenced = new Map<string, () => void>();
  /** Not null while a test is on the screen. */
  #cancelTest: (() => void) | null = null;

  constructor(options: DesktopNotifierOptions) {
    this.#options = options;
  }

  async deliver(alarm: Alarm): Promise<Delivery> {
    const { clock, tell } = this.#options;
    const { priority } = alarm.decision;
    const key = keyOf(alarm);
    this.#standing.get(key)?.cancel();
    const standing: Standing = { alarm, cancel: () => {} };
    this.#standing.set(key, standing);
    // Should our own channel fail after all, the system's is there still.
    const heard = alarm.decision.sound && succeeds(() => this.#ring(key, alarm, false));
    const seen = !needsWindow(alarm) || succeeds(() => this.#options.face.show());
    if (alarm.test) this.#beginTest();
    const outcome = await this.#show(key, alarm, heard);
    tell.outcome(outcome);
    if (alarm.test) await new Promise<void>((resolve) => clock.after(TEST_PAUSE_MS[priority], resolve));
    else if (this.#standing.get(key) === standing) this.#awaitAnswer(key, standing, outcome);
    return seen ? outcome : 'failed';
  }

  withdraw(patientId: string | null, kind: AlarmKind): void {
    this.#end(alarmKey({ patientId, kind }));
  }

  /** Takes away what nobody needs any more: cleared, acknowledged or snoozed, wherever that was done. */
  settle(alarms: readonly ShownAlarm[]): void {
    const keys = new Set<string>();
    const silenced = new Set<string>();
    for (const one of alarms) (one.phase === 'active' ? keys : silenced).add(alarmKey(one));
    for (const key of this.#active) if (silenced.has(key)) this.#waitForUndo(key);
    for (const [key, cancel] of this.#silenced) {
      if (silenced.has(key)) continue;
      cancel();
      this.#silenced.delete(key);
    }
    this.#active = keys;
    this.#told = alarms;
    for (const [key, { alarm }] of this.#standing)
      if (!keys.has(key) && !alarm.test && !isMissed(alarm)) this.#end(key);
    this.#fitWindow();
  }

  #waitForUndo(key: string): void {
    this.#silenced.get(key)?.();
    const cancel = this.#options.clock.after(UNDO_SHOWN_MS, () => {
      this.#silenced.delete(key);
      this.#fitWindow();
    });
    this.#silenced.set(key, cancel);
  }

  /** A window that is not there does not come for what is silenced, but stays a moment longer for it. */
  #fitWindow(): void {
    const { face } = this.#options;
    // As its page has them: a stronger one of the same person stands for the weaker.
    const cards = [this.#active, this.#silenced].map(
      (keys) => strongestOf(this.#told.filter((one) => keys.has(alarmKey(one)))).length,
    );
    const shown = cards[0]! + cards[1]! + (this.#cancelTest === null ? 0 : 1);
    if (shown > 0) face.resize(shown);
    else face.hide();
  }

  #ring(key: string, alarm: Alarm, rising: boolean): boolean {
    const { face } = this.#options;
    const { priority } = alarm.decision;
    this.#ringing.set(key, priority);
    const heard = face.ring({ priority, test: alarm.test, rising }, () => this.#unheard(key, alarm));
    if (!heard) face.beep();
    return heard;
  }

  /** Our own sound failed after all: the computer's, and once more the system's notification, with its own. */
  #unheard(key: string, alarm: Alarm): void {
    this.#options.face.beep();
    if (this.#standing.get(key)?.alarm === alarm) void this.#show(key, alarm, false);
  }

  #show(key: string, alarm: Alarm, heard: boolean): Promise<Delivery> {
    const request = this.#requestFor(key, alarm, heard);
    return this.#options.system.show(request, (answer) => this.#answered(key, alarm, answer));
  }

  #awaitAnswer(key: string, standing: Standing, outcome: Delivery): void {
    const { alarm } = standing;
    // What is over is told once; there is nothing to acknowledge.
    if (isMissed(alarm)) return;
    const { clock, face } = this.#options;
    // Where nobody says that it is seen, nobody is left to wait for.
    if (outcome !== 'shown') face.show();
    if (outcome === 'shown' || isHeardAgain(alarm))
      standing.cancel = clock.after(UNANSWERED_MS, () => this.#insist(key, alarm));
  }

  /** Nobody has answered. */
  #insist(key: string, alarm: Alarm): void {
    succeeds(() => this.#options.face.show());
    if (!isHeardAgain(alarm) || !this.#options.session.alarms.mayChime(idOf(alarm))) return;
    if (!succeeds(() => this.#ring(key, alarm, true))) void this.#show(key, alarm, false);
  }

  #answered(key: string, alarm: Alarm, answer: Answer): void {
    const { session, tell } = this.#options;
    this.#standing.get(key)?.cancel();
    if (answer === 'open') return tell.open(alarm.patientId);
    if (alarm.test || answer === 'dismissed') return;
    if (answer === 'acknowledge') session.alarms.acknowledge(idOf(alarm), 'notification');
    else session.alarms.snooze(idOf(alarm), shortestSnooze(alarm.decision.kind), 'notification');
  }

  #end(key: string): void {
    const standing = this.#standing.get(key);
    if (!standing) return;
    standing.cancel();
    this.#standing.delete(key);
    this.#options.system.close(key);
    this.#quieten(key);
  }

  /** Still, unless something as urgent still rings. */
  #quieten(key: string): void {
    const rang = this.#ringing.get(key);
    this.#ringing.delete(key);
    if (rang === undefined) return;
    const loudest = [...this.#ringing.values()].toSorted(
      (a, b) => PRIORITIES.indexOf(b) - PRIORITIES.indexOf(a),
    )[0];
    if (loudest === undefined || isHigherPriority(rang, loudest)) this.#options.face.still();
  }

  #beginTest(): void {
    this.#cancelTest?.();
    this.#cancelTest = this.#options.clock.after(TEST_SHOWN_MS, () => {
      this.#cancelTest = null;
      for (const [key, { alarm }] of this.#standing) if (alarm.test) this.#end(key);
      this.#fitWindow();
    });
    this.#fitWindow();
  }

  #requestFor(key: string, alarm: Alarm, heard: boolean): NotificationRequest {
    const { session, localTime } = this.#options;
    const { decision, trend } = alarm;
    const { unit, desktop } = session.settings;
    const text = notificationText(alarm, {
      now: session.now(),
      unit: unit ?? alarm.unit ?? 'mgdl',
      demo: session.mode === 'demo',
      hideValues: desktop.notificationsPrivate,
      trend,
      localTime,
    });
    const buttons: NotificationRequest['buttons'] = [
      { answer: 'acknowledge', label: say('alarmWindow.acknowledge') },
      {
        answer: 'snooze',
        label: say('alarmWindow.snoozeFor', { span: spanText(shortestSnooze(decision.kind)) }),
      },
    ];
    const urgent = decision.priority === 'high' && !isMissed(alarm);
    return {
      key,
      ...text,
      urgent,
      picture: (px) => kindPicture(decision.kind, { px, urgent, palette: desktop.palette }),
      silent: heard || !decision.sound,
      buttons: alarm.test || isMissed(alarm) ? [] : buttons,
    };
  }
}

function succeeds(act: () => boolean): boolean {
  try {
    return act();
  } catch {
    return false;
  }
}
