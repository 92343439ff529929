import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { logProcesses } from '../../../../src/main/desktop/life/process-log.ts';
import type { Log } from '../../../../src/main/log/log.ts';

test('row 64: a helper process of the browser that goes away is written down, and ends nothing', () => {
  const app = new EventEmitter();
  const written: Parameters<Log['write']>[0][] = [];
  logProcesses(app as never, { write: (event) => void written.push(event) } as Log);
  const gone = { type: 'GPU', reason: 'crashed', exitCode: 139, serviceName: 'a name', name: 'GPU' };
  app.emit('child-process-gone', {}, gone);
  app.emit('child-process-gone', {}, { ...gone, type: 'Utility', reason: 'killed', exitCode: 9 });
  expect(written).toEqual([
    { event: 'PROCESS_GONE', type: 'GPU', reason: 'crashed', exitCode: 139 },
    { event: 'PROCESS_GONE', type: 'Utility', reason: 'killed', exitCode: 9 },
  ]);
});
