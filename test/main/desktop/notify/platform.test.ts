import type Electron from 'electron';
import { describe, expect, it } from 'vitest';
import {
  ElectronNotifications,
  type NotificationClass,
} from '../../../../src/main/desktop/notify/electron-notifications.ts';
import { LinuxNotifications } from '../../../../src/main/desktop/notify/linux-notifications.ts';
import {
  claimOldClicks,
  systemNotifications,
  TOAST_ACTIVATOR,
} from '../../../../src/main/desktop/notify/platform.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

/** Electron's notifications, which must not even be looked at on Linux. */
const untouchable = new Proxy(class {}, {
  get: () => expect.unreachable('touched'),
  construct: () => expect.unreachable('constructed'),
}) as unknown as NotificationClass;

const imageOf = (): never => {
  throw new Error('not here');
};

describe('the notifications of a system', () => {
  it.each([
    ['win32', ElectronNotifications],
    ['darwin', ElectronNotifications],
    ['linux', LinuxNotifications],
    ['freebsd', LinuxNotifications],
  ] as const)('on %s', (platform, kind) => {
    const around = { platform, env: {}, clock: new FakeClock(), notification: untouchable, imageOf };
    expect(systemNotifications(around)).toBeInstanceOf(kind);
  });

  it('on Linux never touch those of Electron', async () => {
    const around = {
      platform: 'linux',
      env: {},
      clock: new FakeClock(),
      notification: untouchable,
      imageOf,
    } as const;
    const system = systemNotifications(around);
    const picture = () => ({ size: 0, pixels: new Uint8Array() });
    const request = { key: 'k', title: 't', body: 'b', urgent: true, silent: true, picture, buttons: [] };
    expect(await system.show(request, () => {})).toBe('failed');
    expect(await system.state()).toBe('absent');
  });

  it.each(['win32', 'darwin', 'linux'] as const)(
    'of an earlier run open the window on Windows alone: %s',
    (platform) => {
      const set: string[] = [];
      let opened = 0;
      const clock = new FakeClock();
      const notification = {
        handleActivation(told: (details: Electron.ActivationArguments) => void) {
          told({ type: 'click', arguments: '' });
          told({ type: 'action', actionIndex: 0, arguments: '' });
        },
      } as unknown as NotificationClass;
      claimOldClicks(
        platform,
        { setToastActivatorCLSID: (id) => void set.push(id) },
        systemNotifications({ platform, env: {}, clock, notification, imageOf }),
        () => opened++,
      );
      clock.advance(1000);
      expect(set).toEqual(platform === 'win32' ? [TOAST_ACTIVATOR] : []);
      expect(opened).toBe(platform === 'win32' ? 2 : 0);
      expect(TOAST_ACTIVATOR).toMatch(/^\{[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}\}$/);
    },
  );
});
