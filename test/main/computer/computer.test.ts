// What a computer tells of battery, lid and network: recorded answers, folders like the kernel's, and services that stand
// in for the system's on a real bus.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lidOf } from '../../../src/main/computer/lid.ts';
import { networkOf, readWindowsNetwork, vpnIsOn } from '../../../src/main/computer/network.ts';
import { readPmsetBattery, readPowerSupplies, readWindowsBattery } from '../../../src/main/computer/power.ts';
import type { Lid, Power } from '../../../src/shared/night/told.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';
import { telling, type Told } from './telling.ts';

const MAINS: Power = { from: 'mains', percent: null };
const BATTERY: Power = { from: 'battery', percent: 72 };

describe('what it runs on', () => {
  const supplies = (all: Readonly<Record<string, Readonly<Record<string, string>>>>): string => {
    const folder = temporaryDirectory();
    for (const [name, files] of Object.entries(all)) {
      mkdirSync(join(folder, name));
      for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, name, file), `${text}\n`);
    }
    return folder;
  };
  const mains = { AC: { type: 'Mains', online: '1' } };
  const mouse = {
    hidpp_battery_0: { type: 'Battery', scope: 'Device', status: 'Discharging', capacity: '5' },
  };

  it.each<[string, Parameters<typeof supplies>[0], Power]>([
    ['a desktop', {}, MAINS],
    ['a desktop with a mouse', { ...mains, ...mouse }, MAINS],
    [
      'a notebook that is plugged in',
      { ...mains, BAT0: { type: 'Battery', status: 'Charging', capacity: '71' } },
      { from: 'mains', percent: 71 },
    ],
    [
      'a notebook that is full and plugged in',
      { ...mains, BAT0: { type: 'Battery', status: 'Not charging', capacity: '80' } },
      { from: 'mains', percent: 80 },
    ],
    [
      'a notebook that is not plugged in, with a mouse',
      { ...mouse, BAT0: { type: 'Battery', status: 'Discharging', capacity: '34' } },
      { from: 'battery', percent: 34 },
    ],
    [
      'one with two batteries, of which one is used at a time',
      {
        BAT0: { type: 'Battery', status: 'Unknown', capacity: '100' },
        BAT1: { type: 'Battery', status: 'Discharging', capacity: '20' },
      },
      { from: 'battery', percent: 60 },
    ],
    [
      'a battery that does not tell',
      { BAT0: { type: 'Battery', status: 'Discharging' } },
      { from: 'battery', percent: null },
    ],
  ])('%s on Linux', async (_, all, power) => {
    expect(await readPowerSupplies(supplies(all))).toEqual(power);
  });

  it('is not known where the kernel does not tell', async () => {
    expect(await readPowerSupplies('/nowhere')).toBeNull();
  });

  it.each<[string, Power | null]>([
    [
      "Now drawing from 'Battery Power'\n -InternalBattery-0 (id=1234567)\t72%; discharging; 3:45 remaining present: true\n",
      BATTERY,
    ],
    [
      "Now drawing from 'AC Power'\n -InternalBattery-0 (id=3735651)\t97%; charged; 0:00 remaining present: true\n",
      { from: 'mains', percent: 97 },
    ],
    [
      "Now drawing from 'Battery Power'\n -InternalBattery-0 (id=3735651)\t97%; discharging; (no estimate) present: true\n",
      { from: 'battery', percent: 97 },
    ],
    ["Now drawing from 'AC Power'\n", MAINS],
    ['', null],
  ])('macOS: %j', (said, power) => {
    expect(readPmsetBattery(said)).toEqual(power);
  });

  it.each<[string, Power | null]>([
    ['battery 1 72\r\nend\r\n', BATTERY],
    ['battery 2 72\r\nend\r\n', { from: 'mains', percent: 72 }],
    ['end\r\n', MAINS],
    ['', null],
  ])('Windows: %j', (said, power) => {
    expect(readWindowsBattery(said)).toEqual(power);
  });
});

describe('its lid', () => {
  const there = { upower: { LidIsPresent: true } };
  const logind = {
    HandleLidSwitch: 'suspend',
    HandleLidSwitchExternalPower: '',
    HandleLidSwitchDocked: 'ignore',
    Docked: false,
  };
  const byXfce = { logind: { ...logind, BlockInhibited: 'handle-power-key:handle-lid-switch' } };
  const xfce = (action: number, source = 'ac') => ({
    xfconf: { [`xfce4-power-manager /xfce4-power-manager/lid-action-on-${source}`]: action },
  });

  it.each<[string, Told, Power, Lid, string?]>([
    ['nobody knows of any', {}, MAINS, null],
    ['none', { upower: { LidIsPresent: false } }, MAINS, 'none'],
    ['as it comes', { ...there, logind }, BATTERY, 'sleeps'],
    ['as it comes, plugged in', { ...there, logind }, MAINS, 'sleeps'],
    ['left alone', { ...there, logind: { ...logind, HandleLidSwitch: 'ignore' } }, BATTERY, 'goesOn'],
    [
      'left alone while plugged in',
      { ...there, logind: { ...logind, HandleLidSwitchExternalPower: 'lock' } },
      MAINS,
      'goesOn',
    ],
    [
      'left alone while plugged in, which it is not',
      { ...there, logind: { ...logind, HandleLidSwitchExternalPower: 'lock' } },
      BATTERY,
      'sleeps',
    ],
    ['with a second screen', { ...there, logind: { ...logind, Docked: true } }, MAINS, 'goesOn'],
    ['seen to by Xfce: sleep', { ...there, ...byXfce, ...xfce(1) }, MAINS, 'sleeps', 'XFCE'],
    ['seen to by Xfce: lock', { ...there, ...byXfce, ...xfce(3) }, MAINS, 'goesOn', 'XFCE'],
    [
      'seen to by Xfce, on battery',
      { ...there, ...byXfce, ...xfce(1, 'battery') },
      BATTERY,
      'sleeps',
      'XFCE',
    ],
    ['seen to by Xfce, which does not say how', { ...there, ...byXfce }, MAINS, null, 'XFCE'],
    ['seen to by somebody else', { ...there, ...byXfce }, MAINS, null, 'KDE'],
    ['where logind is not there', there, MAINS, null],
  ])('on Linux: %s', async (_, told, power, lid, desktop = '') => {
    expect(await lidOf({ ...telling(told), env: { XDG_CURRENT_DESKTOP: desktop } }, power)).toBe(lid);
  });

  it.each<[NodeJS.Platform, Power | null, string | null, Lid]>([
    ['darwin', BATTERY, null, 'sleeps'],
    ['darwin', MAINS, null, 'none'],
    ['darwin', null, null, null],
    ['win32', MAINS, null, 'none'],
    ['win32', BATTERY, null, null],
    [
      'win32',
      BATTERY,
      '    Current AC Power Setting Index: 0x00000000\n    Current DC Power Setting Index: 0x00000001\n',
      'sleeps',
    ],
    [
      'win32',
      { from: 'mains', percent: 72 },
      '    Current AC Power Setting Index: 0x00000000\n    Current DC Power Setting Index: 0x00000001\n',
      'goesOn',
    ],
  ])('on %s with %j: %j is %s', async (platform, power, said, lid) => {
    expect(await lidOf({ ...telling({}), platform, ask: () => Promise.resolve(said) }, power)).toBe(lid);
  });
});

describe('its network', () => {
  it.each<[Told, boolean | null, boolean | null]>([
    [{}, null, null],
    [{ networkManager: { Connectivity: 0, Metered: 0 } }, null, null],
    [{ networkManager: { Connectivity: 4, Metered: 4 } }, false, false],
    [{ networkManager: { Connectivity: 2, Metered: 2 } }, true, false],
    [{ networkManager: { Connectivity: 3, Metered: 1 } }, false, true],
    [{ networkManager: { Connectivity: 1, Metered: 3 } }, false, true],
  ])('on Linux: %j', async (told, captive, metered) => {
    expect(await networkOf(telling(told))).toEqual({ captive, metered });
  });

  it.each([
    ['network InternetAccess Unrestricted\r\n', false, false],
    ['network ConstrainedInternetAccess Fixed\r\n', true, true],
    ['network InternetAccess Variable\r\n', false, true],
    ['network LocalAccess Unknown\r\n', false, null],
    ['', null, null],
  ])('on Windows: %j', (said, captive, metered) => {
    expect(readWindowsNetwork(said)).toEqual({ captive, metered });
  });

  const address = (one: string) => [{ address: one }] as never;
  it.each<[NodeJS.Platform, Parameters<typeof vpnIsOn>[1], boolean | null]>([
    ['linux', { lo: address('127.0.0.1'), wlp3s0: address('192.168.0.7') }, false],
    ['linux', { wlp3s0: address('192.168.0.7'), tun0: address('10.8.0.2') }, true],
    ['linux', { wlp3s0: address('192.168.0.7'), 'wg-home': address('10.8.0.2') }, true],
    ['darwin', { en0: address('192.168.0.7'), utun0: address('fe80::1') }, false],
    ['darwin', { en0: address('192.168.0.7'), utun4: address('10.8.0.2') }, true],
    ['win32', { 'Ethernet 2': address('10.8.0.2') }, null],
  ])('on %s: a VPN in %j is %s', (platform, found, isOn) => {
    expect(vpnIsOn(platform, found)).toBe(isOn);
  });
});
