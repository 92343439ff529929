#!/usr/bin/env node
// The `glucoglance` command. Not the built program itself: npx remembers for ever that a command was missing when it
// was first called, which before the first build it would be. Plain JavaScript, because an old Node must read it.
import { existsSync } from 'node:fs';
import './require-node.mjs';

const program = new URL('../out/main/cli.js', import.meta.url);
if (existsSync(program)) {
  await import(program.href);
} else {
  console.error('Glucoglance is not built yet. Run "npm run build" first.');
  process.exitCode = 1;
}
