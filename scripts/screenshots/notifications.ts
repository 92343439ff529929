import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Alarm } from '../../src/main/alarms/notifier.ts';
import { systemClock } from '../../src/main/time/clock.ts';
import { DesktopNotifier, type AlarmFace } from '../../src/main/desktop/notify/desktop-notifier.ts';
import { LinuxNotifications } from '../../src/main/desktop/notify/linux-notifications.ts';
import { png } from '../../src/main/desktop/picture/png.ts';
import type { Decision } from '../../src/shared/alarms/decisions.ts';
import { ALARM_KINDS, PRIORITY, type AlarmKind } from '../../src/shared/alarms/kinds.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/shared/settings/settings.ts';
import { daemonsMissing, REAL_DAEMONS, RealDesktop } from '../../test/main/desktop/notify/real-desktop.ts';

const MINUTE = 60_000;
/** 03:12 of a winter's night. */
const NOW = Date.UTC(2026, 10, 22, 3, 12);
const STILL_MS = 300;

const MGDL: Partial<Record<AlarmKind, number>> = {
  urgentLow: 50,
  low: 65,
  urgentHigh: 310,
  fastFall: 92,
  high: 212,
  noData: 88,
};
const REASONS: Record<AlarmKind, Decision['reason']> = {
  urgentLow: 'belowLimit',
  low: 'belowLimit',
  urgentHigh: 'aboveLimit',
  noData: 'noNewReading',
  fastFall: 'fallingFast',
  impaired: 'signInNeeded',
  high: 'aboveLimit',
  sensor: 'sensorEndsSoon',
};

function alarmOf(kind: AlarmKind, name: string, changes: Partial<Decision> = {}): Alarm {
  const decision: Decision = {
    kind,
    decision: 'raised',
    reason: REASONS[kind],
    at: NOW,
    mgdl: MGDL[kind] ?? null,
    measuredAt: MGDL[kind] === undefined ? null : NOW - (kind === 'noData' ? 21 : 1) * MINUTE,
    priority: PRIORITY[kind],
    sound: false,
    until: null,
    since: null,
    by: null,
    ...changes,
  };
  const isAboutProgram = kind === 'impaired';
  return {
    patientId: isAboutProgram ? null : name,
    name: isAboutProgram ? null : name,
    unit: 'mmol',
    decision,
    trend: 1,
    test: false,
  };
}

const ofEveryKind = (name: string) => ALARM_KINDS.map((kind) => alarmOf(kind, name));
const desktopSettings = (changes: Partial<Settings['desktop']>): Settings => ({
  ...DEFAULT_SETTINGS,
  desktop: { ...DEFAULT_SETTINGS.desktop, ...changes },
});

const SHOTS: readonly { name: string; alarms: readonly Alarm[]; settings?: Settings }[] = [
  { name: 'short name', alarms: ofEveryKind('Ada') },
  { name: 'long name', alarms: ofEveryKind('Christopher Montgomery-Wellington') },
  { name: 'private', alarms: ofEveryKind('Ada'), settings: desktopSettings({ notificationsPrivate: true }) },
  { name: 'colour-blind', alarms: ofEveryKind('Ada'), settings: desktopSettings({ palette: 'colourBlind' }) },
  {
    name: 'other',
    alarms: [
      ...['مریم محمدی\u200cنژاد', '👩‍🚀 Zoë', '<b>Tom</b> & Jerry', 'W'.repeat(60)].map((name) =>
        alarmOf('urgentLow', name),
      ),
      alarmOf('urgentLow', 'Off the scale', { reason: 'offScaleLow', mgdl: 40 }),
      alarmOf('urgentLow', 'No longer current', { measuredAt: NOW - 12 * MINUTE }),
      alarmOf('noData', 'An hour', { priority: 'high', measuredAt: NOW - 61 * MINUTE }),
      alarmOf('low', 'Missed', { reason: 'missed', since: NOW - 60 * MINUTE, until: NOW - 30 * MINUTE }),
    ],
  },
];

/** The second way of an alarm, which no picture here is of. */
const NO_FACE: AlarmFace = {
  show: () => true,
  hide() {},
  resize() {},
  ring: () => true,
  still() {},
  beep() {},
};

/** One picture of each daemon with notifications of every kind, for each sort of names and settings. */
export async function notificationScreenshots(folder: string): Promise<void> {
  const missing = daemonsMissing();
  if (missing !== null) return console.warn(`There are no pictures of notifications: ${missing}.`);
  mkdirSync(folder, { recursive: true });
  const desktop = await RealDesktop.start();
  for (const daemon of REAL_DAEMONS) {
    await desktop.startDaemon(daemon);
    for (const { name, alarms, settings = DEFAULT_SETTINGS } of SHOTS) {
      const notifier = notifierOn(desktop, settings);
      for (const alarm of alarms) await notifier.deliver(alarm);
      const { width, pixels } = await still(desktop);
      writeFileSync(join(folder, `${daemon}, ${name}.png`), png(pixels, width));
      notifier.settle([]);
      for (const { patientId, decision } of alarms) notifier.withdraw(patientId, decision.kind);
      // Started anew for the next: what is told once and stays would be in its way.
      await desktop.stopDaemon();
      await desktop.startDaemon(daemon);
    }
    await desktop.stopDaemon();
  }
  await desktop.stop();
}

function notifierOn(desktop: RealDesktop, settings: Settings): DesktopNotifier {
  return new DesktopNotifier({
    clock: systemClock,
    system: new LinuxNotifications({ busPath: desktop.busPath, clock: systemClock }),
    face: NO_FACE,
    session: {
      now: () => NOW,
      settings,
      mode: 'account',
      alarms: {
        mayChime: () => false,
        acknowledge() {},
        snooze() {},
      },
    },
    localTime: (instant) => new Date(instant).toISOString().slice(11, 16),
    tell: { open() {}, outcome() {} },
  });
}

/** The right half of the screen, once nothing moves on it any more. */
async function still(desktop: RealDesktop) {
  for (let before = ''; ;) {
    await pause(STILL_MS);
    const picture = desktop.screen({ x: 640 });
    const now = Buffer.from(picture.pixels).toString('latin1');
    if (now === before) return picture;
    before = now;
  }
}
