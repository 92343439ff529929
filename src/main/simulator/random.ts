/** The days of whoever asks for none in particular, the demo's among them. */
export const USUAL_SEED = 1;

/** A named source of random numbers; the same seed and name always give the same one. */
export type Stream = number;

/** FNV-1a over the seed and the name, so that streams of neighbouring seeds have nothing in common. */
export function stream(seed: number, name: string): Stream {
  let hash = 0x811c9dc5;
  for (const character of `${seed}/${name}`) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  }
  return hash >>> 0;
}

/** The number at a place of the stream, 0 ≤ n < 1. No state: any place can be asked for at any time. */
export function draw(from: Stream, index: number): number {
  let hash = from ^ Math.imul(index, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16), 0x27d4eb2f);
  return ((hash ^ (hash >>> 15)) >>> 0) / 0x1_0000_0000;
}

/**
 * A smooth random curve through one draw per step, −1 … 1: correlated within a step, independent beyond.
 * @param at any position, `step` in the same unit
 */
export function drift(from: Stream, at: number, step: number): number {
  const place = Math.floor(at / step);
  const share = at / step - place;
  const weight = share * share * (3 - 2 * share);
  const left = draw(from, place) * 2 - 1;
  const right = draw(from, place + 1) * 2 - 1;
  return left + (right - left) * weight;
}
