import { constants, fstatSync, openSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { SECOND } from '../../shared/time.ts';

/** How often a socket is asked. */
const ASK_MS = SECOND;
const NOTHING = Buffer.alloc(0);

/**
 * Calls back as soon as nobody reads a pipe or socket any more. A write would find out too, but a program that has
 * nothing to write would go on until then (`watch | head -1`). Where the system cannot tell, it never calls.
 *
 * @param descriptor of what is written to
 * @returns ends the waiting
 */
export function onReaderGone(descriptor: number, listener: () => void): () => void {
  // On Windows a write of nothing looks to the reader like the end.
  if (process.platform === 'win32') return () => {};
  const pipe = watchedPipe(descriptor);
  if (pipe !== null) {
    pipe.once('close', listener);
    return () => pipe.off('close', listener).destroy();
  }
  const timer = setInterval(() => {
    if (!isBroken(descriptor)) return;
    clearInterval(timer);
    listener();
  }, ASK_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** A write of nothing fails on a socket that broke, and does nothing else. On Linux it does not on a pipe. */
function isBroken(descriptor: number): boolean {
  try {
    writeSync(descriptor, NOTHING);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPIPE';
  }
}

/** What Node has for sockets inside, and the one thing that waits for the other end of a pipe that is only written to. */
interface SocketBinding {
  TCP: new (type: number) => { open(descriptor: number): number };
  constants: { SOCKET: number };
}

/** A socket that closes when the reader of a pipe on Linux does; null for anything else, or a Node without the means. */
function watchedPipe(descriptor: number): Socket | null {
  const { binding } = process as { binding?: (name: string) => unknown };
  if (process.platform !== 'linux' || binding === undefined) return null;
  try {
    if (!fstatSync(descriptor).isFIFO()) return null;
    const { TCP, constants: types } = binding('tcp_wrap') as SocketBinding;
    const handle = new TCP(types.SOCKET);
    // Opened anew: no two handles may wait for one descriptor. Nothing can be read from it, so all it tells is its end.
    if (handle.open(openSync(`/dev/fd/${descriptor}`, constants.O_WRONLY)) !== 0) return null;
    const socket = new Socket({ handle, readable: true, writable: false } as object);
    socket.on('error', () => {}).resume();
    return socket.unref();
  } catch {
    return null;
  }
}
