import { expect, it, vi } from 'vitest';
import { relaunchedAt } from '../../../../src/main/desktop/life/crash-guard.ts';
import {
  startAnewAfterCrash,
  startAnewForMemory,
  startedForMemory,
  windowAtStart,
} from '../../../../src/main/desktop/life/starting-anew.ts';
import type { Page } from '../../../../src/shared/ipc/windows.ts';

const atLogin = { getLoginItemSettings: () => ({ wasOpenedAtLogin: true }) as Electron.LoginItemSettings };

/** The command line of the next run. */
function next(argv: string[], start: 'crash' | Page | null): string[] {
  const given: string[][] = [];
  const app = {
    relaunch: (options?: Electron.RelaunchOptions) => void given.push(options?.args ?? []),
    releaseSingleInstanceLock: vi.fn(),
  };
  if (start === 'crash') startAnewAfterCrash(app, { argv, env: {} }, [1, 2]);
  else startAnewForMemory(app, { argv, env: {} }, start);
  return [argv[0]!, ...given[0]!];
}

it('a run that comes of too much memory knows it, and which page was open', () => {
  const argv = next(['glucoglance', '--hidden', '--user-data-dir=/d'], 'chart');
  expect(argv.slice(0, 3)).toEqual(['glucoglance', '--hidden', '--user-data-dir=/d']);
  expect(startedForMemory(argv)).toBe(true);
  // Whatever it was started with before.
  expect(windowAtStart(argv, atLogin, 'darwin')).toEqual({ isHidden: false, page: 'chart' });
  const closed = next(argv, null);
  expect(closed).toHaveLength(argv.length);
  expect(windowAtStart(closed, atLogin, 'linux')).toEqual({ isHidden: true, page: null });
});

it('a crash after it is a crash like any other, and it does not start anew twice a day because of it', () => {
  const argv = next(next(['glucoglance'], 'chart'), 'crash');
  expect(startedForMemory(argv)).toBe(true);
  expect(windowAtStart(argv, atLogin, 'linux')).toEqual({ isHidden: false, page: null });
  expect(relaunchedAt(argv)).toEqual([1, 2]);
  // And what it starts anew of then has not crashed.
  expect(relaunchedAt(next(argv, null))).toEqual([]);
});

it('a page that there is not opens none', () => {
  expect(windowAtStart(['x', '--reopen=../../secrets'], atLogin, 'linux')).toEqual({
    isHidden: true,
    page: null,
  });
  expect(startedForMemory(['x'])).toBe(false);
  expect(windowAtStart(['x'], atLogin, 'darwin')).toEqual({ isHidden: true, page: null });
});
