import { problem, type Problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { AccountState } from './server-state.ts';
import { adoptable, compareVersions, isSwitchedOff, readVersion, shownVersion } from './version.ts';

/** Where an adopted version is remembered: the account's memory. */
interface VersionMemory {
  get(): Pick<AccountState, 'apiVersion'>;
  update(change: { apiVersion: string | undefined }): void;
}

/** The version of the LibreLinkUp app that requests claim: our own, or a newer one that the server asked for. */
export class ClaimedVersion {
  readonly #own: string;
  readonly #memory: VersionMemory;
  /** Claimed because the server asked for it, and not known to help yet. */
  #raised: string | null = null;

  /** @param own the version of the program or of its user */
  constructor(own: string, memory: VersionMemory) {
    this.#own = own;
    this.#memory = memory;
  }

  /** The one to claim now. */
  current(): string {
    return this.#raised ?? adoptable(this.#memory.get().apiVersion ?? null, this.#own) ?? this.#own;
  }

  /** Claims the version asked for, or our own again where an adopted one is refused. It is kept once it has helped. */
  raise(minimum: string | null): Result<'again'> {
    const next = adoptable(minimum, this.#own) ?? this.#own;
    if (next === this.current()) return fail(this.giveUp(minimum));
    this.#memory.update({ apiVersion: undefined });
    this.#raised = next === this.#own ? null : next;
    return ok('again');
  }

  /** No version helps: one that was adopted is forgotten, so that the next request asks anew. */
  giveUp(minimum: string | null): Problem {
    const ours = this.current();
    this.#raised = null;
    this.#memory.update({ apiVersion: undefined });
    const shown = minimum === null ? '' : shownVersion(minimum);
    if (isSwitchedOff(minimum)) return problem('interfaceSwitchedOff', { minimum: shown });
    const isNewer = (compareVersions(readVersion(minimum) ?? '', ours) ?? 0) > 0;
    return problem('updateRequired', { ours, minimum: isNewer ? shown : 'a newer one' });
  }

  /** An answer came with it: from now on a raised one is claimed at once. */
  helped(): void {
    if (this.#raised === null) return;
    this.#memory.update({ apiVersion: this.#raised });
    this.#raised = null;
  }
}
