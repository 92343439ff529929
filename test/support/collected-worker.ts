import { workerData, type MessagePort } from 'node:worker_threads';
import '../../src/main/history/worker.ts';
import { giveBackRoom } from './collecting.ts';

// The thread of the history, which collects its garbage whenever it is told to, and says so.
const { told } = workerData as { told: MessagePort };
told.on('message', () => {
  giveBackRoom();
  told.postMessage(null);
});
told.unref();
