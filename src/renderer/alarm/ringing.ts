import { signal } from '@preact/signals';
import { PRIORITIES, type Priority } from '../../shared/alarms/kinds.ts';
import type { WindowEvents } from '../../shared/ipc.ts';
import { soundOf } from './sounds.ts';

type Ring = WindowEvents['alarm:ring'];

/** The five pulses of high priority twice, this far apart, seconds … */
const SECOND_HALF_S = 1.45;
/** … and the whole again each so often, for a minute at most. */
const BURST_EVERY_S = 6;
const LONGEST_S = 60;

/** What sounds now; null: nothing. */
export const sounding = signal<Ring | null>(null);

/** What was begun last; `sounding` follows when it is to be heard. */
let current: Ring | null = null;
let context: AudioContext | null = null;

/**
 * Sounds until it is over or `still` is called; what is less urgent than what sounds does not interrupt it.
 *
 * @returns whether it, or what is more urgent, can be heard, as far as the system tells
 */
export async function ring(told: Ring): Promise<boolean> {
  if (isOutranked(told)) return sounding.value !== null;
  still();
  current = told;
  try {
    await begin(told);
    return true;
  } catch {
    if (current === told) still();
    return false;
  }
}

async function begin(told: Ring): Promise<void> {
  const own = new AudioContext();
  context = own;
  const buffer = await own.decodeAudioData(soundOf(told.priority));
  // A context that never runs is no sound; one that was replaced meanwhile must not begin.
  await own.resume();
  if (context !== own) return;
  const volume = new GainNode(own, { gain: told.volume / 100 });
  volume.connect(own.destination);
  const starts = startsOf(told);
  starts.forEach((at, index) => {
    const source = new AudioBufferSourceNode(own, { buffer });
    source.connect(volume);
    source.start(own.currentTime + at);
    if (index === starts.length - 1)
      source.onended = () => {
        if (context === own) still();
      };
  });
  sounding.value = told;
}

export function still(): void {
  sounding.value = null;
  current = null;
  // Closed, so that the computer's sound can rest.
  void context?.close();
  context = null;
}

/** A test never gets in the way of an alarm. */
function isOutranked({ priority, test }: Ring): boolean {
  if (current === null || current.test) return false;
  return test || PRIORITIES.indexOf(priority) < PRIORITIES.indexOf(current.priority);
}

/** When the sound begins, seconds from now. */
function startsOf({ priority, test }: { priority: Priority; test: boolean }): number[] {
  if (priority !== 'high') return [0];
  const starts: number[] = [];
  for (let at = 0; at < (test ? BURST_EVERY_S : LONGEST_S); at += BURST_EVERY_S)
    starts.push(at, at + SECOND_HALF_S);
  return starts;
}
