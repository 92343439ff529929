/** Rejects with the signal's reason as soon as there is one, whatever the work does. */
export async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const left = Promise.withResolvers<never>();
  const leave = () => left.reject(signal.reason as Error);
  // Nobody may be left to hear of it.
  work.catch(() => {});
  signal.throwIfAborted();
  signal.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([work, left.promise]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
