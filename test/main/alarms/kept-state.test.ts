import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { forgetStates, keepStates, readKeptStates } from '../../../src/main/alarms/kept-state.ts';
import { initialState } from '../../../src/shared/alarms/state.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';

const NOON = Date.UTC(2026, 10, 21, 12);
const states = new Map([['p', initialState(NOON)]]);

it('what is kept is there at the next start, until it is forgotten', () => {
  const dataDir = temporaryDirectory();
  keepStates(dataDir, states);
  expect(readKeptStates(dataDir)).toEqual(states);
  forgetStates(dataDir);
  expect(readKeptStates(dataDir)).toEqual(new Map());
});

it('a folder that fails in every way costs only what would be kept', () => {
  // Not even taking a file away works in a folder that is none, as on a disk that fails.
  const dataDir = join(temporaryDirectory(), 'file');
  writeFileSync(dataDir, '');
  keepStates(dataDir, states);
  forgetStates(dataDir);
  expect(readKeptStates(dataDir)).toEqual(new Map());
});
