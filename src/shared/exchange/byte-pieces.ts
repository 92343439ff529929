/** A text as bytes, in fours; up to three of the last are none of it. */
export interface Piece {
  words: Uint32Array;
  /** Bytes. */
  length: number;
}

/** What a piece may leave behind its end, bytes: whatever comes next writes over it. */
export const PIECE_EXCESS = 3;

const encoder = new TextEncoder();

export function pieceOf(text: string): Piece {
  const bytes = encoder.encode(text);
  const words = new Uint32Array(Math.ceil(bytes.length / 4));
  bytes.forEach((byte, i) => (words[i >> 2] = (words[i >> 2] ?? 0) | (byte << (8 * (i & 3)))));
  return { words, length: bytes.length };
}

/** Puts a piece where it is to stand, four bytes at once, which takes about half of what one by one does. @returns its end */
export function putPiece({ words, length }: Piece, into: DataView, at: number): number {
  for (let k = 0; k < words.length; k++) into.setUint32(at + 4 * k, words[k]!, true);
  return at + length;
}
