import type { Clock } from '../../time/clock.ts';
import type { ChosenVault } from '../../credentials/vault.ts';
import { HistoryThread } from '../../history/history-thread.ts';
import type { Redactor } from '../../log/redact.ts';
import { knownSecrets } from '../../log/secrets.ts';
import { Profile, type ProfileOptions } from '../../profile/profile.ts';
import { fetchUnkept } from './fetch-unkept.ts';
import { openDesktopSettings } from './settings-file.ts';
import { chooseVault } from './vault-choice.ts';

/**
 * How this program opens a data folder: the history in a thread of its own, requests by the system's proxies.
 *
 * @param baseUrl another server than the settings'
 */
export function profileOpener(clock: Clock, baseUrl: string | null) {
  return ({ server, requests, places, ...options }: Omit<ProfileOptions, 'clock'>): Profile =>
    new Profile({
      ...options,
      clock,
      server: { ...(baseUrl !== null && { baseUrl }), ...server },
      requests: { fetch: fetchUnkept, ...requests },
      places: {
        openSettings: openDesktopSettings,
        openHistory: (path, time) => new HistoryThread(path, time),
        ...places,
      },
    });
}

/** The safest place for the password that works now; what goes in or comes out is known to the log from then on. */
export async function chooseKnownVault(
  dataDir: string,
  clock: Clock,
  redactor: Pick<Redactor, 'register'>,
): Promise<ChosenVault> {
  const { vault, state } = await chooseVault(dataDir, clock);
  return { vault: knownSecrets(vault, redactor), state };
}
