import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs what wants a screen; on Linux, where there is none, on one that nobody sees. */
export async function withScreen(work: (env: NodeJS.ProcessEnv) => void | Promise<void>): Promise<void> {
  if (process.platform !== 'linux' || process.env['DISPLAY']) return work(process.env);
  const screen = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // Once it can be used it says its number.
  const [said] = (await Promise.race([
    once(screen.stdout, 'data'),
    once(screen, 'exit'),
    once(screen, 'error'),
  ])) as [unknown];
  if (!Buffer.isBuffer(said)) throw new Error(`Xvfb does not start: ${String(said)}`);
  try {
    await work({ ...process.env, DISPLAY: `:${said.toString().trim()}` });
  } finally {
    screen.kill();
  }
}
