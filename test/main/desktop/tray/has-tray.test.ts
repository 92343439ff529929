import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasTray } from '../../../../src/main/desktop/tray/has-tray.ts';
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
    expect(bus.asked).toEqual(['Hello', 'NameHasOwner', 'Hello', 'NameHasOwner']);
    await expect.poll(() => bus.connections).toBe(0);
    expect(clock.pending).toBe(0);
  });

  it('is not known where there is no bus', async () => {
    expect(await asked('linux', 'unix:path=/nowhere/bus')).toBeNull();
    expect(await asked('linux', 'tcp:host=localhost')).toBeNull();
    expect(await asked('linux', 'unix:path=%')).toBeNull();
  });

  it('is not known where the bus takes more than two seconds', async () => {
    bus.mute = ['NameHasOwner'];
    const answer = asked();
    await expect.poll(() => bus.asked).toContain('NameHasOwner');
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
