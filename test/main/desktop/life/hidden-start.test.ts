import { expect, it } from 'vitest';
import { showIfNeeded } from '../../../../src/main/desktop/life/hidden-start.ts';
import type { Mode, Snapshot } from '../../../../src/shared/state/snapshot.ts';
import { problem } from '../../../../src/shared/problems.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

/** @param found what looking into the keychain once more changes it to */
async function aMinuteAfter(
  mode: Mode,
  found: Mode,
  notices: Snapshot['notices'],
): Promise<{ atFirst: number; looks: number; shown: number }> {
  const clock = new FakeClock();
  let looks = 0;
  let shown = 0;
  const session = {
    mode,
    async lookAgain() {
      looks += 1;
      await Promise.resolve();
      session.mode = found;
    },
  };
  showIfNeeded({ session, snapshots: { last: { notices } }, clock, window: { show: () => shown++ } });
  clock.advance(59_000);
  const atFirst = shown + looks;
  // Once, however long it takes.
  clock.advance(10 * 60_000);
  await new Promise((settle) => setImmediate(settle));
  return { atFirst, looks, shown };
}

const lost: Snapshot['notices'] = [{ code: 'problem', problem: problem('settingsBroken', { movedTo: 'x' }) }];
const away: Snapshot['notices'] = [{ code: 'notWatched', from: 0, to: 1, how: 'ended' }];

it.each<[string, Mode, Mode, number, Snapshot['notices']]>([
  ['shows the window where nobody is signed in', 'signedOut', 'signedOut', 1, []],
  ['stays hidden where the keychain is open by then', 'signedOut', 'account', 0, []],
  ['stays hidden where somebody is watched', 'account', 'account', 0, away],
  ['shows the window where settings were lost', 'account', 'account', 1, lost],
])('a hidden start %s, after a minute', async (_, mode, found, shown, notices) => {
  expect(await aMinuteAfter(mode, found, notices)).toEqual({ atFirst: 0, looks: 1, shown });
});
