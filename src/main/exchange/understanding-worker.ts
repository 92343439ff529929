import { parentPort, workerData } from 'node:worker_threads';
import { inSharedMemory } from '../history/shared-columns.ts';
import { isArchive } from './import-archive.ts';
import { understandFile, type FileAsked, type FileUnderstanding } from './understand-file.ts';

/** Months of readings are not copied on their way to the history. */
function withSharedColumns(found: FileUnderstanding): FileUnderstanding {
  if (found.is !== 'understood') return found;
  const { shared, ...columns } = found.file.readings;
  return { ...found, file: { ...found.file, readings: { ...inSharedMemory(columns), shared } } };
}

// One file, and then the thread ends.
const asked = workerData as FileAsked;
parentPort!.postMessage(isArchive(asked.path) ? { is: 'archive' } : withSharedColumns(understandFile(asked)));
