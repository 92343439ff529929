import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  ElectronNotifications,
  type NotificationClass,
} from '../../../../src/main/desktop/notify/electron-notifications.ts';
import type {
  Answer,
  NotificationRequest,
} from '../../../../src/main/desktop/notify/system-notifications.ts';
import { png } from '../../../../src/main/desktop/picture/png.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { request } from './notification-request.ts';

class FakeNotification extends EventEmitter {
  static made: FakeNotification[] = [];
  static supported = true;
  static throws = false;
  static isSupported = () => FakeNotification.supported;
  static activated = (): void => {};
  static handleActivation = (told: () => void) => void (FakeNotification.activated = told);
  readonly options: Electron.NotificationConstructorOptions;
  shown = false;
  closed = false;

  constructor(options: Electron.NotificationConstructorOptions) {
    super();
    if (FakeNotification.throws || (options.id ?? '').length > 64) throw new Error('refused');
    this.options = options;
    FakeNotification.made.push(this);
  }

  show(): void {
    this.shown = true;
  }

  close(): void {
    this.closed = true;
    this.emit('close', { reason: 'applicationHidden' });
  }
}

let clock: FakeClock;
let system: ElectronNotifications;
let answers: Answer[];
const show = (changes: Partial<NotificationRequest> = {}) =>
  system.show({ ...request, ...changes }, (answer) => answers.push(answer));
const last = () => FakeNotification.made.at(-1)!;

beforeEach(() => {
  FakeNotification.made = [];
  FakeNotification.supported = true;
  FakeNotification.throws = false;
  clock = new FakeClock();
  system = new ElectronNotifications('test', {
    notification: FakeNotification as unknown as NotificationClass,
    imageOf: (file) => ({ file }) as unknown as Electron.NativeImage,
    clock,
  });
  answers = [];
});

describe('notifications of Windows and macOS', () => {
  it.each([
    ['show', [], 'shown'],
    ['failed', ['unsigned'], 'failed'],
  ] as const)('%s: the outcome', async (event, details, outcome) => {
    const shown = show();
    last().emit(event, {}, ...details);
    expect(await shown).toBe(outcome);
    expect(clock.pending).toBe(0);
  });

  it('is not known where the system says nothing for four seconds', async () => {
    const shown = show();
    clock.advance(4000);
    expect(await shown).toBe('unknown');
  });

  it('has failed where there is no support, or the constructor throws', async () => {
    FakeNotification.supported = false;
    expect(await system.state()).toBe('absent');
    expect(await show()).toBe('failed');
    FakeNotification.supported = true;
    FakeNotification.throws = true;
    expect(await show()).toBe('failed');
    expect(clock.pending).toBe(0);
  });

  it('gives each key an id of its own that Windows takes, whatever the key', () => {
    const long = 'a'.repeat(300);
    void show({ key: `${long}1` });
    void show({ key: `${long}2` });
    void show({ key: `${long}1` });
    const ids = FakeNotification.made.map(({ options }) => options.id ?? '');
    expect(ids[0]).toBe(ids[2]);
    expect(ids[0]).not.toBe(ids[1]);
    expect(ids.every((id) => id.length > 0 && id.length <= 64)).toBe(true);
  });

  it('D14: come with the shape of their kind, as a picture', () => {
    void show();
    const { file } = last().options.icon as unknown as { file: Buffer };
    expect(file).toEqual(png(request.picture(128).pixels, 128));
  });

  it('closes the one it takes the place of before it shows the next', () => {
    void show();
    const first = last();
    void show();
    expect([first.closed, last().closed]).toEqual([true, false]);
    system.close(request.key);
    expect(last().closed).toBe(true);
  });

  it('tells what the person does, by the index of the button', () => {
    void show();
    last().emit('click', {});
    last().emit('action', { actionIndex: 1, selectionIndex: -1 });
    last().emit('action', { actionIndex: 0, selectionIndex: -1 });
    last().emit('action', { actionIndex: 9, selectionIndex: -1 });
    last().emit('close', { reason: 'timedOut' });
    last().emit('close', { reason: 'userCanceled' });
    expect(answers).toEqual(['open', 'snooze', 'acknowledge', 'dismissed']);
    expect(last().options.actions).toEqual([
      { type: 'button', text: 'Acknowledge' },
      { type: 'button', text: 'Snooze 15 min' },
    ]);
  });

  it('tells an old one from one of this run, whoever of the two is told first', () => {
    let old = 0;
    system.onOld(() => old++);
    void show();
    FakeNotification.activated();
    last().emit('click', {});
    clock.advance(1000);
    last().emit('action', { actionIndex: 0, selectionIndex: -1 });
    FakeNotification.activated();
    clock.advance(1000);
    expect([old, answers]).toEqual([0, ['open', 'acknowledge']]);
    FakeNotification.activated();
    clock.advance(1000);
    expect(old).toBe(1);
  });
});
