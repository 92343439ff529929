import '../files/umask.ts';

const { main } = await import('./program.ts');
// A library would take these away from the system, and this thread hears of them only after its question to the history.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.removeAllListeners(signal);
process.exitCode = await main(process.argv.slice(2));
await end(process.exitCode);

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
