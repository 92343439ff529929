import { readdirSync, readFileSync } from 'node:fs';

/** What a process is to the program: its main process, one of its pages, or the rest of what shows them. */
export type Part = 'main' | 'pages' | 'rest';

/** What the threads of a program have used since they began. */
export interface Used {
  /** Milliseconds of processor. */
  work: Record<Part, number>;
  /** How often each thread waited for something, and was woken: by part, process, thread and name. */
  waits: Map<string, number>;
}

/** All that a program's processes have used up to now, by what Linux tells of them. */
export function usedBy(main: number): Used {
  const used: Used = { work: { main: 0, pages: 0, rest: 0 }, waits: new Map() };
  for (const pid of withDescendants(main)) {
    const part = partOf(pid, main);
    for (const thread of listed(`/proc/${pid}/task`)) {
      const of = `/proc/${pid}/task/${thread}`;
      used.work[part] += Number(read(`${of}/schedstat`).split(' ')[0]) / 1e6;
      const waited = /^voluntary_ctxt_switches:\s*(\d+)/m.exec(read(`${of}/status`))?.[1];
      used.waits.set(`${part} ${pid} ${thread} ${read(`${of}/comm`).trim()}`, Number(waited ?? 0));
    }
  }
  return used;
}

function partOf(pid: number, main: number): Part {
  if (pid === main) return 'main';
  return read(`/proc/${pid}/cmdline`).includes('--type=renderer') ? 'pages' : 'rest';
}

function withDescendants(pid: number): number[] {
  const children = listed(`/proc/${pid}/task`).flatMap((thread) =>
    read(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(withDescendants)];
}

/** Empty where the process or thread has ended meanwhile. */
function listed(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
