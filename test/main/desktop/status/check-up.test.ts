import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkUp } from '../../../../src/main/desktop/status/check-up.ts';
import { Profile } from '../../../../src/main/profile/profile.ts';
import type { Following } from '../../../../src/main/session/following.ts';
import { systemClock } from '../../../../src/main/time/clock.ts';
import type { ArmedFault } from '../../../../src/shared/alarms/armed.ts';
import { CHECKS, type CheckName } from '../../../../src/shared/doctor/checks.ts';
import { problem } from '../../../../src/shared/problems.ts';
import type { AppState } from '../../../../src/shared/state/app-state.ts';
import { appState } from '../tray/people.ts';
import { FREE, HELD, HeldHistory } from '../../../support/held-history.ts';
import { reading } from '../../../support/readings.ts';
import { personInfo, temporaryFolder, valueOf } from '../../history/history-folder.ts';

/** Somebody who is followed, with a real history in a thread of its own. */
async function begin(state: Partial<AppState> = {}) {
  const dataDir = temporaryFolder();
  const held = new HeldHistory();
  const openHistory = (path: string) => held.open(path, systemClock);
  const profile = new Profile({ dataDir, places: { openHistory } });
  onTestFinished(() => profile.close());
  valueOf(await profile.history.ask('record', { people: [personInfo()], readings: [reading()] }));
  const monitor = { state: appState([], state), way: { code: 'ok' } };
  const following = { mode: 'demo', dataDir, profile, monitor } as unknown as Following;
  const progress: number[] = [];
  const look = async (faults: readonly ArmedFault[] = []) => {
    const alarms = { lookAgain: () => Promise.resolve({ faults, testedAt: null }) };
    const checks = await checkUp(following, alarms, (done) => progress.push(done));
    expect(checks.map(({ check }) => check)).toEqual(CHECKS);
    return (name: CheckName) => checks.find(({ check }) => check === name)!;
  };
  return { dataDir, held, profile, following, monitor, progress, look };
}

/** The locks that this process holds on a file, as the system lists them. */
function locksOn(path: string): string[] {
  const { ino } = statSync(path);
  const lines = readFileSync('/proc/locks', 'utf8').split('\n');
  const theirs = lines.filter((line) => line.includes(` ${process.pid} `) && line.includes(`:${ino} `));
  // The number before it counts the locks of the whole computer.
  return theirs.map((line) => line.replace(/^\d+: /, '')).toSorted();
}

describe('the check-up of a desktop that watches', () => {
  it('has the list of doctor, with what this program knows itself', async () => {
    const { look, progress, dataDir } = await begin();
    const found = await look(['soundMuted']);
    expect(found('folder').finding).toEqual({ code: 'folderFine', path: dataDir });
    expect(found('history').finding).toEqual({ code: 'historyFine', readings: 1 });
    expect(found('poller').finding).toMatchObject({ code: 'polledBy', by: 'desktop' });
    expect(found('server').finding).toEqual({ code: 'fine' });
    expect(found('sound').finding).toEqual({ code: 'fault', fault: 'soundMuted' });
    expect(found('tray').finding).toEqual({ code: 'fine' });
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect(progress.at(-1)).toBe(1);
  });

  it('waits for no disk on the thread that rings: the history is looked through in its own', async () => {
    const { held, look } = await begin();
    held.set(HELD);
    let found: unknown = null;
    const looking = look().then((checks) => (found = checks));
    for (let turns = 0; turns < 1000; turns += 1) await turn();
    expect(found).toBeNull();
    held.set(FREE);
    expect((await looking)('history').ok).toBe(true);
  });

  it.skipIf(process.platform !== 'linux')('leaves SQLite its locks on the open file', async () => {
    const { dataDir, look } = await begin();
    const path = join(dataDir, 'history.db');
    const before = locksOn(path);
    expect(before.length).toBeGreaterThan(0);
    await look();
    expect(locksOn(path)).toEqual(before);
  });

  it('finds what broke while it was open, and changes nothing of it', async () => {
    const { dataDir, look, profile } = await begin();
    const path = join(dataDir, 'history.db');
    valueOf(await profile.history.ask('record', { people: [], readings: many() }));
    await profile.history.close();
    await profile.history.ask('look', null);
    const { size } = statSync(path);
    const bytes = readFileSync(path);
    bytes.fill(0x5a, size / 2, size / 2 + 4096);
    truncateSync(path, size);
    writeFileSync(path, bytes, { flag: 'r+' });
    expect((await look())('history')).toMatchObject({ ok: false, finding: { code: 'historyBroken', path } });
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  it('says of a server that fails what the last poll said, and asks nobody', async () => {
    const { look, monitor } = await begin();
    const timedOut = problem('timedOut', { host: 'api-eu.libreview.io' });
    Object.assign(monitor, { way: { code: 'problem', problem: timedOut } });
    expect((await look())('server').finding).toEqual({ code: 'link', link: monitor.way });
  });

  it('of another process that asks in its place says what that one keeps', async () => {
    const { dataDir, look } = await begin({ polledBy: 4711 });
    expect((await look())('poller')).toMatchObject({ ok: false, finding: { code: 'link' } });
    const kept = { by: 'watch', beatAt: Date.now(), answeredAt: 5, link: { code: 'ok' } };
    writeFileSync(join(dataDir, 'state.json'), JSON.stringify({ poller: kept }), { mode: 0o600 });
    const found = await look(['noTray']);
    expect(found('poller').finding).toEqual({ code: 'polledBy', by: 'watch', answeredAt: 5 });
    expect(found('tray').finding).toEqual({ code: 'fault', fault: 'noTray' });
  });
});

const many = () =>
  Array.from({ length: 4000 }, (_, i) => reading({ measuredAt: Date.UTC(2026, 1, 1) + i * 60_000 }));
