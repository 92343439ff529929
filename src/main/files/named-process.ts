import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { NamedProcess } from '../../shared/named-process.ts';

/** When this process began; null until the system has told. It never changes, unlike the computer's name. */
let ownStart: string | null = null;

/** This process, for others to look for: asked of the system once. */
export function ourselves(): NamedProcess {
  ownStart ??= read(process.pid)?.start ?? null;
  return { pid: process.pid, start: ownStart, place: here() };
}

/**
 * What the system says of a process: `gone`, `stopped` by a signal, or `there`, as far as it can be seen. One of
 * another computer or container cannot be looked for. Only Linux tells when a process began and that it is stopped:
 * elsewhere another one of its number is taken for it, and a stopped one is there.
 */
export function stateOf({ pid, start, place }: NamedProcess): 'there' | 'stopped' | 'gone' {
  if (place !== null && place !== here()) return 'there';
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Another user's process may not be signalled, but it is there.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return 'gone';
  }
  const found = read(pid);
  if (found === null) return 'there';
  // One that has ended keeps its number until its parent has asked how.
  if ((start !== null && start !== found.start) || found.state === 'Z' || found.state === 'X') return 'gone';
  return found.state === 'T' ? 'stopped' : 'there';
}

/** Whether it goes on, as far as can be seen. */
export const goesOn = (process: NamedProcess): boolean => stateOf(process) === 'there';

/** Where process numbers mean what they mean here: a computer, and on Linux a container. */
function here(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

/** The letter that stands for its state, and when it began, in ticks since a boot; null where the system says neither. */
function read(pid: number): { state: string; start: string } | null {
  try {
    // After the name, which may hold anything, the fields from the third on; the 22nd is the start.
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    return { state: fields[0]!, start: `${boot} ${fields[19]}` };
  } catch {
    return null;
  }
}
