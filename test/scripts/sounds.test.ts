import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SAMPLE_RATE, samplesOf, SOUNDS, SOUNDS_FOLDER, wav } from '../../scripts/sounds.ts';

const priorities = ['high', 'medium', 'low'] as const;
type Priority = (typeof priorities)[number];

/** The samples of a file, from -1 to 1: what is played, not what the script meant. */
function playedOf(priority: Priority): Float64Array {
  const file = readFileSync(join(SOUNDS_FOLDER, `${priority}.wav`));
  return Float64Array.from(
    { length: (file.length - 44) / 2 },
    (_, at) => file.readInt16LE(44 + at * 2) / 32_768,
  );
}

const decibels = (share: number) => 20 * Math.log10(share);
const peakOf = (samples: Float64Array) => samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
const rmsOf = (samples: Float64Array) =>
  Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length);

/** The energy of each frequency, `SAMPLE_RATE / size` apart, by a transform of a length that is a power of two. */
function spectrumOf(samples: Float64Array): Float64Array {
  const size = 2 ** Math.ceil(Math.log2(samples.length));
  const real = new Float64Array(size);
  const imaginary = new Float64Array(size);
  const bits = Math.log2(size);
  for (let at = 0; at < samples.length; at++) {
    let turned = 0;
    for (let bit = 0; bit < bits; bit++) if (at & (1 << bit)) turned |= 1 << (bits - 1 - bit);
    real[turned] = samples[at]!;
  }
  for (let half = 1; half < size; half *= 2)
    for (let start = 0; start < size; start += 2 * half)
      for (let at = start; at < start + half; at++) {
        const angle = (-Math.PI * (at - start)) / half;
        const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
        const other = at + half;
        const r = real[other]! * cosine - imaginary[other]! * sine;
        const i = real[other]! * sine + imaginary[other]! * cosine;
        [real[other], imaginary[other]] = [real[at]! - r, imaginary[at]! - i];
        [real[at], imaginary[at]] = [real[at]! + r, imaginary[at]! + i];
      }
  return real.slice(0, size / 2).map((one, at) => one * one + imaginary[at]! * imaginary[at]!);
}

/** What share of the energy lies between two frequencies, Hz. */
function shareBetween(samples: Float64Array, from: number, to: number): number {
  const spectrum = spectrumOf(samples);
  const step = SAMPLE_RATE / (2 * spectrum.length);
  const sum = (some: Float64Array) => some.reduce((all, one) => all + one, 0);
  return sum(spectrum.slice(Math.ceil(from / step), Math.ceil(to / step))) / sum(spectrum);
}

/** How much of the energy of two sounds lies in other tones: 0 none, 1 all of it. */
function difference(one: Float64Array, other: Float64Array): number {
  // A tone apart is another note.
  const bands = (samples: Float64Array) =>
    Array.from({ length: 36 }, (_, band) =>
      shareBetween(samples, 440 * 2 ** (band / 6), 440 * 2 ** ((band + 1) / 6)),
    );
  const others = bands(other);
  return bands(one).reduce((sum, share, band) => sum + Math.abs(share - others[band]!), 0) / 2;
}

const firstNote = (priority: Priority) => playedOf(priority).slice(0, 0.16 * SAMPLE_RATE);

describe('the sounds of the alarms', () => {
  it.each(priorities)('%s.wav is what the script makes', (priority) => {
    const file = readFileSync(join(SOUNDS_FOLDER, `${priority}.wav`));
    expect(file.equals(wav(samplesOf(SOUNDS[priority])))).toBe(true);
  });

  it('are three files, small ones', () => {
    expect(readdirSync(SOUNDS_FOLDER).toSorted()).toEqual(['high.wav', 'low.wav', 'medium.wav']);
    for (const priority of priorities)
      expect(readFileSync(join(SOUNDS_FOLDER, `${priority}.wav`)).length).toBeLessThan(128 * 1024);
  });

  it.each(priorities)('D17: %s does not clip, and does not click', (priority) => {
    const samples = playedOf(priority);
    const { pulses, pulseSeconds, peak } = SOUNDS[priority];
    expect(peakOf(samples)).toBeCloseTo(peak, 3);
    expect(peak).toBeLessThan(1);
    // A click is heard where no tone of ours is.
    expect(decibels(Math.sqrt(shareBetween(samples, 8000, SAMPLE_RATE / 2)))).toBeLessThan(-60);
    const isInside = (time: number) => pulses.some(([at]) => time > at && time < at + pulseSeconds);
    const edges = pulses.flatMap(([at]) => [at, at + pulseSeconds]).filter((time) => !isInside(time));
    for (const edge of edges) {
      const at = Math.round(edge * SAMPLE_RATE);
      expect(peakOf(samples.slice(Math.max(0, at - 20), at + 20))).toBeLessThan(0.02);
    }
  });

  it.each([
    ['high', -8],
    ['medium', -9.5],
    ['low', -14.5],
  ] as const)('D17: %s is loud enough: %s dB of what a sample can be', (priority, least) => {
    expect(decibels(rmsOf(playedOf(priority)))).toBeGreaterThan(least);
  });

  it('D17: a plain low is not far under an urgent one, and none is louder than a more urgent one', () => {
    const [high, medium, low] = priorities.map((priority) => decibels(rmsOf(playedOf(priority))));
    expect(high! - medium!).toBeLessThan(2.5);
    expect(high).toBeGreaterThan(medium!);
    expect(medium).toBeGreaterThan(low!);
  });

  it.each(priorities)('D17: %s reaches a small loudspeaker, which gives nothing below 500 Hz', (priority) => {
    expect(shareBetween(playedOf(priority), 0, 500)).toBeLessThan(0.01);
  });

  it.each([
    ['high', 'medium'],
    ['high', 'low'],
    ['medium', 'low'],
  ] as const)('D17: %s and %s are told apart by their first note', (one, other) => {
    expect(difference(firstNote(one), firstNote(other))).toBeGreaterThan(0.8);
    const [, first] = SOUNDS[one].pulses[0]!;
    const [, second] = SOUNDS[other].pulses[0]!;
    expect(Math.abs(12 * Math.log2(first / second))).toBeGreaterThan(2.5);
  });

  it('D17: are told apart by their rhythm', () => {
    expect(priorities.map((priority) => SOUNDS[priority].pulses.length)).toEqual([5, 3, 2]);
    const second = priorities.map((priority) => SOUNDS[priority].pulses[1]![0]);
    expect(second).toEqual(second.toSorted((a, b) => a - b));
  });

  it('are PCM of 16 bit, one channel, 44.1 kHz', () => {
    const file = wav(samplesOf(SOUNDS.low));
    expect(file.toString('latin1', 0, 4) + file.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ');
    expect([
      file.readUInt16LE(20),
      file.readUInt16LE(22),
      file.readUInt32LE(24),
      file.readUInt16LE(34),
    ]).toEqual([1, 1, SAMPLE_RATE, 16]);
    expect(file.readUInt32LE(4)).toBe(file.length - 8);
  });
});
