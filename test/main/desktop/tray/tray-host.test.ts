import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askTrayHost } from '../../../../src/main/desktop/tray/tray-host.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { FakeBus } from '../../dbus/fake-bus.ts';

let bus: FakeBus;
let clock: FakeClock;
const asked = (platform: NodeJS.Platform = 'linux', address = `unix:path=${bus.path}`) =>
  askTrayHost({ platform, env: { DBUS_SESSION_BUS_ADDRESS: address }, clock });

beforeEach(async () => {
  bus = await FakeBus.start();
  // Somebody else's name says nothing about the tray.
  bus.hasDaemon = false;
  clock = new FakeClock();
});
afterEach(() => bus.stop());

describe('whether the desktop shows tray icons', () => {
  it('is told by the bus, and nobody is started for it', async () => {
    expect(await asked()).toBe('host');
    bus.hasTray = false;
    bus.hasDaemon = true;
    expect(await asked()).toBe('none');
    expect(bus.asked).toEqual(['Hello', 'NameHasOwner', 'Get', 'Get', 'Hello', 'NameHasOwner']);
    await expect.poll(() => bus.connections).toBe(0);
    expect(clock.pending).toBe(0);
  });

  it('depends on somebody who shows what is there', async () => {
    bus.hasTrayHost = false;
    expect(await asked()).toBe('none');
    bus.hasTrayHost = 'nonsense';
    expect(await asked()).toBeNull();
  });

  it('is not known where there is no bus', async () => {
    expect(await asked('linux', 'unix:path=/nowhere/bus')).toBeNull();
    expect(await asked('linux', 'tcp:host=localhost')).toBeNull();
    expect(await asked('linux', 'unix:path=%')).toBeNull();
  });

  it.each(['NameHasOwner', 'Get', 'GetConnectionUnixProcessID'])(
    'is not known where %s takes more than two seconds',
    async (member) => {
      bus.mute = [member];
      bus.trayItems = [];
      const answer = asked();
      await expect.poll(() => bus.asked).toContain(member);
      clock.advance(2000);
      expect(await answer).toBeNull();
      await expect.poll(() => bus.connections).toBe(0);
    },
  );

  it.each(['win32', 'darwin'] as const)('is not asked on %s', async (platform) => {
    bus.hasTray = false;
    expect(await asked(platform)).toBeNull();
    expect(bus.asked).toEqual([]);
  });
});

describe('D4: whether our icon is among them', () => {
  const others = ['org.kde.StatusNotifierItem-9-1/StatusNotifierItem', ':1.7/org/ayatana/Item'];

  beforeEach(() => {
    bus.processes = { ':1.1': 4711, ':1.42': 4711, ':1.7': 9, 'org.kde.StatusNotifierItem-9-1': 9 };
  });

  it.each([
    ':1.42/StatusNotifierItem',
    ':1.42',
    ':1.42@/StatusNotifierItem',
    ':1.42/org/chromium/StatusNotifierItem/1',
  ])('%s is ours, by its process', async (item) => {
    bus.trayItems = [...others, item];
    expect(await asked()).toBe('shown');
  });

  it('those of others are none of ours', async () => {
    bus.trayItems = others;
    expect(await asked()).toBe('lost');
    bus.trayItems = [];
    expect(await asked()).toBe('lost');
  });

  it('is not judged where the bus knows a name or ourselves not', async () => {
    bus.trayItems = [...others, ':1.99/StatusNotifierItem'];
    expect(await asked()).toBe('host');
    bus.trayItems = others;
    delete bus.processes[':1.1'];
    expect(await asked()).toBe('host');
  });
});
