import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { examine, type Ways } from '../../../src/main/doctor/examine.ts';
import { pollerOnDisk } from '../../../src/main/doctor/on-disk.ts';
import { inspectHistory, newestBackup } from '../../../src/main/history/inspect.ts';
import { openHistory } from '../../../src/main/history/history.ts';
import { systemClock } from '../../../src/main/time/clock.ts';
import { CHECKS, type CheckName, type Finding } from '../../../src/shared/doctor/checks.ts';
import type { EveningCheck } from '../../../src/shared/night/evening.ts';
import { NOTHING_TOLD, type ComputerTold } from '../../../src/shared/night/told.ts';
import { problem } from '../../../src/shared/problems.ts';
import { fail, ok } from '../../../src/shared/result.ts';
import type { KeptPoller } from '../../../src/shared/status/kept-poller.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { reading } from '../../support/readings.ts';
import { runCli, temporaryDirectory } from '../../support/run-cli.ts';
import { valueOf } from '../history/history-folder.ts';

const NOW = Date.UTC(2026, 10, 21, 12);

/** A computer that alarms all night. */
const WELL: ComputerTold = {
  sleep: { mains: 0, battery: 0 },
  power: { from: 'mains', percent: 80 },
  lid: 'goesOn',
  network: { captive: false, metered: false },
};
const telling = (changes: Partial<ComputerTold>): Partial<Ways> => ({
  computer: async () => ({ ...WELL, ...changes }),
});

/** A folder with a reading, a backup of a day ago, and what a test puts there. */
function folder(change: (dataDir: string) => void = () => undefined): string {
  const dataDir = temporaryDirectory();
  const history = valueOf(openHistory(join(dataDir, 'history.db'), systemClock));
  valueOf(history.record([reading()]));
  history.close();
  chmodSync(join(dataDir, 'history.db'), 0o600);
  mkdirSync(join(dataDir, 'backups'));
  writeFileSync(join(dataDir, 'backups', '20261120T120000Z.bak'), '');
  change(dataDir);
  return dataDir;
}

function watched(changes: Partial<KeptPoller>) {
  const poller: KeptPoller = {
    by: 'desktop',
    process: null,
    demo: false,
    beatAt: NOW,
    ended: false,
    clockOffset: 0,
    answeredAt: NOW,
    link: { code: 'ok' },
    people: {},
    faults: [],
    ...changes,
  };
  return (dataDir: string) =>
    writeFileSync(join(dataDir, 'state.json'), JSON.stringify({ poller }), { mode: 0o600 });
}

async function found(dataDir: string, ways: Partial<Ways> = {}, now = NOW) {
  const clock = new FakeClock(now);
  const checks = await examine(dataDir, clock, {
    demo: false,
    async watching() {
      const poller = await pollerOnDisk(dataDir, clock);
      return { poller, faults: 'by' in poller ? poller.faults : null };
    },
    async history() {
      const path = join(dataDir, 'history.db');
      return { inspection: inspectHistory(path), backupAt: newestBackup(path) };
    },
    openKeychain: null,
    askServer: null,
    computer: async () => WELL,
    clockWrongBy: () => null,
    ...ways,
  });
  expect(checks.map(({ check }) => check)).toEqual(CHECKS);
  return Object.fromEntries(checks.map((one) => [one.check, one])) as unknown as Record<
    CheckName,
    { ok: boolean; finding: Finding }
  >;
}

describe('what is looked at', () => {
  it('is well where all is well', async () => {
    const checks = await found(folder(watched({})), { openKeychain: async () => ok(null) });
    expect(Object.values(checks).filter((one) => !one.ok)).toEqual([]);
    expect(checks.history.finding).toEqual({ code: 'historyFine', readings: 1 });
    expect(checks.poller.finding).toEqual({ code: 'polledBy', by: 'desktop', answeredAt: NOW });
    expect(checks.tray.finding).toEqual({ code: 'fine' });
  });

  const offline = problem('nameNotFound', { host: 'api.libreview.io' });
  it.each<[string, CheckName, Finding, (dataDir: string) => void, Partial<Ways>?, number?]>([
    ['a folder open to others', 'rights', { code: 'rightsOpen', path: '' }, (dir) => chmodSync(dir, 0o777)],
    [
      'settings that are none',
      'settings',
      { code: 'settingsBroken', path: '' },
      (dir) => writeFileSync(join(dir, 'config.json'), '{"unit": 5}', { mode: 0o600 }),
    ],
    [
      'a damaged history',
      'history',
      { code: 'historyBroken', path: '' },
      (dir) => writeFileSync(join(dir, 'history.db'), 'SQLite format 3\0 and no more', { mode: 0o600 }),
    ],
    [
      'an old backup',
      'backup',
      { code: 'backupOld', at: Date.UTC(2026, 10, 20, 12) },
      watched({}),
      {},
      NOW + 5 * 86_400_000,
    ],
    [
      'nobody who watches',
      'poller',
      { code: 'link', link: { code: 'notWatching', since: null } },
      () => undefined,
    ],
    [
      'a clock that is wrong',
      'clock',
      { code: 'link', link: { code: 'clockWrong', byMs: 300_000 } },
      () => undefined,
      { clockWrongBy: () => 300_000 },
    ],
    [
      'a server that is not there',
      'server',
      { code: 'problem', problem: offline },
      () => undefined,
      { askServer: async () => fail(offline) },
    ],
    [
      'a keychain that is locked',
      'keychain',
      { code: 'problem', problem: problem('keychainUnavailable', { cause: 'keychainLocked' }) },
      () => undefined,
      { openKeychain: async () => fail(problem('keychainUnavailable', { cause: 'keychainLocked' })) },
    ],
    [
      'a sound that is off',
      'sound',
      { code: 'fault', fault: 'soundMuted' },
      watched({ faults: ['soundMuted'] }),
    ],
    [
      'a computer that falls asleep',
      'sleep',
      { code: 'sleepsAfter', minutes: 20 },
      () => undefined,
      telling({ sleep: { mains: 20, battery: 0 } }),
    ],
    [
      'a battery that will not last',
      'power',
      { code: 'batteryLow', percent: 34 },
      () => undefined,
      telling({ power: { from: 'battery', percent: 34 } }),
    ],
    [
      'a network that lets nothing through',
      'network',
      { code: 'captive' },
      () => undefined,
      telling({ network: { captive: true, metered: true } }),
    ],
    ['no place for icons', 'tray', { code: 'fault', fault: 'noTray' }, watched({ faults: ['noTray'] })],
  ])('finds %s', async (_, check, finding, change, ways = {}, now = NOW) => {
    const dataDir = folder(change);
    const { [check]: one } = await found(dataDir, ways, now);
    expect(one).toMatchObject({ ok: false, finding: 'path' in finding ? { code: finding.code } : finding });
  });

  it('is well where it only might be otherwise, and says so', async () => {
    const told = { lid: 'sleeps', network: { captive: false, metered: true } } as const;
    const { lid, network } = await found(folder(), telling(told));
    expect([lid, network]).toMatchObject([
      { ok: true, finding: { code: 'lidSleeps' } },
      { ok: true, finding: { code: 'metered' } },
    ]);
  });

  it('is not known where the system does not tell', async () => {
    const { sleep, lid, power, network } = await found(folder(), telling(NOTHING_TOLD));
    for (const one of [sleep, lid, power, network])
      expect(one).toMatchObject({ ok: true, finding: { code: 'notTold' } });
  });

  it('is awake where the desktop that watches keeps it so', async () => {
    const asleep = telling({ sleep: { mains: 20, battery: 20 } });
    const keepsAwake = (dir: string) =>
      writeFileSync(join(dir, 'config.json'), '{"desktop":{"keepAwake":true}}', { mode: 0o600 });
    const watching = (dir: string) => {
      keepsAwake(dir);
      watched({})(dir);
    };
    expect((await found(folder(watching), asleep)).sleep.finding).toEqual({ code: 'fine' });
    expect((await found(folder(keepsAwake), asleep)).sleep.ok).toBe(false);
  });

  it('is told with what the last evening check found', async () => {
    const kept = (check: EveningCheck) => (dir: string) =>
      writeFileSync(join(dir, 'evening.json'), JSON.stringify(check));
    const at = NOW - 12 * 3_600_000;
    const evening = async (dataDir: string, ways?: Partial<Ways>) => (await found(dataDir, ways)).evening;
    expect(await evening(folder())).toMatchObject({ ok: true, finding: { code: 'eveningNone' } });
    expect(await evening(folder(kept({ at, causes: [] })))).toMatchObject({
      ok: true,
      finding: { code: 'eveningFine', at },
    });
    const causes = [{ code: 'soundMuted' as const }];
    expect(await evening(folder(kept({ at, causes })))).toMatchObject({
      ok: true,
      finding: { code: 'eveningFound', at, causes },
    });
  });

  it('is left as it is, also where it is broken', async () => {
    const dataDir = folder((dir) => {
      writeFileSync(join(dir, 'config.json'), 'nonsense');
      writeFileSync(join(dir, 'history.db'), 'SQLite format 3\0 nonsense');
    });
    const before = readdirSync(dataDir);
    await found(dataDir);
    expect(readdirSync(dataDir)).toEqual(before);
    expect(readFileSync(join(dataDir, 'config.json'), 'utf8')).toBe('nonsense');
  });

  it('of a folder that is not there is not there yet', async () => {
    const checks = await found(join(temporaryDirectory(), 'none'));
    expect([checks.folder, checks.history, checks.backup].map(({ ok: isOk }) => isOk)).toEqual([
      true,
      true,
      true,
    ]);
  });
});

describe('doctor', () => {
  it('prints each check with what to do, and exits 8 where there is something', async () => {
    const run = await runCli(['doctor', '--json', '--data-dir', folder()]);
    expect([run.code, run.error]).toEqual([8, '']);
    const checks = run.json() as { check: string; ok: boolean; detail: string }[];
    expect(checks.map(({ check }) => check)).toEqual(CHECKS);
    expect(checks.find(({ check }) => check === 'poller')).toMatchObject({
      ok: false,
      detail: expect.stringMatching(/glucoglance watch/) as string,
    });
    expect(checks.find(({ check }) => check === 'tray')).toEqual({
      check: 'tray',
      ok: true,
      detail: 'not used here',
    });
  });
});
