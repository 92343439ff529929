/** Electron's event object with its fields. */
export function preventable<T extends object>(fields: T): Electron.Event<T> {
  let prevented = false;
  return Object.defineProperties(
    { ...fields, preventDefault: () => void (prevented = true) },
    { defaultPrevented: { get: () => prevented, enumerable: true } },
  ) as Electron.Event<T>;
}
