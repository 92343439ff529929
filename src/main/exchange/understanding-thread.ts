import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { FileAsked, FileUnderstanding } from './understand-file.ts';

/**
 * Understands a file in a thread of its own, for whoever has other things to do meanwhile. It waits for the disk there,
 * too: one that hangs takes none of the threads in which the rest of the program opens files and looks up names.
 *
 * @param signal nobody wants the answer any more: the thread ends where it is, and it rejects
 */
export async function understandInThread(
  asked: FileAsked,
  signal?: AbortSignal,
): Promise<FileUnderstanding | { is: 'archive' }> {
  signal?.throwIfAborted();
  const transferList = asked.held.flatMap((one) =>
    [one.measuredAt, one.wall, one.mgdl, one.source].map(({ buffer }) => buffer as ArrayBuffer),
  );
  const worker = new Worker(entry(), { workerData: asked, transferList });
  try {
    const [found] = (await once(worker, 'message', { signal })) as [FileUnderstanding | { is: 'archive' }];
    return found;
  } finally {
    // Not waited for: a thread that the disk holds does not end.
    void worker.terminate();
  }
}

/** From the sources a file beside this one; in the build beside the entries, wherever this has come to lie. */
function entry(): URL {
  const here = import.meta.url;
  return here.endsWith('.ts')
    ? new URL('understanding-worker.ts', here)
    : new URL('understanding-worker.js', here.replace(/(chunks\/)?[^/]*$/, ''));
}
