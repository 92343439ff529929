import type { Problem } from './problems.ts';

/** What a call that can fail for a reason the user must hear about gives back. Exceptions are for bugs. */
export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function fail(problem: Problem): { ok: false; problem: Problem } {
  return { ok: false, problem };
}
