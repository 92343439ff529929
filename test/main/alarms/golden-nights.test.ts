import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ada, ben } from '../../../src/main/simulator/people.ts';
import { DesktopNight, type Course } from './desktop-night.ts';

const NIGHT = { from: 22 * 60, to: 7 * 60 };
/** Below 70 from about ten past three to about a quarter to five. */
const LOW_AT_THREE: Course = [
  [60, 110],
  [75, 62],
  [150, 62],
  [170, 110],
];

async function expectStory(night: DesktopNight, name: string, title: string): Promise<void> {
  await expect(await night.story(title)).toMatchFileSnapshot(
    join(import.meta.dirname, 'golden', `night-${name}.txt`),
  );
}

describe('nights, as the journal, the eye and the ear have them', () => {
  it('D17: a low at three that nobody answers', async () => {
    const night = new DesktopNight({ [ada.key]: LOW_AT_THREE });
    await night.start();
    await night.until('05:00');
    await expectStory(night, 'low-unanswered', 'a low at three that nobody answers');
  });

  it('D17: the same in night hours', async () => {
    const night = new DesktopNight({ [ada.key]: LOW_AT_THREE }, { night: NIGHT });
    await night.start();
    await night.until('03:42');
    night.acknowledge(ada.patientId, 'low');
    await night.until('05:00');
    await expectStory(
      night,
      'low-in-night-hours',
      'a low at three in night hours, answered half an hour later',
    );
  });

  it('D11: notifications are paused', async () => {
    const night = new DesktopNight({ [ada.key]: LOW_AT_THREE });
    night.note('do not disturb is on');
    night.system.outcome = 'failed';
    await night.start();
    await night.until('04:00');
    await expectStory(night, 'daemon-paused', 'a low at three while notifications are kept back');
  });

  it('D10: the notification daemon restarts', async () => {
    const night = new DesktopNight({ [ada.key]: LOW_AT_THREE });
    await night.start();
    await night.until('03:20');
    night.note('the daemon ends, and what it showed is gone');
    night.system.open.clear();
    night.system.outcome = 'failed';
    await night.until('03:35');
    night.note('the daemon is back');
    night.system.outcome = 'shown';
    await night.until('04:00');
    await expectStory(night, 'daemon-restarted', 'a low at three, and a notification daemon that restarts');
  });

  it('D3: the loudspeaker is pulled while it sounds, and put back', async () => {
    const night = new DesktopNight({ [ada.key]: LOW_AT_THREE }, { night: NIGHT });
    await night.start();
    // Twenty seconds into the first sound.
    await night.until('03:14:20');
    night.pullLoudspeaker();
    await night.until('03:26');
    night.note('the loudspeaker is back');
    night.loudspeaker = true;
    await night.until('03:35');
    await expectStory(
      night,
      'loudspeaker-pulled',
      'a low at three in night hours, and a loudspeaker that is pulled',
    );
  });

  it('D17: two people at once', async () => {
    const night = new DesktopNight({
      [ada.key]: LOW_AT_THREE,
      [ben.key]: [
        [60, 110],
        [80, 48],
        [100, 48],
        [120, 110],
      ],
    });
    await night.start();
    await night.until('03:21');
    night.acknowledge(ben.patientId, 'urgentLow');
    await night.until('04:15');
    await expectStory(night, 'two-people', 'a low of Ada and an urgent one of Ben, which is acknowledged');
  });
});
