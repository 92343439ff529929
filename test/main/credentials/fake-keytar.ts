/** keytar as it behaves on an unlocked keychain. Tests replace a function to make it behave otherwise. */
export class FakeKeytar {
  /** `service|account` → password. */
  readonly entries = new Map<string, string>();
  calls = 0;
  #running = 0;
  mostAtOnce = 0;

  getPassword = (service: string, account: string): Promise<string | null> =>
    this.#call(() => this.entries.get(`${service}|${account}`) ?? null);

  setPassword = (service: string, account: string, password: string): Promise<void> =>
    this.#call(() => void this.entries.set(`${service}|${account}`, password));

  deletePassword = (service: string, account: string): Promise<boolean> =>
    this.#call(() => this.entries.delete(`${service}|${account}`));

  async #call<T>(work: () => T): Promise<T> {
    this.calls += 1;
    this.#running += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#running);
    await Promise.resolve();
    this.#running -= 1;
    return work();
  }
}
