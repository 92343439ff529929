import { parentPort, workerData } from 'node:worker_threads';
import { understandFile, type FileAsked, type FileUnderstanding } from './understand-file.ts';

/** The columns of an answer, which are handed over and not copied. */
function buffersOf(found: FileUnderstanding): ArrayBuffer[] {
  if (found.is !== 'understood') return [];
  const { measuredAt, wall, mgdl, trend, circumstances } = found.file.readings;
  return [measuredAt, wall, mgdl, trend, circumstances].map(({ buffer }) => buffer as ArrayBuffer);
}

// One file, and then the thread ends.
const found = understandFile(workerData as FileAsked);
parentPort!.postMessage(found, buffersOf(found));
