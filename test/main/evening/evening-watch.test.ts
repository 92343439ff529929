import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { lastEveningCheck } from '../../../src/main/evening/evening-file.ts';
import { EveningWatch, type EveningWatchOptions } from '../../../src/main/evening/evening-watch.ts';
import { allWritten } from '../../../src/main/files/in-turn.ts';
import { Pulse } from '../../../src/main/time/pulse.ts';
import type { ArmedFault } from '../../../src/shared/alarms/armed.ts';
import { NOTHING_TOLD, type ComputerTold, type Way } from '../../../src/shared/night/told.ts';
import { DAY, HOUR, MINUTE } from '../../../src/shared/time.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';

/** A day at noon, on a computer whose clock shows UTC. */
const NOON = Date.UTC(2026, 10, 21, 12);
const NINE = 21 * 60;

describe('the evening check', () => {
  let clock: FakeClock;
  let dataDir: string;
  let said: string[];
  let faults: unknown[];
  let wantedAt: number | null;
  let isAlarming: boolean;
  let told: ComputerTold;
  let armed: ArmedFault[];
  let way: Way;
  let looked: number;
  let watch: EveningWatch;

  /** The disk and the questions have had their turn. */
  const settled = async () => {
    for (let i = 0; i < 3; i++) {
      await allWritten();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const start = async (changes: Partial<EveningWatchOptions> = {}) => {
    watch = new EveningWatch({
      dataDir,
      pulse: new Pulse(clock),
      wantedAt: () => wantedAt,
      alarmIsOn: () => isAlarming,
      look: () => {
        looked += 1;
        return Promise.resolve({ told, faults: armed, keepsAwake: false });
      },
      way: () => Promise.resolve(way),
      say: (sentence) => said.push(sentence),
      onFault: (error) => faults.push(error),
      offsetAt: () => 0,
      ...changes,
    });
    watch.start();
    await settled();
  };
  /** Time passes while the computer is awake. */
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= MINUTE) {
      clock.advance(Math.min(left, MINUTE));
      // Most minutes do nothing that anybody would have to wait for.
      await new Promise((resolve) => setImmediate(resolve));
    }
    await settled();
  };
  const until = (hour: number, minute = 0) => pass(NOON + (hour - 12) * HOUR + minute * MINUTE - clock.now());

  beforeEach(() => {
    clock = new FakeClock(NOON);
    dataDir = temporaryDirectory();
    [said, faults, armed] = [[], [], ['soundMuted']];
    [wantedAt, isAlarming, looked] = [NINE, false, 0];
    told = NOTHING_TOLD;
    way = { vpn: false, proxy: 'DIRECT' };
  });

  it('says at its time what is wrong, once', async () => {
    told = { ...NOTHING_TOLD, sleep: { mains: 20, battery: null } };
    await start();
    await until(20, 59);
    expect([said, looked]).toEqual([[], 0]);
    await until(21, 2);
    expect(said).toEqual([
      'Tonight an alarm might not come, or not be noticed: this computer falls asleep after 20 min without use and the sound is off.',
    ]);
    await until(24 + 11);
    expect([said.length, looked, faults]).toEqual([1, 1, []]);
    await until(24 + 22);
    expect(said).toHaveLength(2);
  });

  it('says nothing where all is well, and is done for the evening', async () => {
    armed = [];
    await start();
    await until(21, 5);
    armed = ['soundMuted'];
    await until(24 + 12);
    expect([said, looked]).toEqual([[], 1]);
    expect(await lastEveningCheck(dataDir)).toMatchObject({ causes: [] });
  });

  it.each<[string, () => void]>([
    ['nobody wants it, or there is nobody to watch over', () => (wantedAt = null)],
    ['an alarm is on', () => (isAlarming = true)],
  ])('does not come while %s', async (_, change) => {
    change();
    await start();
    await until(24 + 12);
    expect([said, looked]).toEqual([[], 0]);
  });

  it('waits for the end of an alarm, as long as the evening lasts', async () => {
    isAlarming = true;
    await start();
    await until(23);
    isAlarming = false;
    await until(23, 2);
    expect(said).toHaveLength(1);
  });

  it('keeps still where an alarm has come while it looked', async () => {
    await start({
      look: () => {
        isAlarming = true;
        return Promise.resolve({ told, faults: armed, keepsAwake: false });
      },
    });
    await until(21, 5);
    expect(said).toEqual([]);
    // It has not been made: it comes once the alarm is over.
    expect(await lastEveningCheck(dataDir)).toBeNull();
  });

  it('that was slept through comes on waking, once the network may be there again', async () => {
    await start();
    await until(20, 30);
    clock.sleep(2 * HOUR);
    await pass(MINUTE);
    expect(said).toEqual([]);
    await pass(3 * MINUTE);
    expect(said).toHaveLength(1);
  });

  it('that was slept through does not come the next morning', async () => {
    await start();
    await until(20, 30);
    clock.sleep(10 * HOUR);
    await pass(HOUR);
    expect([said, looked]).toEqual([[], 0]);
    await until(24 + 21, 5);
    expect(said).toHaveLength(1);
  });

  it('is not made again by the next start of the same evening', async () => {
    await start();
    await until(21, 5);
    watch.stop();
    await start();
    await until(24 + 2);
    expect(said).toHaveLength(1);
  });

  it('is made where what was kept cannot be read', async () => {
    writeFileSync(join(dataDir, 'evening.json'), 'nonsense');
    await start();
    await until(21, 5);
    expect(said).toHaveLength(1);
    expect(JSON.parse(readFileSync(join(dataDir, 'evening.json'), 'utf8'))).toEqual({
      at: NOON + 9 * HOUR,
      causes: [{ code: 'soundMuted' }],
    });
  });

  it('comes again in the next minute where the computer could not be asked, and says so', async () => {
    let isBroken = true;
    await start({
      look: () =>
        isBroken
          ? Promise.reject(new Error('gone'))
          : Promise.resolve({ told, faults: armed, keepsAwake: false }),
    });
    await until(21, 3);
    expect([said.length, faults.length > 0]).toEqual([0, true]);
    isBroken = false;
    await until(21, 5);
    expect(said).toHaveLength(1);
  });

  it('tells of a lid on the first evening alone', async () => {
    armed = [];
    told = { ...NOTHING_TOLD, lid: 'sleeps' };
    await start();
    await pass(3 * DAY);
    expect([said.length, looked]).toEqual([1, 3]);
    watch.stop();
    await start();
    await pass(DAY);
    expect([said.length, looked]).toEqual([1, 4]);
  });

  it('tells of a VPN that was off by day, and of another proxy', async () => {
    armed = [];
    await start();
    await until(20);
    way = { vpn: true, proxy: 'PROXY 10.0.0.1:3128' };
    await until(21, 5);
    expect(said).toEqual([
      'Tonight an alarm might not come, or not be noticed: a VPN is on that was off by day and the proxy is not the one of the day.',
    ]);
  });

  it('knows nothing of the day where it has just begun', async () => {
    armed = [];
    clock.jump(8.5 * HOUR);
    await start();
    await pass(10 * MINUTE);
    way = { vpn: true, proxy: 'DIRECT' };
    await until(22);
    expect([said, looked]).toEqual([[], 1]);
  });
});
