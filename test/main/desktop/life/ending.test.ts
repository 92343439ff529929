import type { BrowserWindow } from 'electron';
import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { Ending, LONGEST_STOP_MS } from '../../../../src/main/desktop/life/ending.ts';
import { Quitting } from '../../../../src/main/desktop/life/quitting.ts';
import { UnderWay } from '../../../../src/main/desktop/life/under-way.ts';
import { problem } from '../../../../src/shared/problems.ts';
import type { Snapshot } from '../../../../src/shared/state/snapshot.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { appState } from '../tray/people.ts';

function program({
  watches = true,
  answer = async () => 1,
  stop = async () => {},
  platform = 'linux',
  window = null,
  state = null,
}: {
  watches?: boolean;
  answer?: () => Promise<number>;
  stop?: () => Promise<void>;
  platform?: NodeJS.Platform;
  window?: EventEmitter | 'none can be made' | null;
  state?: Snapshot['state'];
} = {}) {
  const told: string[] = [];
  const details: string[] = [];
  const clock = new FakeClock();
  const app = Object.assign(new EventEmitter(), {
    quit: () => {
      let prevented = false;
      app.emit('before-quit', { preventDefault: () => (prevented = true) });
      told.push(prevented ? 'held' : 'gone');
    },
  });
  const ending = new Ending({ app: app as never, clock, onFault: () => void told.push('fault') });
  ending.atOnce(() => void told.push('kept'));
  ending.close(async () => {
    told.push('stopping');
    await stop();
  });
  const quitting = new Quitting({
    app: app as never,
    dialog: {
      showMessageBox: (async (parent: unknown) => {
        details.push((parent as { detail?: string }).detail ?? '');
        told.push(window !== null && parent === window ? 'asked on the window' : 'asked');
        return { response: await answer(), checkboxChecked: false };
      }) as never,
    },
    window: {
      async shown() {
        told.push('window shown');
        if (window === 'none can be made') throw new Error(window);
        return window as BrowserWindow | null;
      },
    },
    snapshots: { last: { mode: watches ? 'account' : 'demo', state } },
    underWay: new UnderWay(),
    platform,
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { ending, quitting, app, clock, told, details, settle };
}

const CLOSED = ['kept', 'stopping', 'held', 'gone'];

it('a person who quits is told that alarms end, and everything is closed first', async () => {
  const { quitting, told, settle } = program();
  await quitting.quit();
  await settle();
  expect(told).toEqual(['asked', ...CLOSED]);
});

it('a person who quits while nothing can be recorded is told what would go with it', async () => {
  const unrecorded = { from: Date.now(), to: null, lost: null };
  const disk = appState([], { storage: problem('diskFull', { path: '/data' }), unrecorded });
  const { quitting, details } = program({ state: disk });
  await quitting.quit();
  expect(details).toEqual([expect.stringMatching(/no alarm comes .* What came since .* is not recorded/)]);
  const over = program({ state: appState([], { unrecorded: { ...unrecorded, to: Date.now() } }) });
  await over.quitting.quit();
  expect(over.details).toEqual([expect.not.stringContaining('is not recorded')]);
});

it('a person who thinks better of it stays', async () => {
  const { ending, quitting, told } = program({ answer: async () => 0 });
  await quitting.quit();
  expect(told).toEqual(['asked']);
  expect(ending.hasBegun).toBe(false);
});

it.each([
  ['darwin', ['window shown', 'asked on the window']],
  ['win32', ['asked']],
  ['linux', ['asked']],
] as const)(
  'hangs the question on the window where it would stop the program: %s',
  async (platform, asked) => {
    const { quitting, told, settle } = program({ platform, window: new EventEmitter() });
    await quitting.quit();
    await settle();
    expect(told).toEqual([...asked, ...CLOSED]);
  },
);

it('asks on macOS too where no window is to be had', async () => {
  const { quitting, told } = program({ platform: 'darwin', answer: async () => 0 });
  await quitting.quit();
  expect(told).toEqual(['window shown', 'asked']);
  const broken = program({ platform: 'darwin', window: 'none can be made', answer: async () => 0 });
  await broken.quitting.quit();
  expect(broken.told).toEqual(['window shown', 'asked']);
});

it('can be asked to quit again where the window went away under the question', async () => {
  const window = new EventEmitter();
  const { ending, quitting, told, settle } = program({
    platform: 'darwin',
    window,
    answer: () => new Promise(() => {}),
  });
  const first = quitting.quit();
  await settle();
  window.emit('closed');
  await first;
  expect(window.eventNames()).toEqual([]);
  expect(ending.hasBegun).toBe(false);
  void quitting.quit();
  await settle();
  expect(told.filter((one) => one === 'asked on the window')).toHaveLength(2);
});

it('asks once however often quitting is chosen meanwhile', async () => {
  const { quitting, told } = program({ answer: async () => 0 });
  await Promise.all([quitting.quit(), quitting.quit()]);
  expect(told).toEqual(['asked']);
  await quitting.quit();
  expect(told).toEqual(['asked', 'asked']);
});

it('asks again where the question could not be put', async () => {
  const { quitting, told } = program({ answer: () => Promise.reject(new Error('no display')) });
  await expect(quitting.quit()).rejects.toThrow('no display');
  await expect(quitting.quit()).rejects.toThrow('no display');
  expect(told).toEqual(['asked', 'asked']);
});

it('nobody is asked where nobody is watched, or where the system quits', async () => {
  const idle = program({ watches: false });
  await idle.quitting.quit();
  await idle.settle();
  expect(idle.told).toEqual(CLOSED);

  const system = program();
  system.app.quit();
  await system.settle();
  expect(system.told).toEqual(CLOSED);
});

it('what hangs while it is closed holds nobody up for long', async () => {
  const { app, clock, told, settle } = program({ stop: () => new Promise(() => {}) });
  app.quit();
  clock.advance(LONGEST_STOP_MS - 1);
  await settle();
  expect(told).toEqual(['kept', 'stopping', 'held']);
  clock.advance(1);
  await settle();
  expect(told).toEqual(CLOSED);
});

it('what cannot be closed is told of, and the program ends all the same', async () => {
  const { app, told, settle } = program({ stop: () => Promise.reject(new Error('the disk is gone')) });
  app.quit();
  await settle();
  expect(told).toEqual(['kept', 'stopping', 'held', 'fault', 'gone']);
});

it('a session of Windows that ends waits for nothing, whichever window hears of it', () => {
  const { ending, app, told } = program();
  const hidden = new EventEmitter();
  app.emit('browser-window-created', {}, hidden);
  hidden.emit('session-end');
  expect(told).toEqual(['kept']);
  expect(ending.hasBegun).toBe(true);
});

it('a log-out of macOS is not called off by a program that wants to be waited for', () => {
  const { ending, app, told } = program();
  ending.systemShutsDown();
  // Somebody may yet call it off: nothing has ended so far.
  expect(told).toEqual([]);
  expect(ending.hasBegun).toBe(false);
  app.quit();
  expect(told).toEqual(['kept', 'gone']);
});
