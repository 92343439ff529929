import { net, powerMonitor, powerSaveBlocker } from 'electron';
import { MINUTE } from '../../../shared/time.ts';
import type { Pulse } from '../../time/pulse.ts';
import { awaySummaries } from '../../reports/away.ts';
import type { Session } from '../../session/session.ts';
import type { Snapshots } from '../../session/snapshots.ts';
import { Away } from './away.ts';
import type { ProgramRun } from './begin-run.ts';
import { KeepAwake } from './keep-awake.ts';
import { watchOnline } from './online.ts';
import { watchPresence } from './presence.ts';

const HEARTBEAT_MS = MINUTE;

/**
 * Sleep, presence, network, and that time passes at all: what the computer does, told to the session.
 *
 * @returns what begins it, once the app is ready
 */
export function computerWatch(
  { log, running, ending }: ProgramRun,
  { session, snapshots, pulse }: { session: Session; snapshots: Snapshots; pulse: Pulse },
): () => void {
  const away = new Away({
    summarise: async (from, to) =>
      session.following ? awaySummaries(session.following.profile, from, to) : [],
    tell: (notice) => snapshots.notify(notice),
  });
  session.onPolled(() => void away.polled(pulse.clock.now()));
  const keepAwake = new KeepAwake(powerSaveBlocker);
  snapshots.subscribe((snapshot) => keepAwake.take(snapshot));
  return () => {
    watchPresence({
      powerMonitor,
      pulse,
      onAsleep: () => log.write({ event: 'SUSPENDED' }),
      onLeft: (at) => away.left(at),
      onBack: (at) => away.back(at),
      onAwake() {
        log.write({ event: 'RESUMED' });
        session.wake();
        void session.lookAgain();
      },
    });
    watchOnline({ net, pulse, onBack: () => session.networkIsBack() });
    powerMonitor.on('shutdown', () => ending.systemShutsDown());
    pulse.beat(HEARTBEAT_MS, () => {
      running.beat();
      void session.lookAgain();
    });
  };
}
