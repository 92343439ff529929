import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(import.meta.dirname, '../../../src/renderer/styles/tokens.css'), 'utf8');

type Theme = 'light' | 'dark';
type Tokens = Map<string, string>;

/** The colours of a block of the file, in one theme. */
function colours(selector: string, theme: Theme): Tokens {
  const block = css.slice(css.indexOf(`${selector} {`));
  const body = block.slice(0, block.indexOf('\n}'));
  const found: Tokens = new Map();
  for (const [, name, value] of body.matchAll(/(--[\w-]+):\s*([^;]+);/g)) {
    const both = /^light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)$/.exec(value ?? '');
    const colour = both ? (theme === 'light' ? both[1] : both[2]) : value;
    if (colour?.match(/^#[0-9a-f]{6}$/)) found.set(name ?? '', colour);
  }
  return found;
}

/** Relative luminance and contrast of WCAG 2.2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const GROUNDS = ['--ground', '--surface', '--inset'];
const TEXT = ['--ink', '--muted', '--accent', '--warn', '--bad', '--good'];
const RANGES = ['--very-low', '--range-low', '--range-in', '--range-high', '--very-high'];

/** What is read on what. */
const READ: readonly (readonly [text: string, grounds: readonly string[]])[] = [
  ...[...TEXT, ...RANGES].map((text) => [text, GROUNDS] as const),
  ...['--ink', '--muted', '--accent'].map((text) => [text, ['--accent-soft', '--warn-soft']] as const),
  ['--on-accent', ['--accent']],
  ...['high', 'medium', 'low'].map((one) => [`--on-alarm-${one}`, [`--alarm-${one}`]] as const),
  ...['low', 'in', 'high'].map((one) => [`--range-${one}`, [`--range-${one}-soft`, '--band']] as const),
  ['--muted', ['--band']],
];

/** What is only seen. */
const SEEN: readonly (readonly [graphic: string, grounds: readonly string[]])[] = [
  ['--edge', [...GROUNDS, '--band']],
  ['--band-edge', ['--surface']],
  ['--usual', ['--surface']],
];

describe.each(['light', 'dark'] as const)('in %s', (theme) => {
  describe.each(['standard', 'colourBlind'])('with the %s palette', (palette) => {
    const tokens = new Map([
      ...colours(':root', theme),
      ...(palette === 'standard' ? [] : colours(":root[data-palette='colourBlind']", theme)),
    ]);
    const of = (name: string) => tokens.get(name) ?? `no ${name}`;

    it.each(READ)('%s can be read', (text, grounds) => {
      for (const ground of grounds)
        expect(contrast(of(text), of(ground)), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    });

    it.each(SEEN)('%s can be seen', (graphic, grounds) => {
      for (const ground of grounds)
        expect(contrast(of(graphic), of(ground)), `${graphic} on ${ground}`).toBeGreaterThanOrEqual(3);
    });

    it('the ranges are five different colours', () => {
      expect(new Set(RANGES.map(of)).size).toBe(5);
    });
  });
});
