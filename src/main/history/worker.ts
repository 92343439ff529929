import { parentPort, workerData } from 'node:worker_threads';
import { serveHistory, type ThreadData } from './serve-history.ts';

// The thread that has the history of a folder to itself.
serveHistory(parentPort!, workerData as ThreadData);
