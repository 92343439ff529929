import { beforeEach, describe, expect, it } from 'vitest';
import { Ringing } from '../../../src/renderer/alarm/ringing.ts';
import type { Priority } from '../../../src/shared/alarms/kinds.ts';
import { FakeClock } from '../../support/fake-clock.ts';

/** The way to a loudspeaker that can be taken away; its time is that of the test's clock while it runs. */
class FakeContext extends EventTarget {
  state: AudioContextState = 'suspended';
  destination = {};
  started: number[] = [];
  speeds: number[] = [];
  onended: (() => void) | null = null;
  #beganAt = 0;
  #stoodAt: number | null = null;

  get currentTime(): number {
    return this.#stoodAt ?? (clock.monotonic() - this.#beganAt) / 1000;
  }

  decodeAudioData = (): Promise<AudioBuffer> => Promise.resolve({ duration: 1 } as AudioBuffer);
  createGain = () => ({ gain: { value: 1 }, connect() {} });
  createBufferSource() {
    const { started, speeds } = this;
    const playbackRate = { value: 1 };
    const ended = (callback: () => void) => (this.onended = callback);
    return {
      playbackRate,
      connect() {},
      start(at: number) {
        started.push(at);
        speeds.push(playbackRate.value);
      },
      set onended(callback: () => void) {
        ended(callback);
      },
    };
  }

  async resume(): Promise<void> {
    if (device === 'missing') throw new Error('no device');
    // Never answered, as by an audio service that hangs.
    if (device === 'hangs') await new Promise(() => {});
    this.#beganAt = clock.monotonic();
    this.state = device === 'silent' ? 'suspended' : 'running';
  }

  async close(): Promise<void> {
    this.state = 'closed';
    this.dispatchEvent(new Event('statechange'));
  }

  /** The device is taken away. */
  lose(told: 'statechange' | 'error' | null): void {
    this.#stoodAt = this.currentTime;
    if (told === 'statechange') this.state = 'suspended';
    if (told !== null) this.dispatchEvent(new Event(told));
  }
}

let clock: FakeClock;
let device: 'there' | 'missing' | 'hangs' | 'silent';
let contexts: FakeContext[];
let told: string[];
let ringing: Ringing;

beforeEach(() => {
  clock = new FakeClock();
  device = 'there';
  contexts = [];
  told = [];
  ringing = new Ringing({
    clock,
    newContext() {
      contexts.push(new FakeContext());
      return contexts.at(-1) as unknown as AudioContext;
    },
    soundOf: () => new ArrayBuffer(0),
    tell: (id, heard) => void told.push(`${id} ${heard ? 'heard' : 'not heard'}`),
  });
});

const settle = () => new Promise((resolve) => setImmediate(resolve));
async function ring(id: number, priority: Priority, { test = false, rising = false } = {}): Promise<void> {
  ringing.ring({ id, priority, volume: 80, test, rising });
  await settle();
}
/** Lets time pass in steps in which promises can settle. */
async function pass(milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += 500) {
    clock.advance(500);
    await settle();
  }
}
const open = () => contexts.filter(({ state }) => state !== 'closed');

describe('a sound', () => {
  it('is told to be heard once its device runs, and closes the device at its end', async () => {
    await ring(1, 'medium');
    expect([told, contexts[0]?.started, ringing.sounding.value?.id]).toEqual([['1 heard'], [0], 1]);
    clock.advance(1000);
    contexts[0]?.onended?.();
    expect([open(), ringing.sounding.value, clock.pending]).toEqual([[], null, 0]);
  });

  it('of high priority comes again and again for a minute', async () => {
    await ring(1, 'high');
    expect(contexts[0]?.started).toHaveLength(20);
    expect(contexts[0]?.started.at(-1)).toBe(54 + 1.45);
  });

  it('D17: that rises comes three times, each higher than the one before', async () => {
    await ring(1, 'medium', { rising: true });
    expect(contexts[0]?.started).toEqual([0, 1.5, 3]);
    const [first, second, third] = contexts[0]!.speeds;
    expect([first, second! > 1.1, third! > 1.1 * second!]).toEqual([1, true, true]);
    await pass(2000);
    // Not over with the first of them.
    expect([ringing.sounding.value?.id, told]).toEqual([1, ['1 heard']]);
    await pass(2000);
    contexts[0]?.onended?.();
    expect([open(), clock.pending]).toEqual([[], 0]);
  });

  it('is not interrupted by what is less urgent, which is heard with it', async () => {
    await ring(1, 'high');
    await ring(2, 'medium');
    expect([told, contexts.length]).toEqual([['1 heard', '2 heard'], 1]);
    await ring(3, 'high');
    expect([told.slice(2), open().length]).toEqual([['1 heard', '2 heard', '3 heard'], 1]);
  });

  it('is stilled', async () => {
    await ring(1, 'high');
    ringing.still();
    expect([open(), ringing.sounding.value, clock.pending]).toEqual([[], null, 0]);
    await pass(60_000);
    expect(told).toEqual(['1 heard']);
  });
});

describe('D3: a sound that does not go on', () => {
  it.each(['statechange', 'error', null] as const)(
    'is begun anew where the device was taken away and %s tells of it, for what is left of its minute',
    async (tells) => {
      await ring(1, 'high');
      await pass(20_000);
      contexts[0]?.lose(tells);
      await pass(4000);
      expect([contexts.length, open().length, ringing.sounding.value?.id]).toEqual([2, 1, 1]);
      expect(contexts[1]?.started.length).toBeLessThanOrEqual(14);
      expect(told).not.toContain('1 not heard');
    },
  );

  it('is told to be unheard where there is no device any more, with everything that counted on it', async () => {
    await ring(1, 'high');
    await ring(2, 'medium');
    await pass(4000);
    device = 'missing';
    contexts[0]?.lose('statechange');
    await settle();
    expect(told.slice(-2)).toEqual(['1 not heard', '2 not heard']);
    expect(ringing.sounding.value).toBeNull();
  });

  it('is tried again while its time lasts, and heard when the device is back', async () => {
    device = 'missing';
    await ring(1, 'high');
    await pass(12_000);
    expect(new Set(told)).toEqual(new Set(['1 not heard']));
    device = 'there';
    await pass(5000);
    expect([told.at(-1), ringing.sounding.value?.id]).toEqual(['1 heard', 1]);
  });

  it('is given up once its time is over', async () => {
    device = 'missing';
    await ring(1, 'high');
    await pass(70_000);
    expect([open(), clock.pending]).toEqual([[], 0]);
  });

  it.each(['hangs', 'silent', 'missing'] as const)(
    'is told to be unheard where the device %s from the start',
    async (how) => {
      device = how;
      await ring(1, 'medium');
      await pass(2500);
      expect([told[0], ringing.sounding.value]).toEqual(['1 not heard', null]);
    },
  );

  it('does not begin over and over where each beginning fails at once', async () => {
    await ring(1, 'high');
    for (let times = 0; times < 10; times++) {
      contexts.at(-1)?.lose('statechange');
      await settle();
    }
    expect([contexts.length, told.at(-1)]).toEqual([1, '1 not heard']);
  });

  it('D17: is told to be unheard where it rises, too, and begun anew', async () => {
    await ring(1, 'medium', { rising: true });
    await pass(2000);
    device = 'missing';
    contexts[0]?.lose(null);
    await pass(2000);
    expect([told.at(-1), ringing.sounding.value]).toEqual(['1 not heard', null]);
    device = 'there';
    await pass(5000);
    expect([told.at(-1), contexts.at(-1)?.started.length]).toEqual(['1 heard', 3]);
  });

  it('of somebody else is tried at once, and not taken for heard', async () => {
    await ring(1, 'high');
    device = 'missing';
    contexts[0]?.lose('statechange');
    await ring(2, 'medium');
    expect(told).not.toContain('2 heard');
    expect(told.at(-1)).toBe('2 not heard');
    device = 'there';
    await ring(3, 'medium');
    expect(told.slice(-3)).toEqual(['1 heard', '2 heard', '3 heard']);
  });

  it('ends where its end is never told', async () => {
    await ring(1, 'medium');
    await pass(10_000);
    expect([open(), ringing.sounding.value, clock.pending]).toEqual([[], null, 0]);
    expect(told).toEqual(['1 heard']);
  });
});
