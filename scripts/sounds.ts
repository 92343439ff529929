/**
 * Makes the sounds of the alarms, `assets/sounds/<priority>.wav`, from nothing but sines: they are the project's own, and
 * the same on every machine. Run it after a change here: `node scripts/sounds.ts`.
 *
 * The pulses follow the three patterns of IEC 60601-1-8 (five quick pulses, given twice by who plays them; three slower
 * ones; two slow ones). Who is half asleep does not count pulses: pitch and timbre tell a priority by its first one. All
 * of it lies where a small loudspeaker still has something to say, and no pulse begins or ends with a click.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const SAMPLE_RATE = 44_100;
const LARGEST_SAMPLE = 32_767;
const ATTACK_SECONDS = 0.02;
const RELEASE_SECONDS = 0.05;

interface Sound {
  /** When each pulse begins, seconds, and its fundamental, Hz. */
  pulses: readonly (readonly [at: number, frequency: number])[];
  pulseSeconds: number;
  /** How loud the fundamental is, and each harmonic above it: the timbre. Below zero is upside down, for a rounder wave. */
  harmonics: readonly number[];
  /** How fast a pulse fades, per second. */
  decay: number;
  /** The largest sample, as a share of what a sample can be. */
  peak: number;
}

const [C5, E5, G5, B5, D6, DSHARP6] = [523.25, 659.26, 783.99, 987.77, 1174.66, 1244.51] as const;

export const SOUNDS: Readonly<Record<'high' | 'medium' | 'low', Sound>> = {
  /** Sharp, high, quick. */
  high: {
    pulses: [
      [0, B5],
      [0.2, B5],
      [0.4, B5],
      [0.78, DSHARP6],
      [0.98, DSHARP6],
    ],
    pulseSeconds: 0.17,
    harmonics: [1, -0.6, -0.35, -0.2],
    decay: 1,
    peak: 0.95,
  },
  /** Hollow, of odd harmonics like a clarinet, and going up. */
  medium: {
    pulses: [
      [0, G5],
      [0.3, B5],
      [0.6, D6],
    ],
    pulseSeconds: 0.28,
    harmonics: [1, 0, 0.4, 0, 0.2],
    decay: 1.5,
    peak: 0.62,
  },
  /** Soft, nearly a bare tone, and going down like a door bell. */
  low: {
    pulses: [
      [0, E5],
      [0.36, C5],
    ],
    pulseSeconds: 0.5,
    harmonics: [1, 0.15],
    decay: 5,
    peak: 0.7,
  },
};

/** The samples of a sound, from -1 to 1. */
export function samplesOf({ pulses, pulseSeconds, harmonics, decay, peak }: Sound): Float64Array {
  const last = Math.max(...pulses.map(([at]) => at));
  const samples = new Float64Array(Math.ceil((last + pulseSeconds) * SAMPLE_RATE));
  for (const [at, frequency] of pulses) {
    const start = Math.round(at * SAMPLE_RATE);
    for (let index = 0; index < pulseSeconds * SAMPLE_RATE; index++) {
      const time = index / SAMPLE_RATE;
      const tone = harmonics.reduce(
        (sum, share, harmonic) => sum + share * Math.sin(2 * Math.PI * frequency * (harmonic + 1) * time),
        0,
      );
      const level = envelope(time, pulseSeconds) * Math.exp(-decay * time) * tone;
      samples[start + index] = (samples[start + index] ?? 0) + level;
    }
  }
  const loudest = samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  return samples.map((one) => (one / loudest) * peak);
}

/** Rises and falls along a cosine, so that nothing clicks. */
function envelope(time: number, length: number): number {
  const rise = Math.min(1, time / ATTACK_SECONDS);
  const fall = Math.min(1, Math.max(0, (length - time) / RELEASE_SECONDS));
  return ((1 - Math.cos(Math.PI * rise)) / 2) * ((1 - Math.cos(Math.PI * fall)) / 2);
}

/** Samples from -1 to 1 as a WAV file: PCM, 16 bit, one channel. */
export function wav(samples: Float64Array): Buffer {
  const file = Buffer.alloc(44 + samples.length * 2);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(SAMPLE_RATE, 24);
  file.writeUInt32LE(SAMPLE_RATE * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((one, index) => file.writeInt16LE(Math.round(one * LARGEST_SAMPLE), 44 + index * 2));
  return file;
}

export const SOUNDS_FOLDER = join(import.meta.dirname, '../assets/sounds');

if (import.meta.main) {
  mkdirSync(SOUNDS_FOLDER, { recursive: true });
  for (const [priority, sound] of Object.entries(SOUNDS))
    writeFileSync(join(SOUNDS_FOLDER, `${priority}.wav`), wav(samplesOf(sound)));
}
