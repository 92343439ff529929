/**
 * Another process that wants to poll for a data directory: does what each line of its input says and prints what came
 * of it. Arguments: the data directory, user id to become or empty.
 */
import { createInterface } from 'node:readline';
import { PollerLock } from '../../../src/main/monitor/poller-lock.ts';

const [dataDir = '', uid = ''] = process.argv.slice(2);
// Only now: the program itself may lie where that user cannot read it.
if (uid !== '') {
  process.setgid?.(Number(uid));
  process.setuid?.(Number(uid));
}
const lock = new PollerLock(dataDir);
const actions: Record<string, () => Promise<number | boolean | null>> = {
  acquire: () => lock.acquire(),
  beat: () => lock.beat(),
  release: async () => {
    await lock.release();
    return null;
  },
};
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await actions[line]?.())}\n`);
}
