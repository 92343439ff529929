/** What is being done for somebody and must not be cut off: counted while it goes on. */
export class UnderWay {
  #count = 0;

  get isAnything(): boolean {
    return this.#count > 0;
  }

  async during<T>(act: () => Promise<T>): Promise<T> {
    this.#count += 1;
    try {
      return await act();
    } finally {
      this.#count -= 1;
    }
  }
}
