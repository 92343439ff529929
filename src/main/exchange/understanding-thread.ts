import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { threadEntry } from '../files/thread-entry.ts';
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
  const entry = threadEntry(import.meta.url, {
    source: 'understanding-worker.ts',
    built: 'understanding-worker.js',
  });
  const worker = new Worker(entry, { workerData: asked });
  try {
    const [found] = (await once(worker, 'message', { signal })) as [FileUnderstanding | { is: 'archive' }];
    return found;
  } finally {
    // Not waited for: a thread that the disk holds does not end.
    void worker.terminate();
  }
}
