import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasTray, onceTrayIsThere } from '../../../../src/main/desktop/tray/has-tray.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { FakeBus } from '../notify/fake-bus.ts';

let bus: FakeBus;
let clock: FakeClock;
const asked = (platform: NodeJS.Platform = 'linux', address = `unix:path=${bus.path}`) =>
  hasTray({ platform, env: { DBUS_SESSION_BUS_ADDRESS: address }, clock });

beforeEach(async () => {
  bus = await FakeBus.start();
  // Somebody else's name says nothing about the tray.
  bus.hasDaemon = false;
  clock = new FakeClock();
});
afterEach(() => bus.stop());

describe('whether the desktop shows tray icons', () => {
  it('is told by the bus, and nobody is started for it', async () => {
    expect(await asked()).toBe(true);
    bus.hasTray = false;
    bus.hasDaemon = true;
    expect(await asked()).toBe(false);
    expect(bus.asked).toEqual(['Hello', 'NameHasOwner', 'Get', 'Hello', 'NameHasOwner']);
    await expect.poll(() => bus.connections).toBe(0);
    expect(clock.pending).toBe(0);
  });

  it('depends on somebody who shows what is there', async () => {
    bus.hasTrayHost = false;
    expect(await asked()).toBe(false);
    bus.hasTrayHost = 'nonsense';
    expect(await asked()).toBeNull();
  });

  it('is not known where there is no bus', async () => {
    expect(await asked('linux', 'unix:path=/nowhere/bus')).toBeNull();
    expect(await asked('linux', 'tcp:host=localhost')).toBeNull();
    expect(await asked('linux', 'unix:path=%')).toBeNull();
  });

  it.each(['NameHasOwner', 'Get'])('is not known where %s takes more than two seconds', async (member) => {
    bus.mute = [member];
    const answer = asked();
    await expect.poll(() => bus.asked).toContain(member);
    clock.advance(2000);
    expect(await answer).toBeNull();
    await expect.poll(() => bus.connections).toBe(0);
  });

  it.each(['win32', 'darwin'] as const)('is not asked on %s', async (platform) => {
    bus.hasTray = false;
    expect(await asked(platform)).toBeNull();
    expect(bus.asked).toEqual([]);
  });
});

describe('an icon', () => {
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  it.each([true, null])('is made at once where the answer is %s', async (answer) => {
    let made = 0;
    onceTrayIsThere(
      clock,
      async () => answer,
      () => made++,
    );
    await settle();
    expect([made, clock.pending]).toEqual([1, 0]);
  });

  it.each([
    ['once somebody shows it, asked every two seconds', 7, 7],
    ['after a minute all the same', 1000, 31],
  ])('is made %s', async (_, thereAt, expected) => {
    let asks = 0;
    let made = 0;
    onceTrayIsThere(
      clock,
      async () => ++asks >= thereAt,
      () => made++,
    );
    await settle();
    for (let asked = 1; asked < expected; asked++) {
      expect(made).toBe(0);
      clock.advance(2000);
      await settle();
    }
    expect([asks, made, clock.pending]).toEqual([expected, 1, 0]);
  });
});
