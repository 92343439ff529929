import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ada } from '../../../src/main/simulator/people.ts';
import type { WireAnswer } from '../../../src/main/simulator/wire-request.ts';
import { networkError } from '../../support/simulated-world.ts';
import { LIST, storedIn } from '../monitor/served-world.ts';
import { Evening } from './evening.ts';

const MINUTE = 60_000;
const HOUR = 60;
const YEAR = 365 * 24 * 60;

function golden(name: string): string {
  return join(import.meta.dirname, 'golden', `evening-${name}.txt`);
}

/** The journal holds what was decided, no more and no less. */
function expectKept({ alarmed }: Evening): void {
  const plain = (entries: readonly { kind: string; decision: string; reason: string; at: number }[]) =>
    entries.map(({ kind, decision, reason, at }) => `${at} ${kind} ${decision} ${reason}`).toSorted();
  const kept = alarmed.journal().filter(({ decision }) => decision !== 'delivery');
  expect(plain(kept)).toEqual(plain(alarmed.decisions.map(({ decision }) => decision)));
}

/** Somebody sets the clock again and again, during a low that nobody answers and while no data come. */
async function eveningWithClocks(): Promise<string> {
  const evening = new Evening(
    [
      [0, 120],
      [15, 120],
      [27, 48],
      [100, 48],
      [115, 110],
      [500, 110],
    ],
    {
      knownUntil(_, now, _person, launchedAt) {
        const minute = (now - launchedAt) / MINUTE;
        return minute >= 130 && minute < 250 ? launchedAt + 130 * MINUTE : now;
      },
    },
  );
  const { world } = evening;
  await evening.begin();
  await evening.until(40.5);
  evening.setClock('the clock is set forward an hour', HOUR);
  await evening.until(55.5);
  evening.setClock('the clock is set back two hours', -2 * HOUR);
  await evening.until(70.5);
  evening.setClock('the clock is set forward a year', YEAR);
  await evening.until(80.5);
  evening.setClock('the clock is set right', HOUR - YEAR);
  await evening.until(130);
  evening.note('the phone sends nothing any more');
  await evening.until(160.5);
  evening.setClock('the clock is set forward an hour', HOUR);
  await evening.until(175.5);
  evening.setClock('the clock is set back two hours', -2 * HOUR);
  await evening.until(190.5);
  evening.setClock('the clock is set forward a year', YEAR);
  await evening.until(200.5);
  evening.setClock('the clock is set right', HOUR - YEAR);
  await evening.until(250);
  evening.note('the phone sends again');
  await evening.until(270);
  evening.note('the network goes');
  world.fault = () => networkError('ENETUNREACH');
  await evening.until(275.5);
  evening.setClock('the clock is set back an hour', -HOUR);
  await evening.until(305.5);
  evening.setClock('the clock is set right', HOUR);
  await evening.until(310);
  world.fault = () => null;
  world.monitor.networkIsBack();
  evening.note('the network is back');
  await evening.until(320);
  expectKept(evening);
  return evening.end(
    'somebody sets the clock of the computer: during a low that nobody answers, and without data',
  );
}

describe('the journal of an evening', () => {
  it('R4, W8: in which the clock is set, during a low that nobody answers and without data', async () => {
    await expect(await eveningWithClocks()).toMatchFileSnapshot(golden('clock-set'));
  });
});
