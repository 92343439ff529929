#!/usr/bin/env node
// First of all: whatever this process creates is for this user only.
process.umask(0o077);

const major = Number(process.versions.node.split('.')[0]);
if (major < 22) {
  // better-sqlite3 would end an older Node without a word.
  console.error(`glucoglance needs Node 24 or newer; this is Node ${process.versions.node}.`);
  process.exitCode = 1;
} else {
  const { main } = await import('./program.ts');
  process.exitCode = await main(process.argv.slice(2));
  await end(process.exitCode);
}

/** A keychain call that hangs (a prompt nobody answers) would keep the process alive; everything else ends by itself. */
async function end(code: number): Promise<void> {
  const { callsHang } = await import('../credentials/bounded-calls.ts');
  if (!callsHang()) return;
  const { exitDespiteKeychain } = await import('../credentials/exit.ts');
  for (const stream of [process.stdout, process.stderr]) {
    await new Promise<void>((resolve) => stream.write('', () => resolve()));
  }
  exitDespiteKeychain(code);
}
