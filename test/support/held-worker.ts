import { parentPort, workerData } from 'node:worker_threads';

/** The history's thread, which does nothing while the flag says so; see `HeldHistory`. */
const { flag } = workerData as { flag: Int32Array };
const port = parentPort!;
// The first to hear of a question: the thread itself hears of it when this lets go.
port.on('message', () => Atomics.wait(flag, 0, 1));
const post = port.postMessage.bind(port);
port.postMessage = (...answer: Parameters<typeof post>) => {
  if (Atomics.load(flag, 0) === 2) process.exit(1);
  post(...answer);
};
await import('../../src/main/history/worker.ts');
