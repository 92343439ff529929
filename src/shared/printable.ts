/** Marks of format, of direction above all. The two joiners are letters of some scripts. */
const MARKS = /(?![\u200c\u200d])\p{Cf}/gu;
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Co}]+/gu;

/**
 * A text from elsewhere (the wire, a file) as it may be shown: without what could drive a terminal, end a line, or turn
 * its direction.
 */
export function printable(text: string): string {
  return text.replaceAll(MARKS, '').replaceAll(CONTROLS, ' ');
}

/** The same with escapes as JSON writes them in place of those characters, so that of JSON nothing is lost. */
export function escapedForPrint(text: string): string {
  return text.replaceAll(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from({ length: character.length }, (_, at) => character.charCodeAt(at).toString(16))
      .map((unit) => `\\u${unit.padStart(4, '0')}`)
      .join(''),
  );
}
