import { beforeEach, describe, expect, it } from 'vitest';
import { ANSWER_WITHIN_MS, endSecondStart } from '../../../../src/main/desktop/life/second-start.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

let clock: FakeClock;
let shownAt: number | null;
let said: string[];
let told: string[];
let ends: boolean[];
const start = (platform: NodeJS.Platform = 'linux', env: Record<string, string> = { DISPLAY: ':0' }) =>
  endSecondStart({
    clock,
    dataDir: '/data',
    system: { platform, env },
    windowShown: { at: () => shownAt, before: 5 },
    said: {
      print: (line) => said.push(line),
      tell: async (title, text) => void told.push(title, text),
    },
    onEnd: (answered) => ends.push(answered),
  });

beforeEach(() => {
  clock = new FakeClock();
  shownAt = 5;
  [said, told, ends] = [[], [], []];
});

describe('D8: a start while the program runs', () => {
  it('ends well once its window is there', async () => {
    const code = start();
    clock.advance(ANSWER_WITHIN_MS - 400);
    shownAt = 6;
    clock.advance(400);
    expect([await code, ends, told]).toEqual([0, [true], []]);
    expect(said).toEqual(['Glucoglance is running already; its window is open.']);
    expect(clock.pending).toBe(0);
  });

  it.each<[NodeJS.Platform, Record<string, string>, boolean, boolean]>([
    ['linux', { DISPLAY: ':0' }, true, true],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true, true],
    ['linux', { DISPLAY: '' }, false, false],
    ['darwin', {}, true, true],
    ['win32', {}, true, false],
  ])('says on %s with %o that no window came', async (platform, env, isTold, namesTheMark) => {
    const code = start(platform, env);
    clock.advance(ANSWER_WITHIN_MS + 200);
    expect([await code, ends, said.length, told.length > 0]).toEqual([1, [false], 1, isTold]);
    expect(said[0]).toContain('/data');
    expect(told.join().includes('SingletonLock')).toBe(namesTheMark);
  });
});
