import { EventEmitter } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import type Electron from 'electron';
import { AlarmWindow, type AlarmWindowOptions } from '../../../src/main/desktop/alarms/alarm-window.ts';
import { DesktopNotifier } from '../../../src/main/desktop/notify/desktop-notifier.ts';
import type {
  NotificationRequest,
  NotificationState,
  SystemNotifications,
} from '../../../src/main/desktop/notify/system-notifications.ts';
import { snapshot } from '../../../scripts/gallery/scenes/snapshots.ts';
import { SelfCheck } from '../../../src/main/desktop/alarms/self-check.ts';
import { TrayKeeper, type TrayAnswer } from '../../../src/main/desktop/tray/tray-keeper.ts';
import { ada } from '../../../src/main/simulator/people.ts';
import { Ringing } from '../../../src/renderer/alarm/ringing.ts';
import type { Delivery } from '../../../src/shared/alarms/journal-entry.ts';
import type { Priority } from '../../../src/shared/alarms/kinds.ts';
import { shownAlarms } from '../../../src/shared/alarms/shown-alarm.ts';
import type { WindowEvents } from '../../../src/shared/ipc/contracts.ts';
import { say } from '../../../src/shared/messages/say.ts';
import { DEFAULT_SETTINGS } from '../../../src/shared/settings/settings.ts';
import { Evening, type Course } from '../../main/alarms/evening.ts';
import type { FakeClock } from '../../support/fake-clock.ts';

const MINUTE = 60_000;

/** The way to a loudspeaker that can be pulled out; its time goes on while it runs. */
class Loudspeaker extends EventTarget {
  state: AudioContextState = 'suspended';
  readonly destination = {};
  readonly #desk: Desk;
  #beganAt = 0;
  #stoodAt: number | null = null;

  constructor(desk: Desk) {
    super();
    this.#desk = desk;
  }

  get #clock(): FakeClock {
    return this.#desk.evening.world.clock;
  }

  get currentTime(): number {
    return this.#stoodAt ?? (this.#clock.monotonic() - this.#beganAt) / 1000;
  }

  decodeAudioData = (): Promise<AudioBuffer> => Promise.resolve({ duration: 1 } as AudioBuffer);
  createGain = () => ({ gain: { value: 1 }, connect() {} });

  createBufferSource() {
    let begins = 0;
    const isOver = (callback: () => void) =>
      this.#clock.after((begins + 1 - this.currentTime) * 1000, () => this.state === 'running' && callback());
    return {
      playbackRate: { value: 1 },
      connect() {},
      start: (at: number) => (begins = at),
      set onended(callback: () => void) {
        isOver(callback);
      },
    };
  }

  resume(): Promise<void> {
    if (!this.#desk.hasDevice) return Promise.reject(new Error('no device'));
    this.#beganAt = this.#clock.monotonic();
    this.state = 'running';
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.state = 'closed';
    return Promise.resolve();
  }

  pull(): void {
    if (this.state !== 'running') return;
    this.#stoodAt = this.currentTime;
    this.state = 'suspended';
    this.dispatchEvent(new Event('statechange'));
  }
}

/** What of a window the alarm window uses; its page sounds as the real one does. */
class Window extends EventEmitter {
  readonly desk: Desk;
  readonly webContents = Object.assign(new EventEmitter(), {
    isDestroyed: () => false,
    send: (event: string, told: unknown) => {
      if (event === 'alarm:ring') this.desk.ringing.ring(told as WindowEvents['alarm:ring']);
      if (event === 'alarm:still') this.desk.ringing.still();
    },
  });
  #visible = false;

  constructor(desk: Desk) {
    super();
    this.desk = desk;
    queueMicrotask(() => this.webContents.emit('did-finish-load'));
  }

  loadURL = (): Promise<void> => Promise.resolve();
  isVisible = (): boolean => this.#visible;
  isFocused = (): boolean => false;
  setBounds = (): void => {};
  setVisibleOnAllWorkspaces = (): void => {};
  setAlwaysOnTop = (): void => {};
  moveTop = (): void => {};

  showInactive(): void {
    this.#visible = true;
    this.desk.see('the alarm window comes');
  }

  hide(): void {
    this.#visible = false;
    this.desk.see('the alarm window goes');
  }
}

/**
 * An evening at a desk: what the alarms decide goes to the desktop's own parts, with nothing made up but the display, the
 * loudspeaker, the notifications of the system and the panel. What the person sees and hears is written down (`>>`).
 */
export class Desk {
  readonly evening: Evening;
  readonly notifier: DesktopNotifier;
  readonly ringing: Ringing;
  readonly tray: TrayKeeper;
  hasDevice = true;
  /** What the system says of its notifications. */
  notifications: NotificationState = 'ready';
  panel: TrayAnswer = 'shown';
  readonly #window: AlarmWindow;
  readonly #check: SelfCheck;
  #loudspeakers: Loudspeaker[] = [];
  #soundFails = false;
  #lastOutcome: Delivery | null = null;
  #told = '';

  constructor(course: Course) {
    this.evening = new Evening(course);
    const { alarmed, world } = this.evening;
    const { clock } = world;
    this.ringing = new Ringing({
      clock,
      newContext: () => {
        this.#loudspeakers.push(new Loudspeaker(this));
        return this.#loudspeakers.at(-1) as unknown as AudioContext;
      },
      soundOf: () => new ArrayBuffer(0),
      tell: (id, heard) => this.#window.rung({ id, heard }),
    });
    this.ringing.sounding.subscribe((ring) => this.#hear(ring));
    this.#window = this.#alarmWindow();
    this.notifier = this.#desktopNotifier();
    this.tray = new TrayKeeper({
      clock,
      ask: () => Promise.resolve(this.panel),
      make: () => {
        this.see('the icon is put into the panel');
        this.panel = this.panel === 'lost' ? 'shown' : this.panel;
      },
      onChange: () => void this.#check.look().then(() => this.#tell()),
    });
    this.#check = this.#selfCheck();
    // The arrow is told elsewhere; in these evenings only the words count.
    alarmed.notifier.to = {
      deliver: (alarm) => this.notifier.deliver({ ...alarm, trend: null }),
      withdraw: (patientId, kind) => this.notifier.withdraw(patientId, kind),
    };
    const { onDecision, onEvent } = alarmed;
    alarmed.onDecision = (...told) => {
      onDecision(...told);
      this.#settle();
    };
    alarmed.onEvent = (event) => {
      onEvent(event);
      this.#settle();
    };
  }

  see(what: string): void {
    this.evening.note(what, '>>');
  }

  async begin(): Promise<void> {
    this.#window.prepare();
    this.tray.start();
    this.#check.start();
    await this.evening.begin();
  }

  /** Timer by timer, so that all that follows from one comes before the next. */
  async until(minute: number): Promise<void> {
    const { world } = this.evening;
    for (;;) {
      await turn();
      const left = Math.round((minute - this.evening.minute) * MINUTE);
      if (left <= 0) return;
      await world.run(Math.min(left, Math.max(1, world.clock.nextIn ?? left)));
    }
  }

  /** Somebody pulls out what sounds. */
  pullDevice(): void {
    this.hasDevice = false;
    for (const one of this.#loudspeakers) one.pull();
  }

  async end(title: string): Promise<string> {
    this.tray.stop();
    this.#check.stop();
    return this.evening.end(title);
  }

  #hear(ring: WindowEvents['alarm:ring'] | null): void {
    if (ring === null) return this.#loudspeakers.length > 0 ? this.see('it is still') : undefined;
    const { priority, rising } = ring;
    const sound = { high: 'the alarm sounds', medium: 'a chime', low: 'a soft chime' } satisfies Record<
      Priority,
      string
    >;
    this.see(`${sound[priority]}${rising ? ', three times, rising' : ''}`);
  }

  /** What the machine shows is what stands. */
  #settle(): void {
    const { alarms } = this.evening.alarmed;
    this.notifier.settle(
      [...alarms.states].flatMap(([patientId, state]) =>
        shownAlarms(state, { patientId, name: patientId === null ? null : 'Ada', unit: 'mgdl' }),
      ),
    );
    this.#tell();
  }

  /** The faults, whenever they are others. */
  #tell(): void {
    const { faults } = this.#check.armed();
    if (faults.join() === this.#told) return;
    this.#told = faults.join();
    this.see(
      faults.length === 0
        ? 'the tray has no fault to tell'
        : faults.map((fault) => `“${say(`armedFaults.${fault}`)}”`).join(' '),
    );
  }

  #alarmWindow(): AlarmWindow {
    // A class whose instances belong to this desk.
    // oxlint-disable-next-line typescript/no-this-alias -- a constructor has a `this` of its own
    const desk = this;
    const electron = {
      BrowserWindow: class extends Window {
        constructor() {
          super(desk);
        }
      },
      screen: Object.assign(new EventEmitter(), {
        getPrimaryDisplay: () => ({ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }),
      }),
      shell: { beep: () => this.see('the computer beeps') },
      app: { isHidden: () => false, show: () => {} },
    } as unknown as AlarmWindowOptions['electron'];
    return new AlarmWindow({
      electron,
      system: { platform: 'linux', isWayland: false },
      clock: this.evening.world.clock,
      preferences: {} as Electron.WebPreferences,
      sound: {
        volume: () => 80,
        onRung: (heard) => {
          this.#soundFails = !heard;
          void this.#check.look();
        },
      },
      // Its page shows nothing here; it sounds.
      last: () => snapshot(),
      isQuitting: () => false,
    });
  }

  #system(): SystemNotifications {
    return {
      means: 'a panel',
      state: () => Promise.resolve(this.notifications),
      show: ({ title, urgent, silent }: NotificationRequest) => {
        const isShown = this.notifications === 'ready';
        const how = [urgent && 'urgent', !silent && 'with the sound of the system'].filter(
          (one) => one !== false,
        );
        if (isShown) this.see(`notification: ${title}${how.length === 0 ? '' : ` (${how.join(', ')})`}`);
        return Promise.resolve<Delivery>(isShown ? 'shown' : 'failed');
      },
      close: (key) => this.see(`the notification goes: ${key.split('/').at(-1)}`),
    };
  }

  #desktopNotifier(): DesktopNotifier {
    const { alarmed, world } = this.evening;
    const { clock } = world;
    return new DesktopNotifier({
      clock,
      system: this.#system(),
      face: this.#window,
      session: {
        now: () => clock.now(),
        settings: DEFAULT_SETTINGS,
        mode: 'account',
        alarms: {
          mayChime: ({ patientId, kind }) => alarmed.alarms.mayChime(patientId, kind),
          acknowledge: ({ patientId, kind }, by) => alarmed.alarms.acknowledge(patientId, kind, by),
          snooze: ({ patientId, kind }, minutes, by) => alarmed.alarms.snooze(patientId, kind, minutes, by),
        },
      },
      localTime: () => '',
      tell: {
        open: () => {},
        outcome: (outcome) => {
          this.#lastOutcome = outcome;
          void this.#check.look();
        },
      },
    });
  }

  #selfCheck(): SelfCheck {
    const { world } = this.evening;
    const { clock } = world;
    return new SelfCheck({
      pulse: world.pulse,
      circumstances: () => ({
        now: clock.now(),
        watching: {
          startedAt: clock.now(),
          answeredAt: world.monitor.state.lastAnswerAt,
          askedByAnother: false,
        },
        rules: DEFAULT_SETTINGS.alarms,
        settingsUnread: false,
        lastOutcome: this.#lastOutcome,
        soundFails: this.#soundFails,
        testedAt: clock.now(),
        tray: this.tray.state,
      }),
      onNotificationsBack: () => this.evening.alarmed.alarms.notificationsAreBack(),
      system: {
        notifications: () => {
          if (this.notifications !== 'ready') this.#lastOutcome = null;
          return Promise.resolve(this.notifications);
        },
        sound: () => Promise.resolve('on'),
        atLogin: () => Promise.resolve('on'),
      },
      onChange: () => this.#tell(),
    });
  }

  acknowledge(kind: 'urgentLow' | 'low'): void {
    this.evening.note(`somebody acknowledges in the alarm window`);
    this.evening.alarmed.alarms.acknowledge(ada.patientId, kind, 'window');
  }
}
