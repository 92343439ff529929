import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Channel, Contracts } from '../../../src/shared/ipc/contracts.ts';
import type { Snapshot } from '../../../src/shared/state/snapshot.ts';
import { ada } from '../../../src/main/simulator/people.ts';
import type { Scenario } from '../../../src/main/simulator/scenarios.ts';
import type { Simulator } from '../../../src/main/simulator/simulator.ts';
import { FakeBus } from '../../main/dbus/fake-bus.ts';
import { expect, test as base, type LaunchedWithHands } from '../support/test.ts';
import type { LaunchOptions } from '../support/launch.ts';
import { onFlatDay, staying } from '../../support/staying.ts';
import { violations } from '../../support/violations.ts';
import { simulatorBegun } from '../support/simulator-begun.ts';

/** How alarms reach a person: notifications of a daemon on a bus of the test's own, and the alarm window. */

interface Followed {
  launched: LaunchedWithHands;
  main: Page;
  alarm: Page;
  simulator: Simulator;
  /** Asks the main process, as the window does. */
  ask: <C extends Channel>(channel: C, request: Contracts[C]['request']) => Promise<Contracts[C]['response']>;
  snapshot: () => Promise<Snapshot>;
  isSeen: () => Promise<boolean>;
  /** What the journal holds: kind, decision, reason. */
  journal: () => string[];
}

interface Fixtures {
  /** Signs in where a scenario has run for some minutes. */
  follow: (scenario: Scenario, minutes: number, options?: Partial<LaunchOptions>) => Promise<Followed>;
}

const test = base.extend<Fixtures>({
  follow: async ({ bus, launchWithHands }, use) => {
    const simulators: Simulator[] = [];
    await use(async (scenario, minutes, options = {}) => {
      const simulator = await simulatorBegun(scenario, minutes);
      simulators.push(simulator);
      const launched = await launchWithHands({
        ...options,
        env: {
          LIBRELINKUP_BASE_URL: simulator.url,
          DBUS_SESSION_BUS_ADDRESS: `unix:path=${bus.path}`,
          ...options.env,
        },
      });
      return signedIn(launched, simulator);
    });
    for (const simulator of simulators) await simulator.close();
  },
});

async function signedIn(launched: LaunchedWithHands, simulator: Simulator): Promise<Followed> {
  const { app, dataDir } = launched;
  const main = await app.firstWindow();
  await main.waitForFunction(() => 'glucoglance' in globalThis);
  const ask: Followed['ask'] = (channel, request) =>
    main.evaluate(
      ([to, given]) => (globalThis as never as { glucoglance: Bridge }).glucoglance.invoke(to, given),
      [channel, request] as const,
    ) as never;
  const opened = app.waitForEvent('window');
  const { email, password } = simulator;
  await expect.poll(async () => (await ask('snapshot:read', undefined)).mode).toBe('signedOut');
  expect(await ask('account:signIn', { email, password, acceptTerms: false })).toMatchObject({ ok: true });
  const alarm = await opened;
  return {
    launched,
    main,
    alarm,
    simulator,
    ask,
    snapshot: () => ask('snapshot:read', undefined),
    isSeen: () =>
      app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().some(
          (one) => one.isVisible() && one.webContents.getURL().endsWith('/alarm.html'),
        ),
      ),
    journal: () => journalOf(dataDir),
  };
}

interface Bridge {
  invoke(channel: string, request: unknown): Promise<unknown>;
}

function journalOf(dataDir: string): string[] {
  const path = join(dataDir, 'history.db');
  if (!existsSync(path)) return [];
  const db = new Database(path, { readonly: true });
  try {
    const rows = db.prepare<[], { kind: string; decision: string; reason: string; by: string | null }>(
      'SELECT kind, decision, reason, "by" FROM alarm ORDER BY id',
    );
    return rows.all().map(({ kind, decision, reason, by }) => [kind, decision, by ?? reason].join(' '));
  } finally {
    db.close();
  }
}

/** On the plateau of its low; Ada alone. */
const fastLow = onFlatDay('fast-low');
const PLATEAU = 36;
/** Before that its keys are not taken. */
const turnTo = (alarm: Page) => alarm.locator('.cards').dispatchEvent('pointerdown');
const titles = (bus: FakeBus) => bus.open.map(({ title }) => title);

test('fast-low: notification and alarm window at once', { tag: '@walk' }, async ({ follow, bus }) => {
  const { alarm, simulator, isSeen, launched, journal } = await follow(fastLow, PLATEAU);
  await expect.poll(() => titles(bus)).toHaveLength(1);
  const asked = simulator.requests.find(({ path }) => path === '/llu/connections')?.at ?? 0;
  const [shown] = bus.open;
  const took = shown!.at - asked;
  // The promise is a second. How busy this machine is, is not the program's fault: the figure is told, not judged.
  console.log(`  ${took} ms from the request that brought the low to its notification`);
  expect(shown!.title).toMatch(/^\d\d mg\/dL (?:[↓↘→↗↑] )?urgent low · Ada Lindqvist$/);
  expect(shown!.hints).toMatchObject({ urgency: 2, 'suppress-sound': true });
  await expect.poll(isSeen).toBe(true);

  const card = alarm.getByRole('article', { name: 'Urgent low, Ada Lindqvist' });
  await expect(card.locator('.number')).toHaveText(/^\d\d$/);
  await expect(card.getByText(/ago$/)).toBeVisible();
  // It sounds, and goes on.
  await expect(alarm.locator('.sound.on')).toBeVisible();
  const focused = await launched.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getFocusedWindow()?.getTitle(),
  );
  expect(focused).not.toBe('Glucoglance alarm');
  expect(await violations(alarm)).toEqual([]);

  // Who turns to it finds the answer first.
  await turnTo(alarm);
  for (const key of ['Escape', 'a', 'Space']) await alarm.keyboard.press(key);
  expect(await isSeen()).toBe(true);
  await alarm.keyboard.press('Tab');
  await expect(alarm.getByRole('button', { name: /^Acknowledge/ })).toBeFocused();
  await alarm.keyboard.press('Enter');
  await expect.poll(() => titles(bus)).toEqual([]);
  await expect.poll(isSeen).toBe(false);
  await expect(alarm.locator('.sound.on')).toHaveCount(0);
  await expect
    .poll(() => journal().filter((one) => one.startsWith('urgentLow')))
    .toEqual(['urgentLow raised belowLimit', 'urgentLow delivery shown', 'urgentLow acknowledged window']);
});

test('the language changes while it rings: in window, tray and the next notification, and in no state', async ({
  follow,
  bus,
}) => {
  const { alarm, main, ask, snapshot, journal, launched } = await follow(fastLow, PLATEAU);
  await expect.poll(() => titles(bus)).toHaveLength(1);
  await expect(alarm.getByRole('button', { name: /^Acknowledge/ })).toBeVisible();
  const tip = () => launched.hands.evaluate(({ trays: [one] }) => one?.toolTip ?? '');
  await expect.poll(tip).toContain('urgent low alarm');
  await expect.poll(() => journal()).toContain('urgentLow delivery shown');
  const before = { alarms: (await snapshot()).alarms, journal: journal(), notifications: titles(bus) };

  await ask('settings:update', { desktop: { language: 'de' } });
  await expect(alarm.getByRole('button', { name: /^Bestätigen/ })).toBeVisible();
  await expect(main.locator('html')).toHaveAttribute('lang', 'de');
  await expect.poll(tip).toContain('Alarm: dringend niedrig');
  expect({ alarms: (await snapshot()).alarms, journal: journal(), notifications: titles(bus) }).toEqual(
    before,
  );

  await ask('alarms:test', undefined);
  await expect.poll(() => titles(bus)).toContain('Test von Glucoglance');
  await ask('settings:update', { desktop: { language: null } });
  await expect(alarm.getByRole('button', { name: /^Acknowledge/ })).toBeVisible();
});

test('D2: what is typed for another program answers nothing; an acknowledgement can be taken back', async ({
  follow,
  bus,
}) => {
  const { alarm, isSeen, snapshot, journal, launched } = await follow(staying({ ada: 46 }), 10);
  await expect.poll(isSeen).toBe(true);
  const phase = async () => (await snapshot()).alarms.find(({ kind }) => kind === 'urgentLow')?.phase;
  await expect(alarm.getByRole('article', { name: /^Urgent low/ })).toBeVisible();
  // The page has no other clock than the computer's: it is held back while somebody types.
  await alarm.evaluate(() => {
    const began = performance.now();
    performance.now = () => began;
  });
  for (const key of ['c', 'd', 'Space', 'p', 'r', 'o', 'Tab', 'Enter', 'Tab', 'Space'])
    await alarm.keyboard.press(key);
  expect(await phase()).toBe('active');
  expect(await alarm.evaluate(() => document.activeElement === document.body)).toBe(true);

  await alarm.getByRole('button', { name: /^Acknowledge/ }).click();
  const quiet = alarm.getByRole('region', { name: 'Urgent low, Ada Lindqvist' });
  await expect(quiet).toContainText(/Quiet until \d+:\d\d/);
  await expect(alarm.getByRole('article')).toHaveCount(0);
  expect(await phase()).toBe('acknowledged');
  await expect(alarm.locator('.sound.on')).toHaveCount(0);
  for (const dark of [false, true]) {
    await launched.hands.evaluate((system, is) => system.setSystemDark(is), dark);
    expect(await violations(alarm)).toEqual([]);
  }
  await quiet.getByRole('button', { name: /^Undo/ }).click();
  await expect.poll(phase).toBe('active');
  await expect(alarm.getByRole('article', { name: /^Urgent low/ })).toBeVisible();
  expect(await isSeen()).toBe(true);
  await expect
    .poll(() => journal().filter((one) => one.startsWith('urgentLow ack')))
    .toEqual(['urgentLow acknowledged window', 'urgentLow acknowledged window']);
  expect(bus.asked).toContain('CloseNotification');
});

test('D5: a display that goes takes neither the alarm window nor the main one with it', async ({
  follow,
}) => {
  const { launched, isSeen } = await follow(staying({ ada: 46 }), 10);
  await expect.poll(isSeen).toBe(true);
  const { app, hands } = launched;
  await hands.evaluate((system) =>
    system.setDisplays([
      { bounds: { x: 0, y: 0, width: 1280, height: 720 } },
      { bounds: { x: 1280, y: 0, width: 2560, height: 1400 } },
    ]),
  );
  const bounds = () =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.getBounds()));
  await app.evaluate(({ BrowserWindow }) => {
    for (const one of BrowserWindow.getAllWindows()) one.setBounds({ x: 3000, y: 900 });
  });
  await hands.evaluate((system) =>
    system.setDisplays([{ bounds: { x: 0, y: 0, width: 1280, height: 720 } }]),
  );
  const all = await bounds();
  expect(all).toHaveLength(2);
  for (const { x, y, width, height } of all) {
    expect([x >= 0, y >= 0]).toEqual([true, true]);
    expect([x + width <= 1280, y + height <= 720]).toEqual([true, true]);
  }
});

test('snooze and acknowledge in the notification', async ({ follow, bus }) => {
  const { isSeen, snapshot, journal } = await follow(fastLow, PLATEAU);
  await expect.poll(() => bus.open).toHaveLength(1);
  expect(bus.open[0]!.actions.join()).toBe('default,Open,acknowledge,Acknowledge,snooze,Snooze 15 min');
  await expect.poll(isSeen).toBe(true);
  bus.click(bus.open[0]!.id, 'snooze');
  await expect.poll(isSeen).toBe(false);
  const snoozed = (await snapshot()).alarms.find(({ kind }) => kind === 'urgentLow');
  expect(snoozed?.phase).toBe('snoozed');
  await expect.poll(journal).toContain('urgentLow snoozed notification');
});

test('snooze in the alarm window, and in the main window', async ({ follow, bus }) => {
  const { alarm, isSeen, ask, snapshot } = await follow(staying({ ada: 46, ben: 48 }), 10);
  await expect.poll(() => bus.open).toHaveLength(2);
  await alarm.getByRole('button', { name: 'Snooze Urgent low, Ben Marlowe for 30 min' }).click();
  await expect(alarm.getByRole('article')).toHaveCount(1);
  expect(await isSeen()).toBe(true);
  await expect.poll(() => titles(bus)).toEqual([expect.stringMatching(/· Ada/)]);
  await ask('alarm:snooze', { patientId: ada.patientId, kind: 'urgentLow', minutes: 15 });
  await expect.poll(isSeen).toBe(false);
  await expect.poll(() => bus.open).toEqual([]);
  const phases = (await snapshot()).alarms.map(({ kind, phase }) => `${kind} ${phase}`);
  expect(phases.filter((one) => one.startsWith('urgentLow'))).toEqual([
    'urgentLow snoozed',
    'urgentLow snoozed',
  ]);
});

test('two people: each value in its unit; acknowledging one leaves the other', async ({ follow, bus }) => {
  const { alarm, isSeen } = await follow(staying({ ada: 46, ben: 48 }), 10);
  await expect
    .poll(() => titles(bus).map((one) => / (mg\/dL|mmol\/L) .* · (\w+)/.exec(one)?.slice(1)))
    .toEqual([
      ['mg/dL', 'Ada'],
      ['mmol/L', 'Ben'],
    ]);
  await expect(alarm.getByRole('article')).toHaveCount(2);
  await alarm.getByRole('button', { name: 'Acknowledge (15 min) Urgent low, Ada Lindqvist' }).click();
  await expect(alarm.getByRole('article')).toHaveCount(1);
  await expect(alarm.getByRole('article', { name: 'Urgent low, Ben Marlowe' })).toBeVisible();
  await expect.poll(() => titles(bus)).toEqual([expect.stringMatching(/· Ben/)]);
  expect(await isSeen()).toBe(true);
  await expect(alarm.locator('.sound.on')).toBeVisible();
});

test('lower priority: a notification with a sound; a click on it opens the window there', async ({
  follow,
  bus,
}) => {
  const { launched, main, alarm, isSeen } = await follow(staying({ ada: 64 }), 10);
  const window = await launched.app.browserWindow(main);
  await window.evaluate((one) => one.hide());
  await expect.poll(() => titles(bus)).toEqual([expect.stringMatching(/^6\d mg\/dL .*low · Ada Lindqvist$/)]);
  // Its sound is heard once, from a window that is not seen.
  await expect(alarm.locator('.sound.on')).toHaveCount(1);
  await expect(alarm.locator('.sound.on')).toHaveCount(0);
  expect(await isSeen()).toBe(false);
  bus.click(bus.open[0]!.id, 'default');
  await expect.poll(() => window.evaluate((one) => one.isVisible())).toBe(true);
});

test('values are not in a notification where they are private', async ({ follow, bus, dataDir }) => {
  const settings = { version: 1, desktop: { notificationsPrivate: true } };
  writeFileSync(join(dataDir, 'config.json'), JSON.stringify(settings));
  const { alarm } = await follow(staying({ ada: 46 }), 10);
  await expect.poll(() => titles(bus)).toEqual(['Urgent low · Ada Lindqvist']);
  // The alarm window is on one's own screen.
  await expect(alarm.locator('.number')).toHaveText(/^\d\d$/);
});

test('no notifications here: the alarm window at once, and the program says that it is impaired', async ({
  follow,
  bus,
}) => {
  bus.hasDaemon = false;
  const { alarm, isSeen, snapshot, journal } = await follow(staying({ ada: 64 }), 10);
  await expect.poll(isSeen).toBe(true);
  await expect(alarm.getByRole('article', { name: 'Low, Ada Lindqvist' })).toBeVisible();
  await expect(alarm.getByRole('article', { name: 'Not working, Glucoglance' })).toBeVisible();
  await expect.poll(async () => (await snapshot()).armed.faults).toContain('notificationsUnavailable');
  await expect
    .poll(journal)
    .toEqual(expect.arrayContaining(['low delivery failed', 'impaired raised notificationsFailed']));
  expect(bus.asked).not.toContain('Notify');
});

test('D11: "do not disturb": the alarm window at once for a medium alarm, and the program says why', async ({
  follow,
  bus,
}) => {
  bus.daemonName = 'dunst';
  bus.settings.set('Get org.dunstproject.cmd0 paused', { signature: 'b', value: true });
  const { isSeen, snapshot, journal } = await follow(staying({ ada: 64 }), 10);
  await expect.poll(isSeen).toBe(true);
  await expect.poll(journal).toContain('low delivery failed');
  await expect.poll(async () => (await snapshot()).armed.faults).toContain('notificationsPaused');
  expect((await snapshot()).armed.faults).not.toContain('notificationsFailed');
});

test('D12: a daemon that hangs: the alarm window at once for a medium alarm, and the program says so', async ({
  follow,
  bus,
}) => {
  bus.mute = ['Notify'];
  const { isSeen, snapshot, journal } = await follow(staying({ ada: 64 }), 10);
  await expect.poll(isSeen).toBe(true);
  await expect.poll(journal).toContain('low delivery unknown');
  await expect.poll(async () => (await snapshot()).armed.faults).toContain('notificationsUnanswered');
});

test('signal loss: no data is told with the last value and its time', async ({ follow, bus }) => {
  const { snapshot } = await follow(onFlatDay('signal-loss'), 26);
  await expect.poll(() => titles(bus)).toEqual(['No data · Ada Lindqvist']);
  expect(bus.open[0]!.body).toMatch(
    /^No recent reading\nLast \d+ mg\/dL, \d+ min ago, at \d+:\d\d.* · Ada Lindqvist$/,
  );
  expect((await snapshot()).alarms.map(({ kind }) => kind)).toEqual(['noData']);
});

test('an alarm window that crashes is there again, and rings on', async ({ follow }) => {
  const { launched, alarm, isSeen } = await follow(fastLow, PLATEAU);
  await expect.poll(isSeen).toBe(true);
  const opened = launched.app.waitForEvent('window');
  await (
    await launched.app.browserWindow(alarm)
  ).evaluate((one) => one.webContents.forcefullyCrashRenderer());
  const rebuilt = await opened;
  await expect(rebuilt.getByRole('article', { name: 'Urgent low, Ada Lindqvist' })).toBeVisible();
  await expect(rebuilt.locator('.sound.on')).toBeVisible();
  expect(await isSeen()).toBe(true);
});

test('a test of the alarms: seen and heard, noted, and over by itself', async ({ follow, bus }) => {
  const { alarm, ask, isSeen, snapshot, journal } = await follow(staying({ ada: 110 }), 10);
  // The journal says so, in its own time.
  await expect.poll(async () => (await snapshot()).armed.faults).toContain('neverTested');
  const testing = ask('alarms:test', undefined);
  await expect(alarm.getByRole('article', { name: 'Test' })).toBeVisible();
  await expect(alarm.locator('.sound.on')).toBeVisible();
  expect(await isSeen()).toBe(true);
  expect(await testing).toEqual({
    ok: true,
    value: [
      { kind: 'urgentLow', outcome: 'shown' },
      { kind: 'low', outcome: 'shown' },
      { kind: 'sensor', outcome: 'shown' },
    ],
  });
  expect(titles(bus)).toEqual(Array.from({ length: 3 }, () => 'Test of Glucoglance'));
  expect(journal()).toEqual(['urgentLow test shown', 'low test shown', 'sensor test shown']);
  await expect.poll(async () => (await snapshot()).armed.faults).not.toContain('neverTested');
  await expect.poll(isSeen).toBe(false);
  expect(bus.open).toEqual([]);
});

test('a sound that cannot be played is made up for, and said', async ({ follow, bus }) => {
  const { alarm, ask, snapshot } = await follow(staying({ ada: 110 }), 10);
  await expect(alarm.getByRole('button', { name: 'Open' })).toBeAttached();
  await alarm.evaluate(() => {
    AudioContext.prototype.resume = () => Promise.reject(new Error('no sound device'));
  });
  const testing = ask('alarms:test', undefined);
  await expect.poll(async () => (await snapshot()).armed.faults).toContain('soundFails');
  // The system's own sound comes in its place.
  await expect.poll(() => bus.open[0]?.hints['suppress-sound']).toBe(false);
  await testing;
});

for (const isAnother of [true, false])
  test(`D3: the sound device goes during an alarm: ${isAnother ? 'with another one it sounds on' : 'a beep, the sound of the system, a fault'}`, async ({
    follow,
    bus,
  }) => {
    const { launched, alarm, snapshot } = await follow(staying({ ada: 46 }), 10);
    await expect(alarm.locator('.sound.on')).toBeVisible();
    await alarm.evaluate(() => {
      const looked = new Set<AudioContext>();
      const own = Object.getOwnPropertyDescriptor(BaseAudioContext.prototype, 'currentTime')!;
      Object.defineProperty(BaseAudioContext.prototype, 'currentTime', {
        get(this: AudioContext): number {
          looked.add(this);
          return own.get!.call(this) as number;
        },
      });
      Object.assign(window, { looked });
    });
    const states = () =>
      alarm.evaluate(() =>
        [...(window as never as { looked: Set<AudioContext> }).looked].map(({ state }) => state),
      );
    await expect.poll(states).toEqual(['running']);
    await alarm.evaluate((works) => {
      if (!works) AudioContext.prototype.resume = () => Promise.reject(new Error('no sound device'));
      // As Chromium does where the device fails.
      for (const one of (window as never as { looked: Set<AudioContext> }).looked) void one.suspend();
    }, isAnother);
    if (isAnother) {
      await expect.poll(states).toEqual(['closed', 'running']);
      await expect(alarm.locator('.sound.on')).toBeVisible();
      expect((await snapshot()).armed.faults).not.toContain('soundFails');
      expect(bus.open.map(({ hints }) => hints['suppress-sound'])).toEqual([true]);
      return;
    }
    await expect.poll(async () => (await snapshot()).armed.faults).toContain('soundFails');
    await expect(alarm.locator('.sound.on')).toHaveCount(0);
    expect(await launched.hands.evaluate(({ beeps }) => beeps)).toBe(1);
    await expect.poll(() => bus.open.map(({ hints }) => hints['suppress-sound'])).toEqual([false]);
  });

test('started at log-in: no window, and everything else', async ({ launchWithHands }) => {
  const { app } = await launchWithHands({ args: ['--hidden'] });
  await expect.poll(() => app.evaluate(({ app: one }) => one.isReady())).toBe(true);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
});

test('start at log-in follows the setting', async ({ follow, folder }) => {
  const { ask, snapshot } = await follow(staying({ ada: 110 }), 10, {
    hands: { packaged: true },
  });
  const file = join(folder, 'home/config/autostart/glucoglance.desktop');
  expect(existsSync(file)).toBe(false);
  expect((await snapshot()).armed.faults).toContain('notAtLogin');
  await ask('settings:update', { desktop: { startAtLogin: true } });
  await expect.poll(() => existsSync(file)).toBe(true);
  expect(readFileSync(file, 'utf8')).toMatch(/^Exec=.* --hidden$/m);
  await expect.poll(async () => (await snapshot()).armed.faults).not.toContain('notAtLogin');
  await ask('settings:update', { desktop: { startAtLogin: false } });
  await expect.poll(() => existsSync(file)).toBe(false);
});

test('the computer is kept awake only where that is chosen', async ({ follow }) => {
  const { ask, launched } = await follow(staying({ ada: 110 }), 10);
  const kept = () =>
    launched.hands.evaluate(({ powerSaveBlockers }) => powerSaveBlockers.map(({ type }) => type));
  expect(await kept()).toEqual([]);
  await ask('settings:update', { desktop: { keepAwake: true } });
  expect(await kept()).toEqual(['prevent-app-suspension']);
});
