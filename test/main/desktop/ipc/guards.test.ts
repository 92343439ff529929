import type { Session, WebContents } from 'electron';
import { EventEmitter } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answers, Served } from '../../../../src/main/desktop/ipc/answering.ts';
import { FULL } from './full-requests.ts';
import { ANSWERS } from '../../../../src/main/desktop/ipc/answers.ts';
import { serveWindows } from '../../../../src/main/desktop/ipc/serve-windows.ts';
import { UnderWay } from '../../../../src/main/desktop/life/under-way.ts';
import { denyPermissions, lockWindows } from '../../../../src/main/desktop/windows/security.ts';
import { CHANNELS, CONTRACTS, type Channel } from '../../../../src/shared/ipc/contracts.ts';
import { HAND_OVER } from '../../../../src/shared/ipc/imports.ts';

/*
 * The deciding code behind the window, called as Electron calls it, with what no page can be made to send. The specs in
 * test/e2e/desktop/security try the same doors from a page.
 */

type Invoked = (event: { senderFrame: unknown }, request?: unknown) => unknown;
const registered = vi.hoisted(() => ({
  channels: new Map<string, Invoked>(),
  switches: new Map<string, string>(),
  sandbox: 0,
}));
vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  const app = Object.assign(new Emitter(), {
    enableSandbox: () => (registered.sandbox += 1),
    commandLine: { appendSwitch: (name: string, value: string) => registered.switches.set(name, value) },
  });
  const ipcMain = {
    handle: (channel: string, invoked: Invoked) => registered.channels.set(channel, invoked),
  };
  return { app, ipcMain, session: {}, clipboard: {}, shell: {} };
});

const PAGE = 'app://glucoglance/index.html';
const ourPage = { senderFrame: { url: PAGE, parent: null } };
/** A page that may ask on the channel. */
const pageFor = (channel: Channel) => {
  const file = CONTRACTS[channel].pages.includes('window') ? 'index' : 'alarm';
  return { senderFrame: { url: `app://glucoglance/${file}.html`, parent: null } };
};

const answers = vi.fn((): unknown => ({ ok: true, value: null }));
const faults = vi.fn();
/** The checks of the product, and answers of the test's own. */
const all = Object.fromEntries(
  CHANNELS.map((channel) => [channel, { request: ANSWERS[channel].request, answer: () => answers() }]),
) as unknown as Answers<Channel>;
const served = { program: { fault: () => faults, underWay: new UnderWay() } } as unknown as Served;

async function asked(channel: Channel, event: { senderFrame: unknown }, request?: unknown): Promise<string> {
  try {
    await registered.channels.get(channel)!(event, request);
    return 'answered';
  } catch (error) {
    return (error as Error).message;
  }
}

beforeEach(() => {
  registered.channels.clear();
  answers.mockReset();
  faults.mockReset();
  serveWindows(served, all);
});

describe('who asks', () => {
  const gone = {
    get url(): string {
      throw new Error('Render frame was disposed before WebFrameMain could be accessed');
    },
    parent: null,
  };

  it('is our page in a top frame: that one is answered', async () => {
    expect(await asked('snapshot:read', ourPage)).toBe('answered');
    // And what the preload alone speaks on.
    expect([...registered.channels.keys()].toSorted()).toEqual([...CHANNELS, HAND_OVER].toSorted());
  });

  it.each([
    ['no frame any more', null],
    ['a frame that was disposed of', gone],
    ['a frame in our page', { url: PAGE, parent: { url: PAGE, parent: null } }],
    ['our page in a frame of another', { url: PAGE, parent: { url: 'https://evil.example/', parent: null } }],
    ['a blank page', { url: 'about:blank', parent: null }],
    ['no address', { url: '', parent: null }],
    ['another host of the scheme', { url: 'app://elsewhere/index.html', parent: null }],
    ['a longer host', { url: 'app://glucoglance.evil/index.html', parent: null }],
    ['a user name before it', { url: 'app://glucoglance@evil/index.html', parent: null }],
    ['a port', { url: 'app://glucoglance:1/index.html', parent: null }],
    ['no path', { url: 'app://glucoglance', parent: null }],
    ['another scheme', { url: 'https://glucoglance/index.html', parent: null }],
    ['a scheme that ends like ours', { url: 'xapp://glucoglance/index.html', parent: null }],
    ['a blob of ours', { url: 'blob:app://glucoglance/6a1e', parent: null }],
    ['a file system of ours', { url: 'filesystem:app://glucoglance/temporary/x', parent: null }],
    ['the source of our page', { url: 'view-source:app://glucoglance/index.html', parent: null }],
    ['a data page', { url: 'data:text/html,app://glucoglance/', parent: null }],
    ['a file', { url: 'file:///app/out/renderer/index.html', parent: null }],
    ['the developer tools', { url: 'devtools://devtools/app://glucoglance/', parent: null }],
    ['an error page', { url: 'chrome-error://chromewebdata/', parent: null }],
  ])('is not %s, on any channel', async (_, senderFrame) => {
    for (const channel of CHANNELS) {
      const said = await asked(channel, { senderFrame });
      expect(said, channel).toMatch(/may not ask|disposed/);
    }
    expect(answers).not.toHaveBeenCalled();
  });
});

it('each page is answered on its own channels alone: the alarm window signs nobody in and changes no setting', async () => {
  const alarmPage = { senderFrame: { url: 'app://glucoglance/alarm.html', parent: null } };
  const refusedTo = async (page: { senderFrame: unknown }): Promise<Channel[]> => {
    const said = await Promise.all(
      CHANNELS.map(async (channel) => [channel, await asked(channel, page, FULL[channel])] as const),
    );
    return said.filter(([, one]) => one === 'This page may not ask.').map(([channel]) => channel);
  };
  const answered = ['alarm:acknowledge', 'alarm:snooze', 'alarm:undo', 'alarm:rung'];
  const alarms = [...answered, 'snapshot:read', 'window:open', 'work:cancel'];
  expect((await refusedTo(alarmPage)).toSorted()).toEqual(
    CHANNELS.filter((channel) => !alarms.includes(channel)).toSorted(),
  );
  expect(await refusedTo(ourPage)).toEqual(['alarm:rung']);
});

describe('what is asked', () => {
  it('reaches no handler where it is refused, and is not quoted', async () => {
    const secret = 'canary-9d41';
    for (const channel of CHANNELS) {
      const said = await asked(channel, pageFor(channel), { [secret]: secret, password: secret });
      expect(said, channel).toBe('This cannot be asked so.');
    }
    expect(answers).not.toHaveBeenCalled();
  });

  it('is told nothing of what went wrong inside', async () => {
    const wrong = new Error('POST https://api.example/login failed, body {"password":"canary-9d41"}');
    for (const how of [() => Promise.reject(wrong), () => raise(wrong)]) {
      answers.mockImplementation(how);
      expect(await asked('snapshot:read', ourPage)).toBe('This could not be done.');
    }
    expect(faults.mock.calls).toEqual([[wrong], [wrong]]);
  });
});

function raise(error: Error): never {
  throw error;
}

describe('how much is asked', () => {
  it('of ten thousand at once most are refused, and a timer gets its turn between the others', async () => {
    let fired = 0;
    let firedBy = 0;
    answers.mockImplementation(() => {
      firedBy = fired;
      const until = performance.now() + 2;
      while (performance.now() < until);
      return null;
    });
    const timer = setInterval(() => (fired += 1), 1);
    const said = await Promise.all(Array.from({ length: 10_000 }, () => asked('snapshot:read', ourPage)));
    clearInterval(timer);
    expect(said.filter((one) => one === 'answered')).toHaveLength(50);
    expect(new Set(said)).toEqual(new Set(['answered', 'Too much is asked at once.']));
    // Not after the last one only.
    expect(firedBy).toBeGreaterThan(10);
  });

  it('is forgotten when it is done, whether well or not', async () => {
    answers.mockImplementation(() => raise(new Error('no')));
    for (let times = 0; times < 200; times += 1) await asked('snapshot:read', ourPage);
    answers.mockReset();
    expect(await asked('snapshot:read', ourPage)).toBe('answered');
  });

  it('that lasts does not hold the others up', async () => {
    answers.mockImplementationOnce(() => setTimeout(60_000, null, { ref: false }));
    void asked('alarms:test', ourPage);
    expect(await asked('snapshot:read', ourPage)).toBe('answered');
  });
});

describe('what a window may do', () => {
  /** Whether an event that a page or a server caused is prevented. */
  function prevented(emitter: EventEmitter, name: string, ...given: unknown[]): boolean {
    const event = { prevented: false, preventDefault: () => (event.prevented = true) };
    emitter.emit(name, event, ...given);
    return event.prevented;
  }

  it('goes nowhere, attaches nothing, opens nothing and cannot stay open', async () => {
    const { app } = await import('electron');
    lockWindows();
    let opening: unknown = null;
    const contents = Object.assign(new EventEmitter(), {
      setWindowOpenHandler: (decide: (details: object) => unknown) => (opening = decide({ url: PAGE })),
    });
    app.emit('web-contents-created', {} as never, contents as unknown as WebContents);
    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])
      expect(prevented(contents, name), name).toBe(true);
    // Prevented here means that the page does not have its way.
    expect(prevented(contents, 'will-prevent-unload')).toBe(true);
    expect(opening).toEqual({ action: 'deny' });
    expect(registered.sandbox).toBe(1);
    expect(registered.switches.get('force-webrtc-ip-handling-policy')).toBe('disable_non_proxied_udp');
  });

  it('shows no certificate of the user to a server', async () => {
    const { app } = await import('electron');
    const chosen = vi.fn();
    const url = 'https://api.example';
    expect(prevented(app, 'select-client-certificate', null, url, [{ subjectName: 'Ada' }], chosen)).toBe(
      true,
    );
    expect(chosen).toHaveBeenCalledExactlyOnceWith();
  });

  it('has no permission, no device, no screen, no download and no dictionary', () => {
    const set = new Map<string, unknown>();
    const session = new Proxy(new EventEmitter(), {
      get: (target, name: string | symbol) =>
        String(name).startsWith('set')
          ? (given: unknown) => set.set(String(name), given)
          : (Reflect.get(target, name) as unknown),
    });
    denyPermissions(session as unknown as Session);
    type Decide = (...given: unknown[]) => unknown;
    const decided = vi.fn();
    for (const permission of PERMISSIONS) {
      (set.get('setPermissionRequestHandler') as Decide)(null, permission, decided, {});
      expect((set.get('setPermissionCheckHandler') as Decide)(null, permission, PAGE, {}), permission).toBe(
        false,
      );
    }
    expect(decided.mock.calls).toEqual(PERMISSIONS.map(() => [false]));
    expect((set.get('setDevicePermissionHandler') as Decide)({ deviceType: 'usb', device: {} })).toBe(false);
    expect(set.get('setDisplayMediaRequestHandler')).toBeNull();
    expect(set.get('setSpellCheckerEnabled')).toBe(false);
    expect(prevented(session, 'will-download', {}, {})).toBe(true);
  });
});

const PERMISSIONS = [
  'clipboard-read',
  'clipboard-sanitized-write',
  'display-capture',
  'fileSystem',
  'fullscreen',
  'geolocation',
  'hid',
  'idle-detection',
  'keyboardLock',
  'media',
  'mediaKeySystem',
  'midi',
  'midiSysex',
  'notifications',
  'openExternal',
  'pointerLock',
  'serial',
  'speaker-selection',
  'storage-access',
  'top-level-storage-access',
  'unknown',
  'usb',
  'window-management',
];
