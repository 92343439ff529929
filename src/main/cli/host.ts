import type { Command } from 'commander';
import type { Output } from './output.ts';
import type { CommandBody } from './session.ts';

/** What a command needs to add itself: its place in the program and a way to be run. */
export interface Host {
  program: Command;
  environment: NodeJS.ProcessEnv;
  output: Output;
  /** Runs a command that ends by itself, soon. */
  run: (body: CommandBody) => Promise<void>;
  /** Runs one that goes on until it is stopped. */
  runForever: (body: CommandBody) => Promise<void>;
  finish: (exitCode: number) => void;
}
