import { ok, type Result } from '../../shared/result.ts';
import type { CredentialVault } from '../credentials/vault.ts';
import type { Places, Profile, ProfileOptions } from '../profile/profile.ts';
import type { Simulator } from '../simulator/simulator.ts';
import { claimFolder } from './claim-folder.ts';
import type { Following } from './following.ts';

export interface SessionFoldersOptions {
  dataDir: string;
  /** Opens a data folder with all that this program opens each of them with. */
  openProfile: (options: Omit<ProfileOptions, 'clock'>) => Profile;
}

/** The account's data folder, and the demo's beside it. */
export class SessionFolders {
  readonly #options: SessionFoldersOptions;
  readonly #vault: () => Promise<CredentialVault>;

  /** @param vault where the account's password is kept */
  constructor(options: SessionFoldersOptions, vault: () => Promise<CredentialVault>) {
    this.#options = options;
    this.#vault = vault;
  }

  of(mode: Following['mode']): string {
    return mode === 'demo' ? `${this.#options.dataDir}-demo` : this.#options.dataDir;
  }

  openAccount(): Profile {
    return this.#options.openProfile({
      dataDir: this.of('account'),
      requests: { unremembered: true },
      places: { openVault: async () => ok(await this.#vault()) },
    });
  }

  /**
   * @param wrapHistory gives the demo its past
   * @returns `folderOfAccount` where its folder is none of its own
   */
  async openDemo(
    { url, email, password }: Pick<Simulator, 'url' | 'email' | 'password'>,
    wrapHistory: NonNullable<Places['wrapHistory']>,
  ): Promise<Result<Profile>> {
    const profile = this.#options.openProfile({
      dataDir: this.of('demo'),
      credentials: { email, password },
      server: { baseUrl: url, ownServer: true },
      // Loopback needs no proxy of the system's.
      requests: { fetch },
      places: { wrapHistory },
    });
    const claimed = await claimFolder(profile, 'demo');
    if (claimed.ok) return ok(profile);
    await profile.close();
    return claimed;
  }
}
