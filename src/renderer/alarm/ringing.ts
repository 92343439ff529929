import { signal } from '@preact/signals';
import { PRIORITIES, type Priority } from '../../shared/alarms/kinds.ts';
import type { WindowEvents } from '../../shared/ipc/contracts.ts';
import { SECOND } from '../../shared/time.ts';

type Ring = WindowEvents['alarm:ring'];

/** The five pulses of high priority twice, this far apart, seconds … */
const SECOND_HALF_S = 1.45;
/** … and the whole again each so often, for a minute at most. */
const BURST_EVERY_S = 6;
const LONGEST_S = 60;

/** A chime that nobody has answered comes so often, this far apart, seconds, and each time higher by two semitones. */
const RISING_TIMES = 3;
const RISING_EVERY_S = 1.5;
const HIGHER = 2 ** (2 / 12);

/** A device that has not begun by now does not, ms. */
const BEGUN_WITHIN_MS = 2500;
/** How often it is looked whether the sound goes on, and how long after a failure it is tried again, ms. */
const LOOK_EVERY_MS = 2 * SECOND;
const TRY_AGAIN_MS = 5 * SECOND;
/** What has sounded for less than this was not heard, seconds. */
const LEAST_S = 0.5;
/** How long a single chime is tried for, seconds. */
const CHIME_TRIED_FOR_S = 15;

export interface RingingOptions {
  clock: { monotonic: () => number; after: (milliseconds: number, callback: () => void) => () => void };
  /** The way to the loudspeaker. */
  newContext: () => AudioContext;
  soundOf: (priority: Priority) => ArrayBuffer;
  /** Whether a ring is heard, as far as the system tells; again when that turns out differently. */
  tell: (id: number, heard: boolean) => void;
}

/** What is to be heard now. */
interface Sound {
  told: Ring;
  /** Rings that count on it: its own, and those that are less urgent. */
  ids: number[];
  /** By the monotonic clock, ms. */
  begunAt: number;
  context: AudioContext | null;
  /** When the last of it is over, by the time of its context, seconds. */
  endsAt: number;
  /** What the context's time was when it began, seconds. */
  startedAt: number;
  /** Ends what is waited for. */
  cancel: () => void;
}

/**
 * The sound of the alarms, and whether it goes on: a device that is taken away, an audio service that dies, a sound that
 * stands still. It is begun anew then; what cannot be heard is told at once, and tried again while its time lasts.
 */
export class Ringing {
  /** What sounds now; null: nothing. */
  readonly sounding = signal<Ring | null>(null);
  readonly #options: RingingOptions;
  #sound: Sound | null = null;

  constructor(options: RingingOptions) {
    this.#options = options;
  }

  /** Sounds until it is over or `still` is called; what is less urgent than what sounds does not interrupt it. */
  ring(told: Ring): void {
    const sound = this.#sound;
    if (sound !== null && isOutranked(told, sound.told)) {
      sound.ids.push(told.id);
      if (this.sounding.value !== null) this.#options.tell(told.id, true);
      // One that has failed is tried at once: somebody else relies on it now.
      else if (sound.context === null) this.#begin(sound);
      return;
    }
    const begunAt = this.#options.clock.monotonic();
    const ids = [...(sound?.ids ?? []), told.id];
    this.still();
    this.#sound = { told, ids, begunAt, context: null, startedAt: 0, endsAt: 0, cancel: () => {} };
    this.#begin(this.#sound);
  }

  still(): void {
    if (this.#sound !== null) this.#release(this.#sound);
    this.#sound = null;
  }

  #begin(sound: Sound): void {
    this.#release(sound);
    let context: AudioContext;
    try {
      context = this.#options.newContext();
    } catch {
      return this.#fail(sound);
    }
    const lost = (): void => {
      if (sound.context !== context) return;
      // What hardly began is not worth another try at once.
      if (context.currentTime - sound.startedAt < LEAST_S) this.#fail(sound);
      else this.#begin(sound);
    };
    sound.context = context;
    sound.cancel = this.#options.clock.after(BEGUN_WITHIN_MS, () => this.#fail(sound));
    this.#start(sound, context).then(
      () => {
        if (sound.context !== context) return;
        if (context.state !== 'running') return this.#fail(sound);
        context.addEventListener('statechange', lost);
        context.addEventListener('error', lost);
        this.#watch(sound, context, lost);
        this.sounding.value = sound.told;
        for (const id of sound.ids) this.#options.tell(id, true);
      },
      () => {
        if (sound.context === context) this.#fail(sound);
      },
    );
  }

  async #start(sound: Sound, context: AudioContext): Promise<void> {
    const { clock, soundOf } = this.#options;
    const { priority, volume } = sound.told;
    const buffer = await context.decodeAudioData(soundOf(priority));
    // A context that never runs is no sound; one that was replaced meanwhile must not begin.
    await context.resume();
    if (sound.context !== context) return;
    const gain = context.createGain();
    gain.gain.value = volume / 100;
    gain.connect(context.destination);
    sound.startedAt = context.currentTime;
    const starts = startsOf(sound.told, (clock.monotonic() - sound.begunAt) / SECOND);
    for (const [index, { at, speed }] of starts.entries()) {
      const source = context.createBufferSource();
      source.buffer = buffer;
      source.playbackRate.value = speed;
      source.connect(gain);
      source.start(sound.startedAt + at);
      if (index === starts.length - 1) source.onended = () => this.#end(sound, context);
    }
    sound.endsAt = sound.startedAt + (starts.at(-1)?.at ?? 0) + buffer.duration;
  }

  /** Time that stands still, or goes on without an end, is no sound either. */
  #watch(sound: Sound, context: AudioContext, lost: () => void): void {
    const before = context.currentTime;
    sound.cancel();
    sound.cancel = this.#options.clock.after(LOOK_EVERY_MS, () => {
      if (context.currentTime <= before) return lost();
      if (context.currentTime > sound.endsAt + LOOK_EVERY_MS / SECOND) return this.#end(sound, context);
      this.#watch(sound, context, lost);
    });
  }

  #end(sound: Sound, context: AudioContext): void {
    if (sound.context === context) this.still();
  }

  /** Nobody hears it. */
  #fail(sound: Sound): void {
    this.#release(sound);
    const { clock, tell } = this.#options;
    for (const id of sound.ids) tell(id, false);
    if (this.#sound !== sound) return;
    if (clock.monotonic() + TRY_AGAIN_MS >= sound.begunAt + triedFor(sound.told) * SECOND)
      return this.still();
    sound.cancel = clock.after(TRY_AGAIN_MS, () => this.#begin(sound));
  }

  #release(sound: Sound): void {
    const { context } = sound;
    sound.cancel();
    sound.context = null;
    if (this.#sound === sound) this.sounding.value = null;
    // Closed, so that the computer's sound can rest.
    void context?.close().catch(() => {});
  }
}

/** A test never gets in the way of an alarm. */
function isOutranked({ priority, test }: Ring, current: Ring): boolean {
  if (current.test) return false;
  return test || PRIORITIES.indexOf(priority) < PRIORITIES.indexOf(current.priority);
}

/** How long it is worth to be tried, seconds. */
function triedFor({ priority, test }: Ring): number {
  if (priority !== 'high') return CHIME_TRIED_FOR_S;
  return test ? BURST_EVERY_S : LONGEST_S;
}

/** When the sound begins, seconds from now, and how fast it goes. @param passed seconds since it began for the first time */
function startsOf(told: Ring, passed: number): { at: number; speed: number }[] {
  if (told.rising)
    return Array.from({ length: RISING_TIMES }, (_, time) => ({
      at: time * RISING_EVERY_S,
      speed: HIGHER ** time,
    }));
  if (told.priority !== 'high') return [{ at: 0, speed: 1 }];
  const starts: { at: number; speed: number }[] = [];
  for (let at = 0; at < Math.max(BURST_EVERY_S, triedFor(told) - passed); at += BURST_EVERY_S)
    starts.push({ at, speed: 1 }, { at: at + SECOND_HALF_S, speed: 1 });
  return starts;
}
