import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LinuxNotifications } from '../../../../src/main/desktop/notify/linux-notifications.ts';
import type { Variant } from '../../../../src/main/dbus/marshalling.ts';
import type {
  Answer,
  NotificationRequest,
  NotificationState,
} from '../../../../src/main/desktop/notify/system-notifications.ts';
import type { Delivery } from '../../../../src/shared/alarms/journal-entry.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { quietNotification } from '../../../../src/main/desktop/notify/quiet-notification.ts';
import { FakeBus } from '../../dbus/fake-bus.ts';
import { request } from './notification-request.ts';

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
    expect(await system.state()).toBe('ready');
    expect(await show()).toBe('shown');
    expect(bus.seen).toMatchObject([
      {
        title: request.title,
        body: 'Measured 1 min ago, at 14:32: low 3.6 mmol/L ↘ · Ada &amp; &lt;Ben&gt;',
        actions: ['default', 'Open', 'acknowledge', 'Acknowledge', 'snooze', 'Snooze 15 min'],
        hints: { urgency: 1, 'suppress-sound': true },
        expires: -1,
      },
    ]);
    await show({ urgent: true, silent: false, key: 'other' });
    expect(bus.seen[1]).toMatchObject({ hints: { urgency: 2, 'suppress-sound': false }, expires: 0 });
  });

  it('that are no alarm are not urgent, make no sound and go by themselves', async () => {
    await system.show(quietNotification('Before the night', 'The sound is off.', 'standard'), () => {});
    await system.show(quietNotification('Before the night', 'All of it.', 'standard'), () => {});
    expect(bus.open).toMatchObject([
      {
        title: 'Before the night',
        body: 'All of it.',
        actions: ['default', 'Open'],
        hints: { urgency: 1, 'suppress-sound': true },
        expires: -1,
      },
    ]);
  });

  it('fail where no daemon is there, and nothing is sent that could wait for one', async () => {
    bus.hasDaemon = false;
    expect(await system.state()).toBe('absent');
    expect(await show()).toBe('failed');
    expect(bus.asked).not.toContain('Notify');
    bus.hasDaemon = true;
    expect(await show()).toBe('shown');
  });

  it('fail where there is no bus', async () => {
    const without = new LinuxNotifications({ busPath: null, clock });
    expect(await without.state()).toBe('absent');
    expect(await without.show(request, () => {})).toBe('failed');
    const gone = new LinuxNotifications({ busPath: '/nowhere/bus', clock });
    expect(await gone.show(request, () => {})).toBe('failed');
  });

  it('are not known to be shown where the daemon takes its time, and are ours all the same', async () => {
    bus.keepBack = [];
    const outcome = show();
    await expect.poll(() => bus.keepBack).toHaveLength(1);
    clock.advance(2000);
    expect(await outcome).toBe('unknown');
    bus.keepBack[0]!();
    bus.click(bus.seen[0]!.id, 'acknowledge');
    await expect.poll(() => answers).toEqual(['acknowledge']);
  });

  it('are not known to be shown where the bus does not answer within two seconds', async () => {
    bus.mute = ['GetNameOwner'];
    const outcome = show();
    await expect.poll(() => bus.asked).toContain('GetNameOwner');
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

  it('D13: name what a click on them does, for desktops that make a button of it', async () => {
    await show({ buttons: [] });
    expect(bus.seen[0]?.actions).toEqual(['default', 'Open']);
  });

  it('D14: come with the shape of their kind, pixel by pixel', async () => {
    await show();
    const image = bus.seen[0]?.hints['image-data'];
    expect(image).toEqual([64, 64, 256, true, 8, 4, [...request.picture(64).pixels]]);
  });

  it('have no marks of markup where the daemon does not say how it reads them', async () => {
    bus.capabilities = ['body'];
    await show({ body: '<b>A</b> & B' });
    expect(bus.seen[0]?.body).toBe('‹b›A‹/b› ＆ B');
  });

  it('leave none behind where two of one key are on their way at once', async () => {
    bus.keepBack = [];
    const both = [show({ title: 'first' }), show({ title: 'second' })];
    await expect.poll(() => bus.keepBack).toHaveLength(2);
    for (const answer of bus.keepBack) answer();
    await Promise.all(both);
    await expect.poll(() => bus.open.map(({ title }) => title)).toEqual(['second']);
  });

  it('find the bus again after it was gone', async () => {
    await show();
    bus.disconnect();
    await expect.poll(() => show()).toBe('shown');
  });
});

describe('D10: a daemon that came in the place of another', () => {
  it.each([
    ['with the word of the bus', (): void => {}],
    ['before the bus has said so', () => (bus.silent = true)],
  ])('%s: no notification of another program is closed', async (_, around) => {
    around();
    await show();
    bus.restartDaemon();
    const stranger = bus.showForAnother('Chat');
    expect(stranger).toBe(bus.seen[0]?.id);
    system.close(request.key);
    await show({ key: 'later' });
    expect(bus.open.map(({ title }) => title)).toEqual(['Chat', request.title]);
    expect(answers).toEqual([]);
  });

  it('shows the next one beside those of other programs', async () => {
    await show();
    bus.restartDaemon();
    bus.showForAnother('Chat');
    expect(await show({ title: 'again' })).toBe('shown');
    expect(bus.open.map(({ title, replaces }) => [title, replaces])).toEqual([
      ['Chat', 0],
      ['again', 0],
    ]);
  });

  it('does not speak about those of the one before', async () => {
    await show();
    bus.restartDaemon();
    bus.click(bus.seen[0]!.id, 'acknowledge');
    await show({ key: 'later' });
    bus.click(bus.open[0]!.id, 'snooze');
    await expect.poll(() => answers).toEqual(['snooze']);
  });

  it('also where the whole bus was started anew, and names are given once more', async () => {
    await show();
    bus.disconnect();
    await expect.poll(() => bus.connections).toBe(0);
    bus.restartDaemon(bus.owner);
    bus.showForAnother('Chat');
    await expect.poll(() => show({ title: 'again' })).toBe('shown');
    expect(bus.open.map(({ title }) => title)).toContain('Chat');
  });
});

describe('D12: a daemon that hangs', () => {
  it.each(['Notify', 'GetCapabilities', 'GetServerInformation'])(
    '%s without an answer: not known to be shown after two seconds, whatever was asked before',
    async (member) => {
      bus.mute = [member];
      const outcome = show();
      await expect.poll(() => bus.asked).toContain(member);
      clock.advance(2000);
      expect(await outcome).toBe('unknown');
    },
  );

  it('is found out before there is an alarm', async () => {
    expect(await system.state()).toBe('ready');
    bus.mute = ['GetServerInformation'];
    const asked = bus.asked.length;
    const state = system.state();
    await expect.poll(() => bus.asked.slice(asked)).toContain('GetServerInformation');
    clock.advance(2000);
    expect(await state).toBe('hanging');
  });
});

const yes = { signature: 'b', value: true };
const no = { signature: 'b', value: false };
const list = (...names: string[]): Variant => ({
  signature: 'av',
  value: names.map((value) => ({ signature: 's', value })),
});
const PAUSED = 'Get org.dunstproject.cmd0 paused';
const INHIBITED = 'Get org.freedesktop.Notifications Inhibited';
const xfconf = (name: string) => `GetProperty xfce4-notifyd ${name}`;
const QUIET = xfconf('/do-not-disturb');
const MUTED = xfconf('/applications/muted_applications');
const DEMOTED = xfconf('/applications/denied-critical-notifications');
const banners = (member: string) => `${member} org.gnome.desktop.notifications show-banners`;

describe('D11: "do not disturb"', () => {
  it.each<[string, string, Record<string, Variant>, NotificationState, Delivery, Delivery]>([
    ['dunst, not paused', 'dunst', { [PAUSED]: no }, 'ready', 'shown', 'shown'],
    ['dunst, paused', 'dunst', { [PAUSED]: yes }, 'paused', 'failed', 'failed'],
    ['a daemon that knows no such thing', 'other', { [PAUSED]: yes }, 'ready', 'shown', 'shown'],
    ['Xfce', 'Xfce Notify Daemon', {}, 'ready', 'shown', 'shown'],
    ['Xfce, quiet', 'Xfce Notify Daemon', { [QUIET]: yes }, 'paused', 'failed', 'shown'],
    [
      'Xfce, this program muted',
      'Xfce Notify Daemon',
      { [MUTED]: list('a', 'Glucoglance') },
      'paused',
      'failed',
      'shown',
    ],
    ['Xfce, another one muted', 'Xfce Notify Daemon', { [MUTED]: list('a') }, 'ready', 'shown', 'shown'],
    [
      'Xfce, quiet, and urgent ones of this program are to be like others',
      'Xfce Notify Daemon',
      { [QUIET]: yes, [DEMOTED]: list('glucoglance') },
      'paused',
      'failed',
      'failed',
    ],
    ['KDE', 'Plasma', { [INHIBITED]: no }, 'ready', 'shown', 'shown'],
    [
      'KDE, quiet: a switch decides on urgent ones',
      'Plasma',
      { [INHIBITED]: yes },
      'paused',
      'failed',
      'unknown',
    ],
    ['GNOME, nobody tells', 'gnome-shell', {}, 'ready', 'shown', 'shown'],
    ['GNOME', 'gnome-shell', { [banners('ReadOne')]: yes }, 'ready', 'shown', 'shown'],
    ['GNOME, quiet', 'gnome-shell', { [banners('ReadOne')]: no }, 'paused', 'failed', 'shown'],
    [
      'GNOME, quiet, by an older portal',
      'gnome-shell',
      { [banners('Read')]: { signature: 'v', value: no } },
      'paused',
      'failed',
      'shown',
    ],
    ['a setting of another form', 'gnome-shell', { [banners('ReadOne')]: list() }, 'ready', 'shown', 'shown'],
  ])('%s', async (_, name, settings, state, usual, urgent) => {
    bus.daemonName = name;
    if (name === 'Plasma') bus.capabilities.push('inhibitions');
    for (const [asked, value] of Object.entries(settings)) bus.settings.set(asked, value);
    expect(await system.state()).toBe(state);
    expect(await show({ urgent: false })).toBe(usual);
    expect(await show({ urgent: true, key: 'urgent' })).toBe(urgent);
    // It is handed over all the same: the desktop has it in its list.
    expect(bus.open).toHaveLength(2);
  });

  it('is no longer waited for where nobody answers, and then there is none', async () => {
    bus.daemonName = 'Xfce Notify Daemon';
    bus.mute = ['GetProperty'];
    const outcome = show();
    await expect.poll(() => bus.open).toHaveLength(1);
    await expect.poll(() => clock.pending).toBe(4);
    clock.advance(1000);
    expect(await outcome).toBe('shown');
  });
});
