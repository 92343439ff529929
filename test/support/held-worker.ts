import { parentPort, workerData } from 'node:worker_threads';

/** The history's thread, which does nothing while the flag says so; see `HeldHistory`. */
const { flag } = workerData as { flag: Int32Array };
const port = parentPort!;
const look = Atomics.load;
// The first to hear of a question: the thread itself hears of it when this lets go.
port.on('message', () => Atomics.wait(flag, 0, 1));
const atStep = (): void => {
  if (look(flag, 0) !== 3) return;
  Atomics.store(flag, 1, 1);
  Atomics.wait(flag, 0, 3);
  Atomics.store(flag, 1, 0);
};
// It looks whether anybody waits for it between the steps of a question.
Atomics.load = ((...given: Parameters<typeof look>) => {
  atStep();
  return look(...given);
}) as typeof look;
// What takes long counts them.
const count = Atomics.add;
Atomics.add = ((...given: Parameters<typeof count>) => {
  const before = count(...given);
  atStep();
  return before;
}) as typeof count;
const post = port.postMessage.bind(port);
port.postMessage = (...answer: Parameters<typeof post>) => {
  if (look(flag, 0) === 2) process.exit(1);
  post(...answer);
};
await import('../../src/main/history/worker.ts');
