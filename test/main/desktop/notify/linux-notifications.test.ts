import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LinuxNotifications } from '../../../../src/main/desktop/notify/linux-notifications.ts';
import type {
  Answer,
  NotificationRequest,
} from '../../../../src/main/desktop/notify/system-notifications.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { FakeBus } from './fake-bus.ts';

const request: NotificationRequest = {
  key: 'ada/low',
  title: 'Ada · low 3.6 mmol/L ↘ · 1 min ago',
  body: 'Measured at <14:32> & later.',
  urgent: false,
  silent: true,
  buttons: [
    { answer: 'acknowledge', label: 'Acknowledge' },
    { answer: 'snooze', label: 'Snooze 15 min' },
  ],
};

let bus: FakeBus;
let clock: FakeClock;
let system: LinuxNotifications;
let answers: Answer[];
const show = (changes: Partial<NotificationRequest> = {}) =>
  system.show({ ...request, ...changes }, (answer) => answers.push(answer));

beforeEach(async () => {
  bus = await FakeBus.start();
  clock = new FakeClock();
  system = new LinuxNotifications({ busPath: bus.path, clock });
  answers = [];
});
afterEach(() => bus.stop());

describe('notifications of Linux', () => {
  it('are shown by the daemon that is there, with urgency, buttons and without its sound', async () => {
    expect(await system.available()).toBe(true);
    expect(await show()).toBe('shown');
    expect(bus.seen).toMatchObject([
      {
        title: request.title,
        body: 'Measured at &lt;14:32&gt; &amp; later.',
        actions: ['default', '', 'acknowledge', 'Acknowledge', 'snooze', 'Snooze 15 min'],
        hints: { urgency: 1, 'suppress-sound': true },
        expires: -1,
      },
    ]);
    await show({ urgent: true, silent: false, key: 'other' });
    expect(bus.seen[1]).toMatchObject({ hints: { urgency: 2, 'suppress-sound': false }, expires: 0 });
  });

  it('fail where no daemon is there, and nothing is sent that could wait for one', async () => {
    bus.hasDaemon = false;
    expect(await system.available()).toBe(false);
    expect(await show()).toBe('failed');
    expect(bus.asked).not.toContain('Notify');
    bus.hasDaemon = true;
    expect(await show()).toBe('shown');
  });

  it('fail where there is no bus', async () => {
    const without = new LinuxNotifications({ busPath: null, clock });
    expect(await without.available()).toBe(false);
    expect(await without.show(request, () => {})).toBe('failed');
    const gone = new LinuxNotifications({ busPath: '/nowhere/bus', clock });
    expect(await gone.show(request, () => {})).toBe('failed');
  });

  it('are not known to be shown where the daemon takes its time, and are ours all the same', async () => {
    bus.keepBack = [];
    const outcome = show();
    await expect.poll(() => bus.keepBack).toHaveLength(1);
    clock.advance(4000);
    expect(await outcome).toBe('unknown');
    bus.keepBack[0]!();
    bus.click(bus.seen[0]!.id, 'acknowledge');
    await expect.poll(() => answers).toEqual(['acknowledge']);
  });

  it('are not known to be shown where the bus does not answer within two seconds', async () => {
    bus.mute = ['NameHasOwner'];
    const outcome = show();
    await expect.poll(() => bus.asked).toContain('NameHasOwner');
    clock.advance(2000);
    expect(await outcome).toBe('unknown');
    expect(clock.pending).toBe(0);
  });

  it('tell of a button that is pressed the moment they come', async () => {
    bus.clickAtOnce = 'snooze';
    await show();
    await expect.poll(() => answers).toEqual(['snooze']);
  });

  it('take the place of the one before, one for each key', async () => {
    await show();
    await show({ title: 'newer' });
    await show({ key: 'ben/low' });
    expect(bus.open.map(({ title, replaces }) => [title, replaces])).toEqual([
      ['newer', 1],
      [request.title, 0],
    ]);
  });

  it('tell what the person does', async () => {
    await show();
    const [{ id } = { id: 0 }] = bus.seen;
    bus.click(id, 'default');
    bus.click(id, 'acknowledge');
    bus.click(id, 'snooze');
    bus.dismiss(id);
    await expect.poll(() => answers).toEqual(['open', 'acknowledge', 'snooze', 'dismissed']);
  });

  it('do not take the word of anybody but the daemon', async () => {
    await show();
    const [{ id } = { id: 0 }] = bus.seen;
    bus.click(id, 'acknowledge', ':1.66');
    bus.click(id + 1, 'acknowledge');
    bus.click(id, 'default');
    await expect.poll(() => answers).toEqual(['open']);
  });

  it('are closed, also while they are on their way', async () => {
    await show();
    system.close(request.key);
    await expect.poll(() => bus.open).toEqual([]);
    const outcome = show();
    system.close(request.key);
    expect(await outcome).toBe('shown');
    await expect.poll(() => bus.open).toEqual([]);
    // Closing it was ours to do; nobody answered.
    expect(answers).toEqual([]);
  });

  it('come without buttons where the daemon takes none', async () => {
    bus.capabilities = ['body'];
    await show();
    expect(bus.seen[0]?.actions).toEqual([]);
  });

  it('find the bus again after it was gone', async () => {
    await show();
    bus.disconnect();
    await expect.poll(() => show()).toBe('shown');
  });
});
