import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/main/time/clock.ts';
import { Pulse } from '../../../src/main/time/pulse.ts';
import { memoryVault, type ChosenVault, type CredentialVault } from '../../../src/main/credentials/vault.ts';
import type { Notifier } from '../../../src/main/alarms/notifier.ts';
import { erase, whatGoes } from '../../../src/main/erase/erase.ts';
import { holderNamedIn } from '../../../src/main/files/lock-file.ts';
import { ourselves } from '../../../src/main/files/named-process.ts';
import { Profile } from '../../../src/main/profile/profile.ts';
import { ServerState } from '../../../src/main/libre/server-state.ts';
import { Session } from '../../../src/main/session/session.ts';
import { Snapshots } from '../../../src/main/session/snapshots.ts';
import { HistoryHere } from '../../../src/main/history/history-here.ts';
import { openAppLog } from '../../../src/main/log/app-log.ts';
import { openSettings } from '../../../src/main/settings/settings-store.ts';
import { startSimulator, type Simulator } from '../../../src/main/simulator/simulator.ts';
import { problem } from '../../../src/shared/problems.ts';
import { fail, ok } from '../../../src/shared/result.ts';
import { isFollowed } from '../../../src/shared/settings/settings.ts';
import type { Mode, Snapshot } from '../../../src/shared/state/snapshot.ts';
import { json, startFaultServer, type FaultServer } from '../../support/fault-server.ts';
import { calm } from '../../support/staying.ts';

let dataDir: string;
let vault: CredentialVault;
let kind: ChosenVault['state']['kind'];
let snapshots: Snapshot[];
let board: Snapshots;
/** What listeners threw. */
let faults: unknown[];
let rung: string[];
let session: Session;
let simulator: Simulator;
/** What shows the snapshots before the test hears of them. */
let shown: () => void;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'glucoglance-session-'));
  vault = memoryVault();
  kind = 'keytar';
  snapshots = [];
  faults = [];
  rung = [];
  shown = () => {};
  simulator = await startSimulator({ scenario: calm });
});

afterEach(async () => {
  await session.stop();
  await simulator.close();
  for (const folder of [dataDir, `${dataDir}-demo`]) rmSync(folder, { recursive: true, force: true });
});

const notifier: Notifier = {
  deliver: async ({ decision }) => (rung.push(`${decision.kind} ${decision.reason}`), 'shown'),
  withdraw() {},
};

function begin(
  baseUrl = simulator.url,
  chooseVault?: () => Promise<ChosenVault>,
  clock = systemClock,
): Session {
  board = new Snapshots({
    system: () => ({ languages: ['en'], locale: 'en-GB' }),
    onFault: (error) => faults.push(error),
  });
  board.subscribe(() => shown());
  board.subscribe((snapshot) => void snapshots.push(snapshot));
  session = new Session({
    dataDir,
    pulse: new Pulse(clock),
    log: openAppLog(dataDir, systemClock),
    snapshots: board,
    chooseVault: chooseVault ?? (async () => ({ vault, state: { kind, cause: null } })),
    openProfile: ({ server, requests, places, ...options }) =>
      new Profile({
        ...options,
        clock,
        server: { baseUrl, ...server },
        requests: { fetch, ...requests },
        places: { openSettings, openHistory: (path, at) => new HistoryHere(path, at), ...places },
      }),
  });
  return session;
}

async function started(one: Session): Promise<void> {
  await one.prepare(notifier);
  return one.start();
}

const modes = (): Mode[] => [...new Set(snapshots.map(({ mode }) => mode))];
const signIn = (acceptTerms = false) =>
  session.signIn({ email: simulator.email, password: simulator.password, acceptTerms });

describe('the start', () => {
  it('without an account ends at the sign-in', async () => {
    await started(begin());
    expect(modes()).toEqual(['starting', 'signedOut']);
  });

  it('with an account shows what is recorded while the keychain takes its time', async () => {
    await started(begin());
    await signIn();
    await expect.poll(() => board.last.state?.lastAnswerAt ?? 0).toBeGreaterThan(0);
    await session.stop();
    snapshots = [];
    let open: (chosen: ChosenVault) => void = () => {};
    begin(undefined, () => new Promise((resolve) => (open = resolve)));
    await session.prepare(notifier);
    const ready = session.start();
    expect(snapshots.at(-1)).toMatchObject({ mode: 'starting' });
    expect(snapshots.at(-1)!.state!.people.map(({ reading }) => reading !== null)).toEqual([true, true]);
    open({ vault, state: { kind, cause: null } });
    await ready;
    expect(session.mode).toBe('account');
  });

  it('does not end what somebody began before it', async () => {
    kind = 'memory';
    begin(undefined, async () => ({ vault: memoryVault(), state: { kind, cause: null } }));
    await session.prepare(notifier);
    expect(await signIn()).toEqual({ ok: true, value: null });
    await session.start();
    expect(session.mode).toBe('account');
  });

  it('does not put the account in the place of a demo begun meanwhile', async () => {
    await vault.writeCredentials({ email: simulator.email, password: simulator.password });
    let open: (chosen: ChosenVault) => void = () => {};
    begin(undefined, () => new Promise((resolve) => (open = resolve)));
    const ready = started(session);
    await session.startDemo();
    open({ vault, state: { kind, cause: null } });
    await ready;
    expect(session.mode).toBe('demo');
  });

  it('finds a keychain that comes up later', async () => {
    kind = 'memory';
    const empty = memoryVault();
    let found: CredentialVault = empty;
    begin(undefined, async () => ({ vault: found, state: { kind, cause: 'keychainLocked' } }));
    await started(session);
    await vault.writeCredentials({ email: simulator.email, password: simulator.password });
    await session.lookAgain();
    expect(session.mode).toBe('signedOut');
    found = vault;
    await session.lookAgain();
    expect(session.mode).toBe('account');
  });
});

it('a screen that fails keeps neither the alarms nor another screen from the next snapshot', async () => {
  await started(begin());
  shown = () => {
    throw new Error('the window is gone');
  };
  await signIn();
  await expect.poll(() => snapshots.at(-1)?.state?.lastAnswerAt ?? 0).toBeGreaterThan(0);
  expect(faults.at(-1)).toEqual(new Error('the window is gone'));
});

it('whoever hears of polls and fails keeps none of them from being followed by the next', async () => {
  await started(begin());
  await signIn();
  session.onPolled(() => {
    throw new Error('no account of the time away');
  });
  await expect.poll(() => board.last.state?.nextPollAt ?? 0).toBeGreaterThan(0);
  expect(board.last.state!.people).toHaveLength(2);
});

it('who signs out is not signed in again by a keychain that comes up later', async () => {
  kind = 'file';
  await started(begin());
  await signIn();
  await session.signOut();
  expect(snapshots.at(-1)).toMatchObject({ mode: 'signedOut', state: null });
  await vault.writeCredentials({ email: simulator.email, password: simulator.password });
  await session.lookAgain();
  expect(session.mode).toBe('signedOut');
});

it('a password that could not be read is looked for again', async () => {
  await vault.writeCredentials({ email: simulator.email, password: simulator.password });
  const broken: CredentialVault = {
    ...vault,
    readCredentials: async () => fail(problem('keychainUnavailable', { cause: 'noAnswer' })),
  };
  let found = broken;
  await started(begin(undefined, async () => ({ vault: found, state: { kind: 'keytar', cause: null } })));
  expect(session.mode).toBe('signedOut');
  found = vault;
  await session.lookAgain();
  expect(session.mode).toBe('account');
});

it('somebody who was watched is not forgotten where the password cannot be read any more', async () => {
  await started(begin());
  await signIn();
  await expect.poll(() => board.last.state?.people.length).toBe(2);
  await session.stop();

  let found = memoryVault();
  await started(begin(undefined, async () => ({ vault: found, state: { kind: 'memory', cause: 'locked' } })));
  expect(session.mode).toBe('signedOut');
  expect(session.following!.alarms.states.size).toBeGreaterThan(2);
  expect(rung).toEqual([]);
  // A keychain has a minute to come up; then it rings.
  await session.lookAgain();
  await expect.poll(() => rung).toEqual(['impaired signInNeeded']);
  expect(session.mode).toBe('signedOut');

  found = vault;
  await session.lookAgain();
  expect(session.mode).toBe('account');
  await expect.poll(() => board.last.alarms).toEqual([]);
});

it('somebody who was watched is not forgotten over a demo either', async () => {
  await started(begin());
  await signIn();
  await expect.poll(() => board.last.state?.people.length).toBe(2);
  await session.startDemo();
  vault = { ...vault, readCredentials: async () => fail(problem('keychainUnavailable', { cause: 'x' })) };
  await session.stopDemo();
  expect(session.mode).toBe('signedOut');
  await session.lookAgain();
  await expect.poll(() => rung).toContain('impaired signInNeeded');
});

it('the window is told how far the computer’s clock is off', async () => {
  const behind = { ...systemClock, now: () => Date.now() - 30 * 60_000 };
  await started(begin(simulator.url, undefined, behind));
  await signIn();
  await expect.poll(() => snapshots.at(-1)?.state?.lastAnswerAt ?? 0).toBeGreaterThan(0);
  expect(Math.abs(board.last.clockOffset - 30 * 60_000)).toBeLessThan(5000);
});

it('settings that cannot be read at all are said, and the account is watched all the same', async () => {
  mkdirSync(join(dataDir, 'config.json'));
  await started(begin());
  await signIn();
  expect(session.mode).toBe('account');
  expect(board.last.notices).toMatchObject([{ code: 'problem' }]);
  rmdirSync(join(dataDir, 'config.json'));
  session.publish();
  expect(board.last.notices).toEqual([]);
});

describe('while the data is put back or erased', () => {
  const following = async () => {
    await started(begin());
    await signIn();
    await expect.poll(() => board.last.state?.people.length).toBe(2);
    // A reading waits for nobody to be recorded.
    await expect.poll(() => session.following!.monitor.recorded).toBeGreaterThan(1);
    return session.following!;
  };

  it('nobody is followed and nobody else may begin, then it goes on anew', async () => {
    const before = await following();
    let heard: unknown[] = [];
    session.onFollowing((now) => (heard = [...heard, now]));
    const done = await session.paused(async (profile) => {
      expect(session.following).toBe(null);
      expect(board.last).toMatchObject({ mode: 'paused', state: null, alarms: [] });
      expect(profile).toBe(before.profile);
      expect(await holderNamedIn(join(dataDir, 'poller.lock'))).toEqual(ourselves());
      const people = await profile.history.ask('people', null);
      return people.ok ? ok(people.value.length) : people;
    });
    expect(done).toEqual(ok(2));
    const after = session.following!;
    expect(after).not.toBe(before);
    expect(heard).toEqual([null, after]);
    expect(session.mode).toBe('account');
    await expect.poll(() => board.last.state?.lastAnswerAt ?? 0).toBeGreaterThan(0);
    expect(board.last.state!.people).toHaveLength(2);
  });

  it('what fails or breaks on the way keeps nobody from being watched', async () => {
    await following();
    expect(await session.paused(async () => fail(problem('noReadingYet', {})))).toMatchObject({ ok: false });
    expect(session.mode).toBe('account');
    const broken = session.paused(() => Promise.reject(new Error('a bug')));
    await expect(broken).rejects.toThrow('a bug');
    expect(session.mode).toBe('account');
    await expect.poll(() => board.last.state?.lastAnswerAt ?? 0).toBeGreaterThan(0);
  });

  it('is not begun where another process watches, or the people are made up', async () => {
    const act = () => Promise.reject(new Error('not to be done'));
    await started(begin());
    await session.startDemo();
    expect(await session.paused(act)).toMatchObject({ problem: { code: 'signInNeeded' } });
    await session.stopDemo();
    const other = { ...ourselves(), pid: process.ppid, start: null };
    writeFileSync(join(dataDir, 'poller.lock'), JSON.stringify(other));
    await signIn();
    await expect.poll(() => board.last.state?.polledBy).toBe(process.ppid);
    const { following: along } = session;
    expect(await session.paused(act)).toEqual(fail(problem('folderWatched', { pid: process.ppid })));
    expect(session.following).toBe(along);
  });

  it('an erased person is not watched any more, the other one is', async () => {
    const { monitor } = await following();
    const [one, other] = monitor.state.people.map(({ person }) => person);
    const erased = await session.paused(async (profile) => {
      const what = await whatGoes(profile, one!.patientId);
      return what.ok ? erase(profile, what.value) : what;
    });
    expect(erased).toMatchObject({ ok: true, value: { keychain: null } });
    await expect.poll(() => board.last.state?.lastAnswerAt ?? 0).toBeGreaterThan(0);
    expect(isFollowed(session.settings, one!.patientId)).toBe(false);
    expect(isFollowed(board.last.settings, one!.patientId)).toBe(false);
    const people = await session.following!.profile.history.ask('people', null);
    expect(people).toMatchObject({ value: [{ patientId: other!.patientId }] });
    expect([...session.following!.alarms.states.keys()]).not.toContain(one!.patientId);
  });

  it('goes with nobody signed in too, who can sign in afterwards', async () => {
    await following();
    const people = session.following!.monitor.state.people.map(({ person }) => person.patientId);
    await session.signOut();
    const { profile, isDemo } = session.recorded!;
    expect(isDemo).toBe(false);
    expect(await profile.history.ask('people', null)).toMatchObject({ value: [{}, {}] });
    const erased = await session.paused(async (given) => {
      expect(given).toBe(profile);
      expect(session.recorded).toBe(null);
      expect(board.last.mode).toBe('paused');
      expect(await holderNamedIn(join(dataDir, 'poller.lock'))).toEqual(ourselves());
      const what = await whatGoes(given, people[0]!);
      return what.ok ? erase(given, what.value) : what;
    });
    expect(erased).toMatchObject({ ok: true });
    expect([session.mode, board.last.mode]).toEqual(['signedOut', 'signedOut']);
    const left = await session.recorded!.profile.history.ask('people', null);
    expect(left).toMatchObject({ value: [{ patientId: people[1] }] });
    expect(isFollowed(board.last.settings, people[0]!)).toBe(false);
    expect(await signIn()).toEqual(ok(null));
    await expect.poll(() => board.last.state?.lastAnswerAt ?? 0).toBeGreaterThan(0);
    expect(await session.recorded!.profile.history.ask('people', null)).toMatchObject(left);
  });

  it('goes on with the alarms of somebody whose password cannot be read', async () => {
    const chooseVault = async () => ({ vault, state: { kind, cause: null } });
    await following();
    await session.stop();
    kind = 'memory';
    vault = memoryVault();
    await started(begin(undefined, chooseVault));
    const before = session.following!;
    expect([session.mode, before.alarms.states.size > 0]).toEqual(['signedOut', true]);
    expect(await session.paused(async (profile) => ok(profile === before.profile))).toEqual(ok(true));
    expect(session.mode).toBe('signedOut');
    expect(session.following).not.toBe(before);
    expect([...session.following!.alarms.states.keys()]).toEqual([...before.alarms.states.keys()]);
  });

  it('where everything was erased nobody is signed in', async () => {
    await following();
    session.updateSettings({ unit: 'mmol' });
    const erased = await session.paused(
      async (profile) => {
        const what = await whatGoes(profile, null);
        return what.ok ? erase(profile, what.value) : what;
      },
      () => true,
    );
    expect(erased).toMatchObject({ ok: true });
    expect(await vault.readCredentials()).toEqual(ok(null));
    expect(session.following).toBe(null);
    expect(board.last).toMatchObject({ mode: 'signedOut', state: null, settings: { unit: null } });
    await session.lookAgain();
    expect(session.mode).toBe('signedOut');
    expect(existsSync(join(dataDir, 'alarms.json'))).toBe(false);
  });
});

describe('changes that come at once', () => {
  it('follow one after the other: ten clicks on the demo begin one', async () => {
    await started(begin());
    await Promise.all(Array.from({ length: 10 }, () => session.startDemo()));
    expect(session.mode).toBe('demo');
    const { following } = session;
    await session.startDemo();
    expect(session.following).toBe(following);
  });

  it('the last one counts', async () => {
    await started(begin());
    await Promise.all([session.startDemo(), signIn(), session.signOut()]);
    expect(session.mode).toBe('signedOut');
    expect(session.following).toBeNull();
  });
});

it('signing out forgets whom the alarms knew', async () => {
  await started(begin());
  await signIn();
  await expect.poll(() => board.last.state?.people.length).toBe(2);
  session.following!.alarms.snoozeAll('all', 60, 'test');
  expect(existsSync(join(dataDir, 'alarms.json'))).toBe(true);
  await session.signOut();
  expect(existsSync(join(dataDir, 'alarms.json'))).toBe(false);
  await signIn();
  expect(board.last.alarms).toEqual([]);
});

describe('documents', () => {
  const ticket = { token: 't', expires: 2_000_000_000, duration: 1 };
  const step = (type: string) =>
    json(200, { status: 4, data: { step: { type }, user: {}, authTicket: ticket } });
  const documents = json(200, {
    status: 0,
    data: {
      lluToUHtml: { en: 'https://files.example/tou' },
      lluToUVersions: { default: '1' },
      lluPrivacyPolicyHtml: { en: 'https://files.example/pp' },
      lluPrivacyPolicyVersions: { default: '1' },
    },
  });
  const login = json(200, { status: 0, data: { user: { id: 'u' }, authTicket: ticket } });
  let server: FaultServer;
  afterEach(() => server.close());
  const accepted = () =>
    server.received.map(({ path }) => path).filter((path) => path.includes('/continue/'));

  it('a yes to one is no yes to the next', async () => {
    server = await startFaultServer(step('tou'), documents);
    await started(begin(server.url));
    expect(await signIn()).toMatchObject({ ok: false, problem: { code: 'termsNotAccepted' } });
    server.script(step('tou'), documents, step('pp'), documents);
    const second = await signIn(true);
    expect(second).toMatchObject({ ok: false, problem: { params: { document: 'privacyPolicy' } } });
    expect(accepted()).toEqual(['/auth/continue/tou']);
    server.script(step('pp'), documents, login, json(200, { status: 0, data: [] }));
    expect(await signIn(true)).toMatchObject({ ok: true });
    expect(accepted()).toEqual(['/auth/continue/tou', '/auth/continue/pp']);
  });

  it('nothing is accepted that was never shown', async () => {
    server = await startFaultServer(step('tou'), documents);
    await started(begin(server.url));
    expect(await signIn(true)).toMatchObject({ ok: false, problem: { code: 'termsNotAccepted' } });
    expect(accepted()).toEqual([]);
  });
});

describe('settings', () => {
  it('are changed in the file, key by key, for people who are known', async () => {
    await started(begin());
    await signIn();
    await expect.poll(() => board.last.state?.people.length).toBe(2);
    const { patientId } = board.last.state!.people[0]!.person;
    expect(session.updateSettings({ unit: 'mmol', desktop: { volume: 40 } })).toEqual({
      ok: true,
      value: null,
    });
    expect(session.updateSettings({ people: { [patientId]: { name: 'Ada' } } }).ok).toBe(true);
    const kept = JSON.parse(readFileSync(join(dataDir, 'config.json'), 'utf8'));
    expect(kept).toMatchObject({
      unit: 'mmol',
      desktop: { volume: 40, palette: 'standard' },
      people: { [patientId]: { name: 'Ada', followed: true } },
    });
    expect(session.updateSettings({ people: { stranger: { name: 'x' } } }).ok).toBe(false);
    session.following!.alarms.snoozeAll('all', 30, 'test');
    const silenced = () => new Set(board.last.alarms.map((alarm) => alarm.patientId));
    expect(silenced()).toContain(patientId);
    session.updateSettings({ people: { [patientId]: { followed: false } } });
    expect(silenced()).not.toContain(patientId);
  });

  it('still hold after signing out, and at the next start', async () => {
    await started(begin());
    await signIn();
    session.updateSettings({ desktop: { palette: 'colourBlind', welcomed: true } });
    await session.signOut();
    expect(session.settings.desktop).toMatchObject({ palette: 'colourBlind', welcomed: true });
    await started(begin());
    expect(board.last.settings.desktop.welcomed).toBe(true);
  });

  it('belong to an account or to the demo', async () => {
    await started(begin());
    expect(session.updateSettings({ unit: 'mmol' }).ok).toBe(false);
    expect(existsSync(join(dataDir, 'config.json'))).toBe(false);
  });
});

describe('a data folder', () => {
  it('of an account is none for the demo, and who is watched goes on being watched', async () => {
    mkdirSync(`${dataDir}-demo`);
    await new ServerState(`${dataDir}-demo`).claim('account');
    await started(begin());
    await signIn();
    const refused = { ok: false, problem: { code: 'folderOfAccount', params: { path: `${dataDir}-demo` } } };
    expect(await session.startDemo()).toEqual(refused);
    expect(session.mode).toBe('account');
    expect(readdirSync(`${dataDir}-demo`)).toEqual(['state.json']);
  });

  it('of the demo is none to sign in to', async () => {
    mkdirSync(dataDir, { recursive: true });
    await new ServerState(dataDir).claim('demo');
    await started(begin());
    expect(await signIn()).toEqual({
      ok: false,
      problem: { code: 'folderOfDemo', params: { path: dataDir } },
    });
    expect(session.mode).toBe('signedOut');
    expect(await vault.readCredentials()).toEqual({ ok: true, value: null });
  });
});

it('what a closed service set aside is still told', async () => {
  const { writeFileSync } = await import('node:fs');
  writeFileSync(join(dataDir, 'config.json'), '{ no JSON');
  await started(begin());
  await signIn();
  expect(board.last.notices).toMatchObject([{ code: 'problem', problem: { code: 'settingsBroken' } }]);
});
