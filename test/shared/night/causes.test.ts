import { describe, expect, it } from 'vitest';
import { ARMED_FAULTS, type ArmedFault } from '../../../src/shared/alarms/armed.ts';
import {
  causesTonight,
  NIGHT_CODES,
  worthSaying,
  type NightCause,
  type NightCode,
  type Tonight,
} from '../../../src/shared/night/causes.ts';
import { NOTHING_TOLD, type ComputerTold } from '../../../src/shared/night/told.ts';
import fc from '../../support/seeds.ts';

const nothing: Tonight = {
  told: NOTHING_TOLD,
  faults: [],
  keepsAwake: false,
  now: { vpn: null, proxy: null },
  byDay: null,
};
const told = (changes: Partial<ComputerTold>): Partial<Tonight> => ({
  told: { ...NOTHING_TOLD, ...changes },
});
const network = (changes: Partial<ComputerTold['network']>) =>
  told({ network: { ...NOTHING_TOLD.network, ...changes } });
const found = (changes: Partial<Tonight>): NightCause[] => causesTonight({ ...nothing, ...changes });

/** Every cause there is, with what makes it. */
const EACH: Record<NightCode, Partial<Tonight>> = {
  captive: network({ captive: true }),
  noAnswer: { faults: ['noAnswer'] },
  sleepsAfter: told({ sleep: { mains: 20, battery: 5 } }),
  batteryLow: told({ power: { from: 'battery', percent: 34 } }),
  soundAbsent: { faults: ['soundAbsent'] },
  soundMuted: { faults: ['soundMuted'] },
  soundFails: { faults: ['soundFails'] },
  notificationsUnavailable: { faults: ['notificationsUnavailable'] },
  notificationsPaused: { faults: ['notificationsPaused'] },
  notificationsUnanswered: { faults: ['notificationsUnanswered'] },
  notificationsFailed: { faults: ['notificationsFailed'] },
  settingsUnread: { faults: ['settingsUnread'] },
  lowsOff: { faults: ['lowsOff'] },
  lidSleeps: told({ lid: 'sleeps' }),
  vpnOn: { now: { vpn: true, proxy: null }, byDay: { vpn: false, proxy: null } },
  proxyChanged: { now: { vpn: null, proxy: 'PROXY a:1' }, byDay: { vpn: null, proxy: 'DIRECT' } },
  metered: network({ metered: true }),
};

describe('what would keep this computer from alarming tonight', () => {
  it.each(NIGHT_CODES)('is %s, and nothing else', (code) => {
    expect(found(EACH[code]).map((one) => one.code)).toEqual([code]);
  });

  it.each<[string, Partial<Tonight>, NightCode[]]>([
    ['nothing, where the system tells nothing', {}, []],
    [
      'nothing, where all is well',
      {
        told: {
          sleep: { mains: 0, battery: 0 },
          power: { from: 'mains', percent: 12 },
          lid: 'goesOn',
          network: { captive: false, metered: false },
        },
        now: { vpn: false, proxy: 'DIRECT' },
        byDay: { vpn: false, proxy: 'DIRECT' },
      },
      [],
    ],
    ['not what the program keeps it from', { ...EACH.sleepsAfter, keepsAwake: true }, []],
    ['sleep by what it runs on, the mains', told({ sleep: { mains: 0, battery: 5 } }), []],
    [
      'sleep by what it runs on, the battery',
      told({ sleep: { mains: 0, battery: 5 }, power: { from: 'battery', percent: 90 } }),
      ['sleepsAfter'],
    ],
    ['a battery that is half full', told({ power: { from: 'battery', percent: 50 } }), []],
    ['a battery that does not tell', told({ power: { from: 'battery', percent: null } }), []],
    ['no lid', told({ lid: 'none' }), []],
    [
      'a VPN that has been on all day',
      { now: { vpn: true, proxy: null }, byDay: { vpn: true, proxy: null } },
      [],
    ],
    ['a VPN that is off now', { now: { vpn: false, proxy: null }, byDay: { vpn: true, proxy: null } }, []],
    ['a VPN of which nobody knows how it was', { now: { vpn: true, proxy: 'PROXY a:1' } }, []],
    ['why there is no answer, instead of that', { ...EACH.captive, faults: ['noAnswer'] }, ['captive']],
    ['one word about the sound', { faults: ['soundFails', 'soundMuted', 'soundAbsent'] }, ['soundAbsent']],
    [
      'one word about notifications',
      { faults: ['notificationsUnavailable', 'notificationsFailed'] },
      ['notificationsUnavailable'],
    ],
    [
      'not what matters after a restart, or once a month',
      {
        faults: [
          'neverTested',
          'testLongAgo',
          'notAtLogin',
          'loginNeedsApproval',
          'noTray',
          'trayLost',
          'trayHidden',
        ],
      },
      [],
    ],
  ])('%s', (_, changes, codes) => {
    expect(found(changes).map(({ code }) => code)).toEqual(codes);
  });

  const maybe = fc.constantFrom(true, false, null);
  const anything: fc.Arbitrary<Tonight> = fc.record({
    told: fc.record({
      sleep: fc.record({
        mains: fc.option(fc.nat(300)),
        battery: fc.option(fc.nat(300)),
      }),
      power: fc.option(
        fc.record({
          from: fc.constantFrom('mains' as const, 'battery' as const),
          percent: fc.option(fc.nat(100)),
        }),
      ),
      lid: fc.constantFrom('none' as const, 'sleeps' as const, 'goesOn' as const, null),
      network: fc.record({ captive: maybe, metered: maybe }),
    }),
    faults: fc.subarray([...ARMED_FAULTS]),
    keepsAwake: fc.boolean(),
    now: fc.record({ vpn: maybe, proxy: fc.option(fc.string()) }),
    byDay: fc.option(fc.record({ vpn: maybe, proxy: fc.option(fc.string()) })),
  });

  it('is said each once, the surest first, whatever comes together', () => {
    fc.assert(
      fc.property(anything, (tonight) => {
        const codes = causesTonight(tonight).map(({ code }) => code);
        expect(codes).toEqual(NIGHT_CODES.filter((code) => codes.includes(code)));
        expect(new Set(codes).size).toBe(codes.length);
      }),
    );
  });

  it('is there whatever else is: no cause hides one of another matter', () => {
    const matter = (code: string) => /^(sound|notifications)/.exec(code)?.[1] ?? code;
    fc.assert(
      fc.property(anything, fc.constantFrom(...ARMED_FAULTS), (tonight, fault: ArmedFault) => {
        const before = causesTonight(tonight).map(({ code }) => matter(code));
        const after = causesTonight({ ...tonight, faults: [...tonight.faults, fault] });
        expect(after.map(({ code }) => matter(code))).toEqual(expect.arrayContaining(before));
      }),
    );
  });
});

describe('what is worth a word', () => {
  const causes = NIGHT_CODES.flatMap((code) => found(EACH[code]));

  it('is everything on the first evening', () => {
    expect(worthSaying(causes, [])).toEqual(causes);
  });

  it('is not what was chosen or only might be, on the evenings after, until it has been gone', () => {
    const again = worthSaying(causes, causes).map(({ code }) => code);
    expect(NIGHT_CODES.filter((code) => !again.includes(code))).toEqual([
      'lowsOff',
      'lidSleeps',
      'vpnOn',
      'proxyChanged',
      'metered',
    ]);
    const lid = found(EACH.lidSleeps);
    expect(worthSaying(lid, lid)).toEqual([]);
    expect(worthSaying(lid, found(EACH.soundMuted))).toEqual(lid);
  });
});
