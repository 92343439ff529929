import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SAMPLE_RATE, samplesOf, SOUNDS, SOUNDS_FOLDER, wav } from '../../scripts/sounds.ts';

const priorities = ['high', 'medium', 'low'] as const;

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

  it.each(priorities)('%s does not clip, and does not click', (priority) => {
    const samples = samplesOf(SOUNDS[priority]);
    expect(Math.max(...samples.map(Math.abs))).toBeCloseTo(SOUNDS[priority].peak, 9);
    expect([samples[0], samples.at(-1)].map((one) => Math.abs(one!) < 0.001)).toEqual([true, true]);
    // The steepest step of a tone of these heights; a click is steeper.
    const steps = samples.slice(1).map((one, index) => Math.abs(one - samples[index]!));
    expect(Math.max(...steps)).toBeLessThan(0.35);
  });

  it('are told apart by their number of pulses and their loudness', () => {
    expect(priorities.map((priority) => SOUNDS[priority].pulses.length)).toEqual([5, 3, 2]);
    const peaks = priorities.map((priority) => SOUNDS[priority].peak);
    expect(peaks).toEqual(peaks.toSorted((a, b) => b - a));
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
