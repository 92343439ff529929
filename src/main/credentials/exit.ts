import { callsHang } from './bounded-calls.ts';

/**
 * Ends the process, also while a keychain call hangs (a prompt nobody answers). `process.exit` waits for the thread of
 * such a call without limit, so the process is replaced by one that only returns the code. Where that is not possible
 * (Windows) it kills itself and the code is lost. What has not been written to stdout and stderr by then is lost.
 */
export function exitDespiteKeychain(code: number): never {
  if (!callsHang()) process.exit(code);
  if (process.platform !== 'win32') process.execve?.('/bin/sh', ['sh', '-c', `exit ${Math.trunc(code)}`], {});
  process.kill(process.pid, 'SIGKILL');
  process.exit(code);
}
