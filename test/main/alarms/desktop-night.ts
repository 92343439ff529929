import {
  DesktopNotifier,
  type AlarmFace,
  type Sounding,
} from '../../../src/main/desktop/notify/desktop-notifier.ts';
import type { NotificationRequest } from '../../../src/main/desktop/notify/system-notifications.ts';
import { ada, ben } from '../../../src/main/simulator/people.ts';
import type { Scenario } from '../../../src/main/simulator/scenarios.ts';
import type { JournalEntry } from '../../../src/shared/alarms/journal-entry.ts';
import type { AlarmKind } from '../../../src/shared/alarms/kinds.ts';
import type { AlarmRules } from '../../../src/shared/alarms/rules.ts';
import { shownAlarms } from '../../../src/shared/alarms/shown-alarm.ts';
import { DEFAULT_SETTINGS } from '../../../src/shared/settings/settings.ts';
import { FakeSystem } from '../desktop/notify/fake-desktop.ts';
import { AlarmedWorld } from './alarmed-world.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** The local time of these nights minus UTC. */
const OFFSET_MS = 3600 * SECOND;
/** 02:00 of the reader's clock. */
const START = Date.UTC(2026, 10, 21, 1);
/** What a page that hears nothing of a device needs to say so. */
const UNHEARD_MS = 2500;
const NAMES = new Map<string | null, string>([
  [null, 'program'],
  [ada.patientId, 'Ada'],
  [ben.patientId, 'Ben'],
]);

/** Where somebody's glucose goes: corners of minutes since two o'clock, and mg/dL. */
export type Course = readonly (readonly [minute: number, mgdl: number])[];

function levelAt(course: Course, minute: number): number {
  const next = course.findIndex(([at]) => at > minute);
  if (next === -1) return course.at(-1)![1];
  if (next === 0) return course[0]![1];
  const [[from, before], [to, after]] = [course[next - 1]!, course[next]!];
  return before + ((after - before) * (minute - from)) / (to - from);
}

function nightOf(courses: Readonly<Record<string, Course>>): Scenario {
  return {
    description: 'a night',
    people: [ada, ben].filter(({ key }) => courses[key] !== undefined),
    glucose: (_, at, { key }, launchedAt) => levelAt(courses[key] ?? [[0, 110]], (at - launchedAt) / MINUTE),
  };
}

/**
 * A night at the desktop, from two o'clock on: simulator, monitor, alarms and the desktop's notifier as they are; only the
 * system's notifications, the alarm window and the loudspeaker are the test's. Everything is written down by the clock.
 */
export class DesktopNight {
  readonly alarmed: AlarmedWorld;
  readonly system = new FakeSystem();
  /** Whether the loudspeaker is there. */
  loudspeaker = true;
  readonly #lines: { at: number; text: string }[] = [];
  /** What sounds now: where its loudspeaker goes it is told. */
  #unheard = (): void => {};

  constructor(courses: Readonly<Record<string, Course>>, low: Partial<AlarmRules['low']> = {}) {
    this.alarmed = new AlarmedWorld({ scenario: nightOf(courses), start: START });
    const { alarms } = DEFAULT_SETTINGS;
    this.alarmed.settings = { ...DEFAULT_SETTINGS, alarms: { ...alarms, low: { ...alarms.low, ...low } } };
    const notifier = this.#notifier();
    // The arrow is told elsewhere; in these nights only the words count.
    this.alarmed.notifier.to = {
      deliver: (alarm) => notifier.deliver({ ...alarm, trend: null }),
      withdraw: (patientId, kind) => notifier.withdraw(patientId, kind),
    };
    this.alarmed.alarms.subscribe(() => notifier.settle(this.#shown()));
    const show = this.system.show.bind(this.system);
    this.system.show = (request, answer) => {
      this.note(`notification (${this.system.outcome}${soundOf(request)}): ${request.title}`);
      return show(request, answer);
    };
  }

  start(): Promise<void> {
    return this.alarmed.start();
  }

  /** Until a time of the clock, such as `03:20` or `03:20:15`. */
  async until(clock: string): Promise<void> {
    const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').map(Number);
    const at = START + ((hours - 2) * 60 + minutes) * MINUTE + seconds * SECOND;
    await this.alarmed.world.run(at - this.#now());
  }

  /** Something that happens, or that somebody does. */
  note(what: string): void {
    this.#lines.push({ at: this.#now(), text: `-- ${what}` });
  }

  acknowledge(patientId: string, kind: AlarmKind): void {
    this.note('somebody acknowledges');
    this.alarmed.alarms.acknowledge(patientId, kind, 'window');
  }

  pullLoudspeaker(): void {
    this.note('the loudspeaker is pulled');
    this.loudspeaker = false;
    this.#unheard();
  }

  /** Everything by the clock, what was decided first. */
  async story(title: string): Promise<string> {
    await this.alarmed.stop();
    const entries = this.alarmed.journal().map((entry) => ({ at: entry.at, text: lineOf(entry) }));
    const lines = [...entries, ...this.#lines].toSorted((a, b) => a.at - b.at);
    return `${[title, '', ...lines.map(({ at, text }) => `${timeOf(at)} ${text}`)].join('\n')}\n`;
  }

  #now(): number {
    return this.alarmed.world.clock.now();
  }

  #shown() {
    return [...this.alarmed.alarms.states].flatMap(([patientId, state]) =>
      shownAlarms(state, { patientId, name: NAMES.get(patientId) ?? null, unit: null }),
    );
  }

  #notifier(): DesktopNotifier {
    const { clock } = this.alarmed.world;
    return new DesktopNotifier({
      clock,
      system: this.system,
      face: this.#face(),
      session: {
        now: () => clock.now(),
        settings: this.alarmed.settings,
        mode: 'account',
        alarms: {
          mayChime: ({ patientId, kind }) => this.alarmed.alarms.mayChime(patientId, kind),
          acknowledge: () => {},
          snooze: () => {},
        },
      },
      localTime: (instant) => timeOf(instant).slice(0, 5),
      tell: { open: () => {}, outcome: () => {} },
    });
  }

  #face(): AlarmFace {
    let isVisible = false;
    return {
      show: () => {
        if (!isVisible) this.note('the alarm window comes');
        isVisible = true;
        return true;
      },
      hide: () => {
        if (isVisible) this.note('the alarm window goes');
        isVisible = false;
      },
      resize() {},
      ring: (sounding, unheard) => {
        this.note(`sounds: ${nameOf(sounding)}`);
        this.#unheard = () => {
          this.#unheard = () => {};
          this.note('nothing is heard of it');
          unheard();
        };
        if (!this.loudspeaker) this.alarmed.world.clock.after(UNHEARD_MS, () => this.#unheard());
        return true;
      },
      still: () => {
        this.#unheard = () => {};
        this.note('still');
      },
      beep: () => this.note('the computer beeps'),
    };
  }
}

const soundOf = ({ silent }: NotificationRequest) => (silent ? '' : ', with its own sound');

const nameOf = ({ priority, rising }: Sounding) =>
  rising ? `${priority}, three times, rising` : priority === 'high' ? 'high, for a minute' : priority;

/** `03:05:37` */
function timeOf(instant: number): string {
  return new Date(instant + OFFSET_MS).toISOString().slice(11, 19);
}

function lineOf(entry: JournalEntry): string {
  const { patientId, kind, decision, reason, mgdl, measuredAt, sound, until } = entry;
  return [
    (NAMES.get(patientId) ?? '?').padEnd(8),
    kind.padEnd(10),
    decision.padEnd(12),
    reason.padEnd(16),
    decision === 'delivery' || mgdl === null || measuredAt === null ? '' : `${mgdl} at ${timeOf(measuredAt)}`,
    decision === 'raised' || decision === 'repeated' ? (sound ? 'sound' : 'silent') : '',
    until === null ? '' : `until ${timeOf(until)}`,
  ]
    .join(' ')
    .trimEnd();
}
