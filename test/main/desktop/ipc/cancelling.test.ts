import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Served } from '../../../../src/main/desktop/ipc/answering.ts';
import { serveWindows } from '../../../../src/main/desktop/ipc/serve-windows.ts';
import { UnderWay } from '../../../../src/main/desktop/life/under-way.ts';
import type { Channel } from '../../../../src/shared/ipc/contracts.ts';
import { DEFAULT_RULES } from '../../../../src/shared/alarms/rules.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { AT_STEP, FREE, HELD, HeldHistory } from '../../../support/held-history.ts';
import { NOON, reading } from '../../../support/readings.ts';
import { personInfo, temporaryFolder, valueOf } from '../../history/history-folder.ts';

// What a window does not want any more, all the way from the channel to the history's thread.

type Invoked = (event: object, request?: unknown, work?: unknown) => Promise<unknown>;
const channels = vi.hoisted(() => new Map<string, Invoked>());
vi.mock('electron', () => ({
  ipcMain: { handle: (channel: string, invoked: Invoked) => channels.set(channel, invoked) },
  clipboard: {},
  shell: {},
}));

const PART = { patientId: 'ada', from: NOON - 1000, to: NOON + 1000 };
const QUESTIONS: [Channel, object][] = [
  ['chart:part', PART],
  ['chart:usual', { patientId: 'ada', before: NOON + 60_000 }],
  ['alarms:rehearse', { patientId: 'ada', rules: DEFAULT_RULES }],
];

const faults = vi.fn();

/** A window of ours. */
function openWindow() {
  const sender = new EventEmitter();
  const event = { sender, senderFrame: { url: 'app://glucoglance/index.html', parent: null } };
  return {
    ask: (channel: Channel, request: unknown, work?: unknown) => channels.get(channel)!(event, request, work),
    cancel: (work: number) => channels.get('work:cancel')!(event, { work }),
    destroy: () => sender.emit('destroyed'),
  };
}

async function begin() {
  const held = new HeldHistory();
  const history = held.open(join(temporaryFolder(), 'history.db'), new FakeClock(NOON + 60_000));
  valueOf(await history.ask('record', { people: [personInfo()], readings: [reading({ measuredAt: NOON })] }));
  const session = { recorded: { profile: { history } } };
  serveWindows({ session, program: { fault: () => faults, underWay: new UnderWay() } } as unknown as Served);
  return { held, history };
}

/** Whether each act that the thread has begun was done to its end. */
const done = ({ answers }: HeldHistory): boolean[] => answers.map((answer) => 'result' in answer);

async function underWay(held: HeldHistory): Promise<void> {
  while (!held.isAtStep) await turn();
}

beforeEach(() => {
  channels.clear();
  faults.mockReset();
});

describe('what its window does not want any more', () => {
  it.each(QUESTIONS)('ends under way, without a word of a fault: %s', async (channel, request) => {
    const { held, history } = await begin();
    const window = openWindow();
    held.set(AT_STEP);
    const asked = window.ask(channel, request, 7);
    await underWay(held);
    await window.cancel(7);
    expect(await asked).toBeNull();
    held.set(FREE);
    valueOf(await history.ask('people', null));
    expect(done(held)).toEqual([true, false, true]);
    expect(faults).not.toHaveBeenCalled();
    expect(await window.ask(channel, request, 8)).toMatchObject({ ok: true });
  });

  it('is not begun where it waits, in the thread as before it', async () => {
    const { held, history } = await begin();
    const window = openWindow();
    held.set(HELD);
    const asked = [1, 2, 3].map((work) => window.ask('chart:part', PART, work));
    const cancelled = [1, 2].map((work) => window.cancel(work));
    await Promise.all(cancelled);
    expect(await Promise.all(asked.slice(0, 2))).toEqual([null, null]);
    held.set(FREE);
    expect(await asked[2]).toMatchObject({ ok: true });
    valueOf(await history.ask('people', null));
    expect(done(held)).toEqual([true, true, true]);
  });

  it('is what its window is gone from', async () => {
    const { held, history } = await begin();
    const window = openWindow();
    held.set(AT_STEP);
    const asked = window.ask('chart:part', PART, 1);
    await underWay(held);
    window.destroy();
    expect(await asked).toBeNull();
    held.set(FREE);
    valueOf(await history.ask('people', null));
    expect(done(held)).toEqual([true, false, true]);
  });

  it('is never what another window has asked, or what is answered already', async () => {
    const { held } = await begin();
    const [one, other] = [openWindow(), openWindow()];
    held.set(AT_STEP);
    const asked = [one.ask('chart:part', PART, 1), one.ask('chart:part', PART)];
    await underWay(held);
    await other.cancel(1);
    await one.cancel(2);
    held.set(FREE);
    expect(await Promise.all(asked)).toMatchObject([{ ok: true }, { ok: true }]);
    expect(await one.cancel(1)).toEqual({ ok: true, value: null });
  });

  it('has a whole number for a name, and nothing else', async () => {
    await begin();
    const window = openWindow();
    for (const work of [0, -1, 0.5, 1e99, NaN, '1', null, {}, [1], true])
      await expect(async () => window.ask('chart:part', PART, work)).rejects.toThrow('cannot be asked so');
  });
});
