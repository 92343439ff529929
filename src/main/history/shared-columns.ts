type Column = Float64Array | Uint32Array | Uint16Array | Uint8Array;

/**
 * Columns in memory that every thread has: on their way nothing of them is copied, and no thread that only hands them on
 * collects garbage because of them.
 */
export function inSharedMemory<T extends Readonly<Record<string, Column>>>(columns: T): T {
  const shared = Object.entries(columns).map(([name, column]): [string, Column] => {
    const Columns = column.constructor as new (buffer: SharedArrayBuffer) => Column;
    const copy = new Columns(new SharedArrayBuffer(column.byteLength));
    copy.set(column);
    return [name, copy];
  });
  return Object.fromEntries(shared) as T;
}
