import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { forgetStates, keptStates, readKeptStates } from '../../../src/main/alarms/kept-state.ts';
import { initialState } from '../../../src/shared/alarms/state.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';

const NOON = Date.UTC(2026, 10, 21, 12);
const states = new Map([['p', initialState(NOON)]]);

it('what is kept is there at the next start, until it is forgotten', async () => {
  const dataDir = temporaryDirectory();
  await keptStates(dataDir).keep(states);
  expect(readKeptStates(dataDir)).toEqual(states);
  await forgetStates(dataDir);
  expect(readKeptStates(dataDir)).toEqual(new Map());
});

it('a folder that fails in every way costs only what would be kept', async () => {
  // Not even taking a file away works in a folder that is none, as on a disk that fails.
  const dataDir = join(temporaryDirectory(), 'file');
  writeFileSync(dataDir, '');
  await keptStates(dataDir).keep(states);
  await forgetStates(dataDir);
  expect(readKeptStates(dataDir)).toEqual(new Map());
});

it('at the end what is kept last is the newest, whatever was still to be written', async () => {
  const dataDir = temporaryDirectory();
  const kept = keptStates(dataDir);
  const written = [kept.keep(new Map()), kept.keep(new Map([['q', initialState(NOON)]]))];
  kept.keepNow(states);
  await Promise.all(written);
  expect(readKeptStates(dataDir)).toEqual(states);
  expect(readdirSync(dataDir)).toEqual(['alarms.json']);
});

it('what is forgotten does not come back with what was still to be written', async () => {
  const dataDir = temporaryDirectory();
  void keptStates(dataDir).keep(states);
  await forgetStates(dataDir);
  expect(readdirSync(dataDir)).toEqual([]);
});
