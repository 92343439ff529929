import { describe, expect, it } from 'vitest';
import { readGnome, readPmset, readPowercfg, sleepOf } from '../../../src/main/computer/sleep.ts';
import { telling, type Told } from './telling.ts';

const POWER = 'org.gnome.settings-daemon.plugins.power';
const gnome = (seconds: string, type: string) =>
  `${POWER} idle-dim true\n${POWER} sleep-inactive-ac-timeout ${seconds}\n${POWER} sleep-inactive-ac-type '${type}'\n` +
  `${POWER} sleep-inactive-battery-timeout 900\n${POWER} sleep-inactive-battery-type 'suspend'\n`;

describe('what a program of the system says', () => {
  it.each([
    ['1200', 'suspend', 20],
    ['1200', 'nothing', 0],
    ['1200', 'blank', 0],
    ['0', 'suspend', 0],
  ])('GNOME after %s s does %s: %s min', (seconds, type, minutes) => {
    expect(readGnome(gnome(seconds, type))).toEqual({ mains: minutes, battery: 15 });
  });

  it('macOS, with a battery and without', () => {
    const macBook =
      'Battery Power:\n lidwake              1\n displaysleep 2\n sleep                1\nAC Power:\n displaysleep 10\n sleep                15\n';
    expect(readPmset(macBook)).toEqual({ mains: 15, battery: 1 });
    expect(readPmset('AC Power:\n sleep                0 (sleep prevented by sharingd)\n')).toEqual({
      mains: 0,
      battery: null,
    });
  });

  it('Windows by the last two figures, in any language', () => {
    const answer = `Untergruppe-GUID: 238c9fa8
    Mögliche Einstellung (Minimum): 0x00000000
    Mögliche Einstellung (Maximum): 0xffffffff
    Index der aktuellen Wechselstromeinstellung: 0x00000708
    Index der aktuellen Gleichstromeinstellung: 0x00000384\n`;
    expect(readPowercfg(answer)).toEqual({ mains: 30, battery: 15 });
  });

  it('nothing where there is no such answer', () => {
    for (const read of [readGnome, readPmset, readPowercfg]) {
      expect(read('')).toEqual({ mains: null, battery: null });
      expect(read('No schemas installed')).toEqual({ mains: null, battery: null });
    }
  });
});

const XFPM = 'xfce4-power-manager /xfce4-power-manager/';

describe('a Linux desktop', () => {
  it.each<[string, string, Told, { mains: number | null; battery: number | null }]>([
    ['GNOME', 'ubuntu:GNOME', { gsettings: gnome('1200', 'suspend') }, { mains: 20, battery: 15 }],
    [
      'another one, with the schemas of GNOME',
      'KDE',
      { gsettings: gnome('1200', 'suspend') },
      { mains: null, battery: null },
    ],
    ['Xfce as it comes', 'XFCE', { names: ['org.xfce.PowerManager'] }, { mains: 0, battery: 0 }],
    [
      'Xfce that was set',
      'XFCE',
      {
        names: ['org.xfce.PowerManager'],
        xfconf: { [`${XFPM}inactivity-on-ac`]: 30, [`${XFPM}inactivity-on-battery`]: 14 },
      },
      { mains: 30, battery: 0 },
    ],
    [
      'Xfce that shows a presentation',
      'XFCE',
      {
        names: ['org.xfce.PowerManager'],
        xfconf: { [`${XFPM}inactivity-on-ac`]: 30, [`${XFPM}presentation-mode`]: true },
      },
      { mains: 0, battery: 0 },
    ],
    [
      'Xfce without its power manager',
      'XFCE',
      { xfconf: { [`${XFPM}inactivity-on-ac`]: 30 } },
      { mains: 0, battery: 0 },
    ],
    [
      'none, and logind sleeps',
      '',
      { logind: { IdleAction: 'suspend', IdleActionUSec: 1800e6 } },
      { mains: 30, battery: 30 },
    ],
    [
      'none, and logind ignores',
      '',
      { logind: { IdleAction: 'ignore', IdleActionUSec: 1800e6 } },
      { mains: null, battery: null },
    ],
    [
      'GNOME, and logind sleeps sooner',
      'GNOME',
      { gsettings: gnome('3600', 'suspend'), logind: { IdleAction: 'hibernate', IdleActionUSec: 600e6 } },
      { mains: 10, battery: 10 },
    ],
    ['one that tells nothing', 'GNOME', {}, { mains: null, battery: null }],
  ])('%s', async (_, desktop, told, sleep) => {
    expect(await sleepOf({ ...telling(told), env: { XDG_CURRENT_DESKTOP: desktop } })).toEqual(sleep);
  });
});

it('a desktop that the terminal of an Electron calls Unity is what it was', async () => {
  const env = { XDG_CURRENT_DESKTOP: 'Unity', ORIGINAL_XDG_CURRENT_DESKTOP: 'KDE' };
  expect(await sleepOf({ ...telling({ gsettings: gnome('1200', 'suspend') }), env })).toEqual({
    mains: null,
    battery: null,
  });
});
