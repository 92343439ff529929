import { resolve } from 'node:path';
import type { Check } from '../../../shared/doctor/checks.ts';
import { shownLink } from '../../../shared/state/app-state.ts';
import { computerTold } from '../../computer/told.ts';
import { openKeychain } from '../../credentials/keychain.ts';
import { examine, type HistoryFound } from '../../doctor/examine.ts';
import { pollerOnDisk } from '../../doctor/on-disk.ts';
import type { Profile } from '../../profile/profile.ts';
import type { Following } from '../../session/following.ts';
import { systemClock } from '../../time/clock.ts';
import type { DesktopAlarms } from '../alarms/desktop-alarms.ts';

/**
 * The list of `doctor`, looked at by the program that watches: the system is asked anew, the history in its own thread,
 * and the server not at all, since what the last poll said is known.
 */
export function checkUp(
  { mode, dataDir, profile, monitor }: Following,
  alarms: Pick<DesktopAlarms, 'lookAgain'>,
  onProgress: (done: number) => void,
): Promise<Check[]> {
  const isDemo = mode === 'demo';
  const namespace = resolve(dataDir);
  return examine(
    dataDir,
    systemClock,
    {
      demo: isDemo,
      async watching() {
        const { faults } = await alarms.lookAgain();
        const { state, way } = monitor;
        if (state.polledBy !== null) return { poller: await pollerOnDisk(dataDir, systemClock), faults };
        const link = shownLink({ ...state, link: way });
        return { poller: { by: 'desktop', answeredAt: state.lastAnswerAt, link }, faults };
      },
      history: () => historyFound(profile),
      openKeychain: isDemo ? null : () => openKeychain({ namespace, clock: systemClock }),
      askServer: null,
      computer: () => computerTold(systemClock),
      clockWrongBy: () => profile.time.wrongBy(),
    },
    onProgress,
  );
}

async function historyFound({ history }: Profile): Promise<HistoryFound> {
  const inspection = await history.ask('inspect', null);
  const last = await history.ask('lastBackup', null);
  return { inspection, backupAt: last.ok ? (last.value?.at ?? null) : null };
}
