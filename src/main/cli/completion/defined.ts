import { Command } from 'commander';
import { defineProgram } from '../definitions.ts';
import { Output } from '../output.ts';
import { described, type Described } from './described.ts';

/** All that can be asked for, as it is defined, for whoever runs none of it. */
export function definedProgram(): Described {
  const program = new Command('glucoglance');
  const none = () => Promise.reject(new Error('Nothing is run.'));
  const streams = { out: process.stdout, error: process.stderr };
  const host = {
    program,
    environment: {},
    output: new Output(streams),
    run: none,
    runForever: none,
    finish() {},
  };
  defineProgram(host, streams, true);
  return described(program);
}
