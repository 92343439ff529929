let before: Promise<unknown> = Promise.resolve();

/** What reads or changes all of the data: one after the other, so that none of it meets another half done. */
export function oneByOne<T>(act: () => Promise<T>): Promise<T> {
  const done = before.then(act);
  before = done.catch(() => {});
  return done;
}
