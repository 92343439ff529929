import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Served } from '../../../../src/main/desktop/ipc/answering.ts';
import { serveWindows } from '../../../../src/main/desktop/ipc/serve-windows.ts';
import { HistoryThread } from '../../../../src/main/history/history-thread.ts';
import type { Channel } from '../../../../src/shared/ipc/contracts.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { fileToImport, libreviewFile } from '../../../support/file-to-import.ts';
import { NOON } from '../../../support/readings.ts';
import { personInfo, temporaryFolder, valueOf } from '../../history/history-folder.ts';

type Invoked = (event: object, request?: unknown, work?: unknown) => Promise<unknown>;
const channels = vi.hoisted(() => new Map<string, Invoked>());
vi.mock('electron', () => ({
  ipcMain: { handle: (channel: string, invoked: Invoked) => channels.set(channel, invoked) },
  clipboard: {},
  shell: {},
}));

const faults = vi.fn();

async function begin() {
  const clock = new FakeClock(NOON);
  const history = new HistoryThread(join(temporaryFolder(), 'history.db'), clock);
  onTestFinished(() => history.close());
  valueOf(await history.ask('record', { people: [personInfo()], readings: [] }));
  const profile = { history, time: { clock, now: () => clock.now() } };
  const session = { following: { profile, mode: 'account' } };
  serveWindows({ session, program: { fault: () => faults } } as unknown as Served);
  const sender = new EventEmitter();
  const event = { sender, senderFrame: { url: 'app://glucoglance/index.html', parent: null } };
  const ask = (channel: Channel, request?: unknown, work?: unknown) =>
    channels.get(channel)!(event, request, work);
  return { history, clock, ask, session };
}

beforeEach(() => {
  channels.clear();
  faults.mockReset();
});

describe('what was imported', () => {
  it('is listed newest first, and taken back once', async () => {
    const { ask, history, clock } = await begin();
    const file = (minute: number) =>
      fileToImport(libreviewFile([[minute, 100]]), { dateOrder: 'dmy', unit: 'mgdl' });
    const first = valueOf(await history.ask('importFile', file(0)));
    clock.advance(60_000);
    const second = valueOf(await history.ask('importFile', file(15)));
    const ids = async () =>
      (valueOf((await ask('imports:list')) as never) as { importId: number }[]).map(
        ({ importId }) => importId,
      );
    expect(await ids()).toEqual([second.importId, first.importId]);
    expect(await ask('imports:undo', { importId: first.importId })).toEqual({
      ok: true,
      value: { removed: 1 },
    });
    expect(await ids()).toEqual([second.importId]);
    expect(await ask('imports:undo', { importId: first.importId })).toMatchObject({
      problem: { code: 'importUnknown' },
    });
    expect(faults).not.toHaveBeenCalled();
  });
});
