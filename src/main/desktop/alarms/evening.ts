import type { Armed } from '../../../shared/alarms/armed.ts';
import type { ComputerTold } from '../../../shared/night/told.ts';
import { say } from '../../../shared/messages/say.ts';
import { isFollowed } from '../../../shared/settings/settings.ts';
import { vpnIsOn } from '../../computer/network.ts';
import { EveningWatch } from '../../evening/evening-watch.ts';
import type { Snapshots } from '../../session/snapshots.ts';
import type { Pulse } from '../../time/pulse.ts';
import type { ProgramRun } from '../life/begin-run.ts';

export interface EveningParts {
  pulse: Pulse;
  snapshots: Pick<Snapshots, 'last'>;
  program: Pick<ProgramRun, 'dataDir' | 'fault'>;
  /** Whether alarms would be noticed now. */
  armed: () => Promise<Armed>;
  computer: () => Promise<ComputerTold>;
  /** The proxy that a server is reached over, as Chromium says it. */
  proxyOf: (url: string) => Promise<string>;
  /** Seen, and not heard. */
  sayQuietly: (title: string, body: string) => void;
}

/** The evening check of this desktop: of an account whose people are followed, never of the demo. */
export function eveningWatch(parts: EveningParts): EveningWatch {
  const { program, pulse, snapshots, armed, computer, proxyOf, sayQuietly } = parts;
  const isWatching = (): boolean => {
    const { mode, settings, state } = snapshots.last;
    const people = mode === 'account' ? (state?.people ?? []) : [];
    return people.some(({ person }) => isFollowed(settings, person.patientId));
  };
  return new EveningWatch({
    dataDir: program.dataDir,
    pulse,
    wantedAt: () => (isWatching() ? snapshots.last.settings.desktop.eveningAt : null),
    alarmIsOn: () => snapshots.last.alarms.some(({ since }) => since !== null),
    async look() {
      const [told, { faults }] = await Promise.all([computer(), armed()]);
      return { told, faults, keepsAwake: snapshots.last.settings.desktop.keepAwake };
    },
    async way() {
      return { vpn: vpnIsOn(process.platform), proxy: await proxyOf(snapshots.last.settings.baseUrl) };
    },
    say: (sentence) => sayQuietly(say('night.title'), sentence),
    onFault: program.fault('evening'),
  });
}
