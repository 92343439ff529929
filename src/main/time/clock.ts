/** The only way the program learns what time it is, so that tests and the simulator can drive time. */
export interface Clock {
  /** Wall clock, ms UTC. May jump. */
  now(): number;
  /** Milliseconds that only ever go forward. */
  monotonic(): number;
  /** Calls back once; returns what cancels it. */
  after(milliseconds: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};
