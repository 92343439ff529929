import { describe, expect, it } from 'vitest';
import { Away } from '../../../../src/main/desktop/life/away.ts';
import { watchPresence } from '../../../../src/main/desktop/life/presence.ts';
import { Pulse } from '../../../../src/main/time/pulse.ts';
import type { AwaySummary, Notice } from '../../../../src/shared/state/notices.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

const MINUTE = 60_000;
const ada: AwaySummary = {
  patientId: 'p',
  name: 'Ada',
  readings: 60,
  lows: 1,
  highs: 0,
  lowest: { mgdl: 52, at: 5 * MINUTE },
};

function begin(known: () => AwaySummary[]) {
  const asked: [number, number][] = [];
  const told: Notice[] = [];
  const away = new Away({
    summarise: async (from, to) => {
      asked.push([from, to]);
      return known();
    },
    tell: (notice) => told.push(notice),
  });
  return { away, asked, told };
}

describe('what happened while nobody looked', () => {
  it('is told once, after the first request that knows of it', async () => {
    const { away, asked, told } = begin(() => [ada]);
    away.left(0);
    await away.polled(MINUTE);
    away.back(60 * MINUTE);
    expect(told).toEqual([]);
    await away.polled(61 * MINUTE);
    await away.polled(62 * MINUTE);
    expect(told).toEqual([{ code: 'away', from: 0, to: 60 * MINUTE, people: [ada] }]);
    expect(asked).toEqual([[0, 60 * MINUTE]]);
  });

  it('is waited for while the graph has not come, ten minutes at most', async () => {
    let known: AwaySummary[] = [];
    const { away, told } = begin(() => known);
    away.left(0);
    away.back(60 * MINUTE);
    await away.polled(61 * MINUTE);
    known = [ada];
    await away.polled(65 * MINUTE);
    expect(told).toHaveLength(1);

    known = [];
    away.left(100 * MINUTE);
    away.back(160 * MINUTE);
    await away.polled(171 * MINUTE);
    known = [ada];
    await away.polled(172 * MINUTE);
    expect(told).toHaveLength(1);
  });

  it('is nothing worth a word under a quarter of an hour', async () => {
    const { away, asked } = begin(() => [ada]);
    away.left(0);
    away.back(14 * MINUTE);
    await away.polled(15 * MINUTE);
    expect(asked).toEqual([]);
  });

  it('begins with the first sign of leaving, and a second absence waits for its own return', async () => {
    const { away, told } = begin(() => [ada]);
    away.left(0);
    away.left(30 * MINUTE);
    away.back(60 * MINUTE);
    away.left(61 * MINUTE);
    await away.polled(62 * MINUTE);
    expect(told).toEqual([]);
    away.back(90 * MINUTE);
    await away.polled(91 * MINUTE);
    expect(told).toMatchObject([{ from: 61 * MINUTE, to: 90 * MINUTE }]);
  });
});

describe('presence', () => {
  function watch() {
    const clock = new FakeClock(0);
    const listeners: Record<string, () => void> = {};
    const told: string[] = [];
    let idle = 0;
    const end = watchPresence({
      powerMonitor: {
        on: ((event: string, listener: () => void) => {
          listeners[event] = listener;
        }) as never,
        getSystemIdleTime: () => idle,
      },
      pulse: new Pulse(clock),
      onAsleep: () => told.push('asleep'),
      onLeft: (at) => told.push(`left ${at / MINUTE}`),
      onBack: (at) => told.push(`back ${at / MINUTE}`),
      onAwake: () => told.push('awake'),
    });
    return {
      clock,
      told,
      end,
      emit: (event: string) => listeners[event]!(),
      be: (seconds: number) => (idle = seconds),
    };
  }

  it('sleep begins and ends it, and every waking wakes the monitor', () => {
    const { clock, told, emit } = watch();
    emit('suspend');
    clock.advance(MINUTE);
    emit('resume');
    emit('unlock-screen');
    expect(told).toEqual(['asleep', 'left 0', 'back 1', 'awake', 'back 1', 'awake']);
  });

  it('half an hour without a touch counts from the last touch', () => {
    const { clock, told, be } = watch();
    clock.advance(40 * MINUTE);
    be(31 * 60);
    clock.advance(MINUTE);
    be(40 * 60);
    clock.advance(9 * MINUTE);
    be(3);
    clock.advance(MINUTE);
    expect(told).toEqual(['left 10', 'back 51']);
  });

  it('ends', () => {
    const { clock, told, end, be } = watch();
    end();
    be(9999);
    clock.advance(10 * MINUTE);
    expect(told).toEqual([]);
  });
});
