import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ActName, RequestOf } from '../../../src/main/history/acts.ts';
import { serveHistory, type Answered } from '../../../src/main/history/serve-history.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';
import { NOON, reading } from '../../support/readings.ts';
import { valueOf } from './history-folder.ts';

/** The thread's side of it, without a thread: what is asked at once is heard at once, as after a disk that hung. */
function served() {
  const port = new EventEmitter();
  const answers: Answered[] = [];
  const told = new EventEmitter();
  serveHistory(
    Object.assign(port, {
      close: () => {},
      postMessage: (answer: Answered) => {
        if (!('result' in answer)) return;
        answers.push(answer);
        told.emit('answer');
      },
    }) as never,
    { path: join(temporaryDirectory(), 'history.db'), work: new Int32Array(new SharedArrayBuffer(12)) },
  );
  let last = 0;
  const ask = <N extends ActName>(name: N, request: RequestOf<N>): number => {
    const number = ++last;
    port.emit('message', { number, name, request, now: NOON });
    return number;
  };
  const all = async (): Promise<number[]> => {
    while (answers.length < last) await new Promise((resolve) => told.once('answer', resolve));
    return answers.map(({ number }) => number);
  };
  const valueAt = (number: number) => {
    const answer = answers.find((one) => one.number === number);
    return answer && 'result' in answer ? valueOf(answer.result) : undefined;
  };
  return { ask, all, valueAt };
}

const person = {
  patientId: 'ada',
  firstName: 'Ada',
  lastName: 'Lindqvist',
  unit: 'mgdl' as const,
  target: { low: 70, high: 180 },
};
const at = (minute: number) => ({
  people: [person],
  readings: [reading({ patientId: 'ada', measuredAt: NOON + minute * 60_000 })],
});

test('what is to be written comes before questions', async () => {
  const { ask, all } = served();
  const [question, write] = [ask('people', null), ask('record', at(0))];
  expect(await all()).toEqual([write, question]);
});

test('what is to be written comes after a restore that was begun before it, which would take it away', async () => {
  const { ask, all, valueAt } = served();
  ask('record', at(0));
  const backup = ask('backup', { output: null });
  await all();
  ask('record', at(1));
  await all();
  const { path } = valueAt(backup) as { path: string };
  const earlier = ask('record', at(2));
  const restore = ask('restore', { path });
  const later = ask('record', at(3));
  expect((await all()).slice(-3)).toEqual([earlier, restore, later]);
  const recorded = ask('recorded', { patientId: 'ada', from: NOON, to: NOON + 10 * 60_000 });
  await all();
  const instants = (valueAt(recorded) as { measuredAt: number }[]).map(({ measuredAt }) => measuredAt);
  expect(instants).toEqual([0, 3].map((minute) => NOON + minute * 60_000));
});
