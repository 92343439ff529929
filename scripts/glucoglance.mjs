#!/usr/bin/env node
// The `glucoglance` command. Not the built program itself: npx remembers for ever that a command was missing when it
// was first called, which before the first build it would be. Plain JavaScript, because an old Node must read it.
import './require-node.mjs';

const built = new URL('../out/main/', import.meta.url);
const args = process.argv.slice(2);
if (!args.includes('status') || !isShown()) await run();

/**
 * The short way to a status line (src/main/cli/status-now.ts). By require, because an import makes Node load the streams
 * that belong to its file system, which takes as long as the rest.
 */
function isShown() {
  try {
    const require = process.getBuiltinModule('node:module').createRequire(built);
    return require('./status-now.cjs').statusNow(args, process.env);
  } catch {
    // Not built, or a bug: the usual way says so.
    return false;
  }
}

async function run() {
  const { existsSync } = process.getBuiltinModule('node:fs');
  const program = new URL('cli.js', built);
  if (existsSync(program)) {
    await import(program.href);
  } else {
    console.error('Glucoglance is not built yet. Run "npm run build" first.');
    process.exitCode = 1;
  }
}
