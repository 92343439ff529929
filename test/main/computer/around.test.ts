// What the services of a Linux desktop are asked, over real buses: xfconfd of Xfce, and stand-ins for those of the system,
// which a build machine has not.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { around } from '../../../src/main/computer/around.ts';
import { computerTold } from '../../../src/main/computer/told.ts';
import type { Value, Variant } from '../../../src/main/dbus/marshalling.ts';
import { systemClock } from '../../../src/main/time/clock.ts';
import { BusService } from '../../electron-stand-in/desktop/status-notifier/bus-service.ts';
import { DESKTOP_PACKAGES, missingPackages, PrivateDesktop } from '../../support/private-desktop.ts';

const missing = missingPackages(DESKTOP_PACKAGES);

it('there are buses to try, or a word why not', () => {
  if (missing === null) return;
  console.warn(`The tests on real buses are skipped: ${missing}.`);
  if (process.platform === 'linux') expect(process.env['CI'], missing).toBeUndefined();
});

/** A session bus with real settings on it; the services of the system stand on the same one. */
class Desktop extends PrivateDesktop {
  static async start(): Promise<Desktop> {
    return new Desktop(await PrivateDesktop.base('640x480'));
  }

  get addresses(): NodeJS.ProcessEnv {
    const address = this.env['DBUS_SESSION_BUS_ADDRESS'];
    return {
      DBUS_SESSION_BUS_ADDRESS: address,
      DBUS_SYSTEM_BUS_ADDRESS: address,
      XDG_CURRENT_DESKTOP: 'XFCE',
    };
  }

  /** Somebody has the name, and answers for its properties. */
  async serve(name: string, properties: () => Readonly<Record<string, Variant>>): Promise<BusService> {
    const service = new BusService(this.busPath, ({ member, body }) => {
      const value = member === 'Get' ? properties()[body[1] as string] : undefined;
      return value === undefined ? null : ['v', value];
    });
    expect(await service.hello()).toBe(true);
    const of = 'org.freedesktop.DBus';
    const to = { destination: of, path: '/org/freedesktop/DBus', interface: of, member: 'RequestName' };
    expect(await service.call(to, ['su', name, 0])).not.toBeNull();
    return service;
  }
}

const variant = (signature: string, value: Value): Variant => ({ signature, value });

describe.skipIf(missing !== null)('on real buses', () => {
  let desktop: Desktop;
  const services: BusService[] = [];
  const logind: Record<string, Variant> = {
    IdleAction: variant('s', 'suspend'),
    IdleActionUSec: variant('t', 2700e6),
    HandleLidSwitch: variant('s', 'suspend'),
    HandleLidSwitchExternalPower: variant('s', ''),
    Docked: variant('b', false),
    BlockInhibited: variant('s', ''),
  };

  beforeAll(async () => {
    desktop = await Desktop.start();
  });
  afterAll(async () => {
    for (const service of services) service.close();
    await desktop.stop();
  });
  const told = () => computerTold(systemClock, 'linux', desktop.addresses);

  it('nobody tells anything where nobody is there, and nobody is started', async () => {
    expect(await told()).toMatchObject({
      lid: null,
      network: { captive: null, metered: null },
    });
    const asked = await around(
      { platform: 'linux', env: desktop.addresses, clock: systemClock },
      ({ buses }) =>
        Promise.all([buses.isThere('org.xfce.Xfconf'), buses.xfconf('xfce4-power-manager', '/x')]),
    );
    expect(asked).toEqual([false, null]);
  });

  it('each says what it knows', async () => {
    services.push(
      await desktop.serve('org.freedesktop.login1', () => logind),
      await desktop.serve('org.freedesktop.UPower', () => ({ LidIsPresent: variant('b', true) })),
      await desktop.serve('org.freedesktop.NetworkManager', () => ({
        Connectivity: variant('u', 2),
        Metered: variant('u', 1),
      })),
    );
    expect(await told()).toMatchObject({
      sleep: { mains: 45, battery: 45 },
      lid: 'sleeps',
      network: { captive: true, metered: true },
    });
  });

  it('Xfce sleeps sooner, and sees to the lid itself', async () => {
    services.push(await desktop.serve('org.xfce.PowerManager', () => ({})));
    const set = (name: string, value: number) =>
      desktop.setXfconf('xfce4-power-manager', `/xfce4-power-manager/${name}`, { signature: 'u', value });
    await set('inactivity-on-ac', 30);
    await set('inactivity-on-battery', 60);
    await set('lid-action-on-ac', 3);
    await set('lid-action-on-battery', 3);
    logind['BlockInhibited'] = variant('s', 'handle-power-key:handle-lid-switch');
    expect(await told()).toMatchObject({ sleep: { mains: 30, battery: 45 }, lid: 'goesOn' });
  });
});

it('a computer without any bus tells nothing of what would be on it', async () => {
  const told = await computerTold(systemClock, 'linux', {
    DBUS_SYSTEM_BUS_ADDRESS: 'unix:path=/nowhere/bus',
    DBUS_SESSION_BUS_ADDRESS: 'disabled:',
    XDG_CURRENT_DESKTOP: 'XFCE',
  });
  expect([told.lid, told.network]).toEqual([null, { captive: null, metered: null }]);
});
