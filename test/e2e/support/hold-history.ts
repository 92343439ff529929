import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { getEnvironmentData, isMainThread, setEnvironmentData } from 'node:worker_threads';

/*
 * Loaded into the program before its own code, which the stand-in lets a test do: the history's thread waits in the system, as it does for
 * a disk that takes nothing, where it first touches the disk, while the flag is 1. `frozenData` sets it.
 */
if (isMainThread) {
  setEnvironmentData('held', new Int32Array(new SharedArrayBuffer(4)));
} else {
  const flag = getEnvironmentData('held') as Int32Array;
  const { utimesSync } = fs;
  fs.utimesSync = (...given) => {
    Atomics.wait(flag, 0, 1);
    utimesSync(...given);
  };
  syncBuiltinESMExports();
}
