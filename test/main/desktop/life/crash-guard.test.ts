import { EventEmitter } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import {
  afterCrash,
  interruptionOf,
  markRunning,
  windowShownAt,
  relaunchedAt,
  relaunchOnError,
} from '../../../../src/main/desktop/life/crash-guard.ts';
import { allWritten } from '../../../../src/main/files/in-turn.ts';
import type { LogEvent } from '../../../../src/main/log/events.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { temporaryDirectory } from '../../../support/run-cli.ts';
import fc from '../../../support/seeds.ts';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 21, 6, 58);

/** One run of a program that may crash; ends as the program does. */
function run(
  dataDir: string,
  clock: FakeClock,
  argv: string[] = ['electron', '.'],
  env: NodeJS.ProcessEnv = {},
  isEnding = false,
) {
  const program = Object.assign(new EventEmitter(), { argv, env });
  const waiting: LogEvent[] = [];
  const written: LogEvent[] = [];
  const relaunches: string[][] = [];
  const ending: string[] = [];
  const exits: number[] = [];
  const parts = {
    log: {
      write: vi.fn((event: LogEvent) => void waiting.push(event)),
      writeNow: vi.fn(() => void written.push(...waiting.splice(0))),
    },
    app: {
      relaunch: vi.fn((options?: { args?: string[] }) => void relaunches.push(options?.args ?? [])),
      exit: (code?: number) => void exits.push(code ?? 0),
      releaseSingleInstanceLock: vi.fn(),
    },
    dialog: { showErrorBox: vi.fn((title: string) => void ending.push(title)) },
    onStopping: vi.fn(() => void ending.push('tray')),
  };
  const guard = relaunchOnError({ dataDir, clock, process: program as unknown as NodeJS.Process, ...parts });
  guard.onStopping(parts.onStopping);
  if (isEnding) guard.standDown();
  const crash = (error: unknown = new TypeError('x')): void => void program.emit('uncaughtException', error);
  return { ...parts, program, written, relaunches, ending, exits, crash };
}

describe('after an error nobody expected', () => {
  it('the program is started again three times in ten minutes, then says that it has stopped', () => {
    const dataDir = temporaryDirectory();
    const clock = new FakeClock(NOW);
    let argv = ['electron', '.', '--user-flag'];
    for (let crash = 1; crash <= 3; crash++) {
      const one = run(dataDir, clock, argv);
      one.crash();
      expect(one.exits).toEqual([1]);
      expect(one.ending).toEqual([]);
      expect(one.written).toEqual([
        expect.objectContaining({ event: 'CRASHED', error: 'TypeError', relaunch: true, crashes: crash }),
      ]);
      argv = ['electron', ...one.relaunches[0]!];
      expect(argv.slice(0, 3)).toEqual(['electron', '.', '--user-flag']);
      expect(argv).toHaveLength(4);
      clock.advance(MINUTE);
    }
    const last = run(dataDir, clock, argv);
    last.crash();
    expect(last.relaunches).toEqual([]);
    expect(last.ending).toEqual(['tray', 'Glucoglance has stopped']);
    expect(last.exits).toEqual([1]);
  });

  it('a rejection nobody heard counts too, and what fails while it ends changes nothing', () => {
    const one = run(temporaryDirectory(), new FakeClock(NOW));
    one.program.emit('unhandledRejection', 'not even an error');
    one.crash();
    expect(one.exits).toEqual([1]);
    expect(one.relaunches).toHaveLength(1);
  });

  it('a program that was told to end is not started again, and asks nothing', () => {
    const dataDir = temporaryDirectory();
    const clock = new FakeClock(NOW);
    const one = run(dataDir, clock, ['electron', '.'], {}, true);
    one.crash();
    expect(one.exits).toEqual([1]);
    expect(one.relaunches).toEqual([]);
    expect(one.ending).toEqual([]);
    expect(one.written).toMatchObject([{ event: 'CRASHED', relaunch: false }]);
    expect(markRunning(dataDir, clock, []).interruption).toBeNull();
  });

  it('nothing that fails on the way keeps it from ending', () => {
    const one = run(join(temporaryDirectory(), 'not there'), new FakeClock(NOW), [
      'electron',
      '.',
      relaunched(1, 2, 3),
    ]);
    for (const part of [
      one.log.write,
      one.log.writeNow,
      one.app.relaunch,
      one.dialog.showErrorBox,
      one.onStopping,
    ])
      part.mockImplementation(() => {
        throw new Error('no');
      });
    one.crash(Object.defineProperty(new Error('x'), 'name', { value: Symbol('x') }));
    expect(one.exits).toEqual([1]);
  });

  it('it ends in a folder that cannot be written as it does in another', () => {
    const file = join(temporaryDirectory(), 'file');
    writeFileSync(file, '');
    const clock = new FakeClock(NOW);
    let argv = ['electron', '.'];
    const crashes: number[] = [];
    for (;;) {
      const one = run(file, clock, argv);
      one.crash();
      crashes.push(one.relaunches.length);
      if (one.relaunches.length === 0) break;
      argv = ['electron', ...one.relaunches[0]!];
      expect(markRunning(file, clock, argv).interruption).toEqual({
        stoppedAt: NOW,
        restartedAt: NOW,
        how: 'crashed',
      });
    }
    expect(crashes).toEqual([1, 1, 1, 0]);
  });

  it('an AppImage is started by itself, with the lock given back', () => {
    const one = run(temporaryDirectory(), new FakeClock(NOW), ['x'], {
      APPIMAGE: '/does/not/exist.AppImage',
    });
    one.crash();
    expect(one.app.releaseSingleInstanceLock).toHaveBeenCalled();
    expect(one.app.relaunch).not.toHaveBeenCalled();
    expect(one.exits).toEqual([1]);
  });
});

function relaunched(...minutesAgo: number[]): string {
  return `--relaunched-at=${minutesAgo.map((minutes) => NOW - minutes * MINUTE).join(',')}`;
}

describe('whether to start again', () => {
  it('is decided by the last ten minutes', () => {
    expect(afterCrash([], NOW)).toEqual({ relaunch: true, instants: [NOW] });
    expect(afterCrash([NOW - 9 * MINUTE, NOW - 2, NOW - 1], NOW).relaunch).toBe(false);
    expect(afterCrash([NOW - 10 * MINUTE, NOW - 2, NOW - 1], NOW).relaunch).toBe(true);
  });

  it('never goes on for ever, whatever the clock does, and never ends by a clock that was set back', () => {
    expect(afterCrash([NOW + 1, NOW + 2, NOW + 3], NOW)).toEqual({ relaunch: true, instants: [NOW] });
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3 * MINUTE }), { minLength: 4, maxLength: 20 }),
        (waits) => {
          let instants: readonly number[] = [];
          let now = NOW;
          const goesOn = waits.every((wait) => {
            now += wait;
            const after = afterCrash(instants, now);
            instants = after.instants;
            return after.relaunch;
          });
          expect(goesOn).toBe(false);
        },
      ),
    );
  });

  it.each([
    [['x'], []],
    [['x', '--relaunched-at='], []],
    [
      ['x', '--relaunched-at=1,2'],
      [1, 2],
    ],
    [['x', '--relaunched-at=1', '--relaunched-at=3'], [3]],
    [['x', '--relaunched-at=a,-1,2e9,,99999999999999999999,5'], [5]],
  ])('reads %j as %j', (argv, instants) => {
    expect(relaunchedAt(argv)).toEqual(instants);
  });
});

describe('the mark of a running program', () => {
  it('says nothing after an end as it should be', async () => {
    const dataDir = temporaryDirectory();
    const first = markRunning(dataDir, new FakeClock(NOW), []);
    expect(first.interruption).toBeNull();
    first.beat();
    first.end();
    // The last minute's beat may still be under way.
    first.beat();
    await allWritten();
    expect(readdirSync(dataDir)).toEqual([]);
    expect(markRunning(dataDir, new FakeClock(NOW), []).interruption).toBeNull();
  });

  it('says since when nobody watched, after any other end', async () => {
    const dataDir = temporaryDirectory();
    const clock = new FakeClock(NOW - 300 * MINUTE);
    const killed = markRunning(dataDir, clock, []);
    clock.advance(12 * MINUTE);
    killed.beat();
    await allWritten();
    clock.jump(288 * MINUTE);
    const { interruption } = markRunning(dataDir, clock, []);
    expect(interruption).toEqual({ stoppedAt: NOW - 288 * MINUTE, restartedAt: NOW, how: 'ended' });
    expect(statSync(join(dataDir, 'running.json')).mode & 0o777).toBe(0o600);
  });

  it('knows a crash to the second, also where nobody starts it again for hours', () => {
    const dataDir = temporaryDirectory();
    const clock = new FakeClock(NOW);
    markRunning(dataDir, clock, []);
    clock.advance(50_000);
    run(dataDir, clock, ['x', relaunched(1, 2, 3)]).crash();
    clock.jump(300 * MINUTE);
    expect(markRunning(dataDir, clock, []).interruption).toEqual({
      stoppedAt: NOW + 50_000,
      restartedAt: NOW + 50_000 + 300 * MINUTE,
      how: 'crashed',
    });
  });

  it.each(['', 'garbage', '[]', 'null', '{"aliveAt":"x"}', '{"aliveAt":1e99}', '\0\0\0'])(
    'goes by the time of the file where it holds %j',
    (content) => {
      const dataDir = temporaryDirectory();
      const file = join(dataDir, 'running.json');
      writeFileSync(file, content);
      utimesSync(file, NOW / 1000 - 600, NOW / 1000 - 600);
      expect(markRunning(dataDir, new FakeClock(NOW), []).interruption).toEqual({
        stoppedAt: NOW - 600_000,
        restartedAt: NOW,
        how: 'ended',
      });
    },
  );

  it('does not claim a time where the clock was set back', () => {
    const mark = { aliveAt: NOW + MINUTE, crashed: false };
    expect(interruptionOf(mark, [], NOW)).toEqual({ stoppedAt: null, restartedAt: NOW, how: 'ended' });
    expect(interruptionOf(mark, [NOW - 5000], NOW)).toMatchObject({ stoppedAt: NOW - 5000, how: 'crashed' });
  });

  it('does not take a crash of long ago, which only the command line remembers, for the last end', () => {
    expect(interruptionOf(null, [NOW - 60 * MINUTE], NOW)).toBeNull();
  });

  it('never throws, wherever it is to be', () => {
    const dataDir = temporaryDirectory();
    mkdirSync(join(dataDir, 'running.json'));
    for (const folder of [join(dataDir, 'not there'), dataDir, '/proc/nowhere', '\0']) {
      const mark = markRunning(folder, new FakeClock(NOW), []);
      expect(() => mark.beat()).not.toThrow();
      expect(() => mark.end()).not.toThrow();
    }
  });

  it('leaves the old one whole until the new one is', async () => {
    const dataDir = temporaryDirectory();
    const mark = markRunning(dataDir, new FakeClock(NOW), []);
    mkdirSync(join(dataDir, `running.json.${process.pid}`));
    mark.beat();
    await allWritten();
    expect(JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8'))).toEqual({
      aliveAt: NOW,
      crashed: false,
    });
  });
});

it('D8: another start hears that the window was shown, also after the next beat', async () => {
  const dataDir = temporaryDirectory();
  const clock = new FakeClock(NOW);
  expect(windowShownAt(dataDir)).toBeNull();
  const running = markRunning(dataDir, clock, []);
  expect(windowShownAt(dataDir)).toBeNull();
  clock.advance(MINUTE);
  running.windowShown();
  clock.advance(MINUTE);
  running.beat();
  await allWritten();
  expect(windowShownAt(dataDir)).toBe(NOW + MINUTE);
});
