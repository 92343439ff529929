import { parentPort, workerData } from 'node:worker_threads';
import { isArchive } from './import-archive.ts';
import { understandFile, type FileAsked, type FileUnderstanding } from './understand-file.ts';

/** In memory that any thread has: months of readings are not copied on their way to the history. */
function shared<View extends Float64Array | Uint16Array | Uint8Array | Uint32Array>(view: View): View {
  const Columns = view.constructor as new (buffer: SharedArrayBuffer) => View;
  const copy = new Columns(new SharedArrayBuffer(view.byteLength));
  copy.set(view);
  return copy;
}

function withSharedColumns(found: FileUnderstanding): FileUnderstanding {
  if (found.is !== 'understood') return found;
  const { readings } = found.file;
  const columns = {
    ...readings,
    measuredAt: shared(readings.measuredAt),
    wall: shared(readings.wall),
    mgdl: shared(readings.mgdl),
    trend: shared(readings.trend),
    circumstances: shared(readings.circumstances),
  };
  return { ...found, file: { ...found.file, readings: columns } };
}

// One file, and then the thread ends.
const asked = workerData as FileAsked;
parentPort!.postMessage(isArchive(asked.path) ? { is: 'archive' } : withSharedColumns(understandFile(asked)));
