// Notifications on real daemons: dunst and xfce4-notifyd, on a session bus and a screen of the test's own. Where they are
// missing the tests are skipped and say so; on a Linux build machine (CI is set) that is a failure.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LinuxNotifications } from '../../../../src/main/desktop/notify/linux-notifications.ts';
import { quietNotification } from '../../../../src/main/desktop/notify/quiet-notification.ts';
import { NIGHT_CODES } from '../../../../src/shared/night/causes.ts';
import { nightSentence } from '../../../../src/shared/night/sentence.ts';
import { plainName } from '../../../../src/main/desktop/notify/notification-text.ts';
import type {
  Answer,
  NotificationRequest,
} from '../../../../src/main/desktop/notify/system-notifications.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { causeOf } from '../../../shared/night/cause-of.ts';
import { request } from './notification-request.ts';
import { daemonsMissing, REAL_DAEMONS, RealDesktop, type RealDaemon } from './real-desktop.ts';

const missing = daemonsMissing();
/** A busy machine may take its time; nothing here is a promise about that. */
const SOON = { timeout: 15_000 };

/** A list of programs in Xfce's settings, with this one alone. */
const OURS = [{ signature: 's', value: 'glucoglance' }];

it('there are notification daemons to try, or a word why not', () => {
  if (missing === null) return;
  console.warn(`The tests on real notification daemons are skipped: ${missing}.`);
  if (process.platform === 'linux') expect(process.env['CI'], missing).toBeUndefined();
});

describe.skipIf(missing !== null)('on a real desktop', () => {
  let desktop: RealDesktop;
  let clock: FakeClock;
  let system: LinuxNotifications;
  let answers: Answer[];
  const show = (changes: Partial<NotificationRequest> = {}) =>
    system.show({ ...request, ...changes }, (answer) => answers.push(answer));
  const seen = () => expect.poll(() => desktop.windows().length, SOON);

  beforeAll(async () => {
    desktop = await RealDesktop.start();
  });
  afterAll(() => desktop.stop());
  beforeEach(() => {
    clock = new FakeClock();
    system = new LinuxNotifications({ busPath: desktop.busPath, clock });
    answers = [];
  });

  describe.each(REAL_DAEMONS)('%s', (daemon: RealDaemon) => {
    beforeAll(() => desktop.startDaemon(daemon));
    afterAll(() => desktop.stopDaemon());

    it('shows one, takes another in its place, and takes it away', async () => {
      expect(await system.state()).toBe('ready');
      expect(await show()).toBe('shown');
      await seen().toBe(1);
      const [before] = desktop.windows();
      expect(await show({ body: `${'A longer one. '.repeat(12)}` })).toBe('shown');
      // The same one, with more to say.
      await expect.poll(() => desktop.windows()[0]?.height, SOON).toBeGreaterThan(before!.height);
      expect(desktop.windows()).toHaveLength(1);
      system.close('ada/low');
      await seen().toBe(0);
      expect(answers).toEqual([]);
    });

    it.each([
      ['long', 'Christopher Montgomery-Wellington von und zu Hohenlohe-Langenburg'],
      ['without a place to break it', 'W'.repeat(200)],
      ['of pictures', '👩‍🚀👨‍👩‍👧‍👦🏳️‍🌈'],
      ['from right to left', 'مریم محمدی\u200cنژاد'],
      ['that looks like markup', '<b>Ada</b> & "Ben"'],
    ])('shows a name %s on the screen', async (_, name) => {
      const who = plainName(name);
      const outcome = await show({
        title: `2.8 mmol/L ↓ urgent low · ${who}`,
        body: `Low · ${who}`,
        urgent: true,
      });
      expect(outcome).toBe('shown');
      await seen().toBe(1);
      const [window] = desktop.windows();
      expect(window!.x).toBeGreaterThanOrEqual(0);
      expect(window!.x + window!.width).toBeLessThanOrEqual(1280);
      system.close('ada/low');
      await seen().toBe(0);
    });

    it.each([1, NIGHT_CODES.length])('shows a sentence of the evening, with %i causes', async (count) => {
      const causes = NIGHT_CODES.slice(0, count).map((code) => causeOf(code));
      const said = quietNotification('Before the night', nightSentence(causes), 'standard');
      expect(await system.show(said, (answer) => answers.push(answer))).toBe('shown');
      await seen().toBe(1);
      const [window] = desktop.windows();
      expect(window!.y + window!.height).toBeLessThanOrEqual(1400);
      system.close('quiet');
      await seen().toBe(0);
    });

    it('D12: hanging, is not waited for, and what it shows later is ours all the same', async () => {
      expect(await system.state()).toBe('ready');
      desktop.freeze(true);
      const late = { outcome: show(), state: system.state() };
      // The limit of the whole and that of each question nobody answers: the notification has been sent by then.
      await expect.poll(() => clock.pending, SOON).toBe(daemon === 'dunst' ? 5 : 4);
      clock.advance(2000);
      expect([await late.state, await late.outcome]).toEqual(['hanging', 'unknown']);
      desktop.freeze(false);
      await seen().toBe(1);
      system.close('ada/low');
      await seen().toBe(0);
    });

    it('D10: started anew, keeps what another program shows', async () => {
      await show();
      await show({ key: 'ben/low' });
      await desktop.stopDaemon();
      await desktop.startDaemon(daemon);
      await desktop.showForAnother('Chat');
      await desktop.showForAnother('Mail');
      await seen().toBeGreaterThan(0);
      const others = JSON.stringify(desktop.windows());
      system.close('ada/low');
      expect(await show({ key: 'ben/low' })).toBe('shown');
      system.close('ben/low');
      await expect.poll(() => JSON.stringify(desktop.windows()), SOON).toBe(others);
      if (daemon === 'dunst') expect(desktop.dunst('count', 'displayed')).toBe('2');
    });
  });

  describe('dunst', () => {
    beforeAll(() => desktop.startDaemon('dunst'));
    afterAll(() => desktop.stopDaemon());

    it('tells of a click on one, and of one that was pushed aside', async () => {
      await show();
      desktop.dunst('action', '0');
      await expect.poll(() => answers, SOON).toEqual(['open']);
      await show({ key: 'other' });
      desktop.dunst('close-all');
      await expect.poll(() => answers, SOON).toContain('dismissed');
      await seen().toBe(0);
    });

    it('D11: paused, shows nothing, and says so', async () => {
      desktop.dunst('set-paused', 'true');
      expect(await system.state()).toBe('paused');
      expect([await show(), await show({ urgent: true, key: 'urgent' })]).toEqual(['failed', 'failed']);
      expect(desktop.dunst('count', 'displayed')).toBe('0');
      for (const key of ['ada/low', 'urgent']) system.close(key);
      desktop.dunst('set-paused', 'false');
      expect(await system.state()).toBe('ready');
    });
  });

  describe('xfce4-notifyd', () => {
    beforeAll(() => desktop.startDaemon('xfce4-notifyd'));
    afterAll(() => desktop.stopDaemon());
    afterEach(() => desktop.resetSettings());

    it.each<[Answer, number]>([
      ['open', -308],
      ['acknowledge', -189],
      ['snooze', -70],
    ])('D13: has a button that tells %s', async (answer, fromTheRight) => {
      await show();
      await seen().toBe(1);
      await expect
        .poll(() => {
          const [window] = desktop.windows();
          if (window) desktop.click(window.x + window.width + fromTheRight, window.y + window.height - 31);
          return answers;
        }, SOON)
        .toContain(answer);
      // Then it closes it, as somebody's doing.
      expect(answers[0]).toBe(answer);
      await seen().toBe(0);
    });

    it.each([
      ['quiet', '/do-not-disturb', true, 'b'],
      ['that has muted this program', '/applications/muted_applications', OURS, 'av'],
    ] as const)('D11: %s, shows urgent ones alone, and says so', async (_, property, value, signature) => {
      await desktop.set(property, value, signature);
      expect(await system.state()).toBe('paused');
      expect(await show()).toBe('failed');
      expect(await show({ urgent: true, key: 'urgent' })).toBe('shown');
      await seen().toBe(1);
      system.close('urgent');
      await seen().toBe(0);
    });

    it('D11: quiet, and urgent ones of this program are like others: shows none, and says so', async () => {
      await desktop.set('/do-not-disturb', true, 'b');
      await desktop.set('/applications/denied-critical-notifications', OURS, 'av');
      expect(await show({ urgent: true })).toBe('failed');
      // Whatever it shows, it shows in turn: this one would come after the other.
      const other = await desktop.showForAnother('Chat', true);
      await seen().toBe(1);
      await desktop.closeForAnother(other);
      await seen().toBe(0);
    });
  });
});
