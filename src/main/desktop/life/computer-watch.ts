import { net, powerMonitor, powerSaveBlocker } from 'electron';
import { MINUTE } from '../../../shared/time.ts';
import type { Pulse } from '../../time/pulse.ts';
import type { ChosenVault } from '../../credentials/vault.ts';
import { awaySummaries } from '../../reports/away.ts';
import type { Session } from '../../session/session.ts';
import type { Snapshots } from '../../session/snapshots.ts';
import type { MainWindow } from '../windows/main-window.ts';
import { SIGN_MS } from '../watchdog/silence.ts';
import { Watchdog } from '../watchdog/watchdog.ts';
import { Away } from './away.ts';
import type { ProgramRun } from './begin-run.ts';
import { KeepAwake } from './keep-awake.ts';
import { watchOnline } from './online.ts';
import { watchPresence } from './presence.ts';
import { watchUpdates } from './update-notice.ts';

const HEARTBEAT_MS = MINUTE;

export interface Watched {
  session: Session;
  snapshots: Snapshots;
  pulse: Pulse;
  /** Says so by itself where it hears nothing any more. */
  window: Pick<MainWindow, 'alive' | 'openPage' | 'isUnsaved' | 'isInUse'>;
  chooseVault: () => Promise<ChosenVault>;
}

/**
 * Sleep, presence, network, newer versions, and that time passes at all: what goes on around the session, told to it.
 *
 * @returns what begins it, once the app is ready
 */
export function computerWatch(
  program: ProgramRun,
  { session, snapshots, pulse, window, chooseVault }: Watched,
): () => void {
  const { dataDir, log, running, ending, relaunch, fault } = program;
  const away = new Away({
    summarise: async (from, to) =>
      session.following ? awaySummaries(session.following.profile, from, to) : [],
    tell: (notice) => snapshots.notify(notice),
  });
  session.onPolled(() => void away.polled(pulse.clock.now()));
  const keepAwake = new KeepAwake(powerSaveBlocker);
  snapshots.subscribe((snapshot) => keepAwake.take(snapshot));
  const watchdog = new Watchdog({
    dataDir,
    pulse,
    onBack({ since, until }) {
      log.write({ event: 'SILENT', since, until });
      snapshots.notify({ code: 'notWatched', from: since, to: until, how: 'hung' });
    },
    onFault: fault('watchdog'),
  });
  ending.atOnce(() => watchdog.stop());
  return () => {
    watchdog.start();
    watchUpdates(program, { snapshots, pulse });
    relaunch.watch({
      pulse,
      now: () => session.now(),
      snapshots,
      window,
      isAtWork: () => session.following?.backups.isUnderWay ?? false,
      chooseVault,
    });
    // Counted in signs: after a computer's sleep every poll is overdue, and nothing is wrong.
    let overdueMs = 0;
    pulse.beat(SIGN_MS, () => {
      const nextPollAt = snapshots.last.state?.nextPollAt ?? Infinity;
      overdueMs = pulse.clock.now() > nextPollAt ? overdueMs + SIGN_MS : 0;
      window.alive({ overdueMs });
    });
    watchPresence({
      powerMonitor,
      pulse,
      onAsleep() {
        log.write({ event: 'SUSPENDED' });
        watchdog.suspended = true;
      },
      onLeft: (at) => away.left(at),
      onBack: (at) => away.back(at),
      onAwake() {
        log.write({ event: 'RESUMED' });
        watchdog.suspended = false;
        session.wake();
        void session.lookAgain();
      },
    });
    watchOnline({ net, pulse, onBack: () => session.following?.monitor.networkIsBack() });
    powerMonitor.on('shutdown', () => ending.systemShutsDown());
    pulse.beat(HEARTBEAT_MS, () => {
      running.beat();
      void session.lookAgain();
    });
  };
}
