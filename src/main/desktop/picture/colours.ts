import type { Palette } from '../../../shared/settings/settings.ts';
import type { Tone } from './face.ts';
import type { Colour } from './raster.ts';

/** How the task bar looks. `unknown`: the picture brings a dark ground of its own. */
export type BarTheme = 'light' | 'dark' | 'unknown';

/** The colours of one theme and palette. */
export interface Colours {
  /** The number where it is in range, and everything that is neither high nor low. */
  ink: Colour;
  /** A value of a while ago, and one that is struck through. */
  dimmed: Colour;
  stale: Colour;
  /** Drawn on the bar, and as the ground of what rings. */
  tones: Readonly<Record<Tone, Colour>>;
  /** What is drawn on such a ground. */
  onTone: Colour;
  /** Behind everything; transparent where the bar's own will do. */
  ground: Colour | null;
}

function colour(hex: string): Colour {
  const part = (at: number) => parseInt(hex.slice(at, at + 2), 16);
  return [part(1), part(3), part(5), 255];
}

const BLACK = colour('#000000');
const WHITE = colour('#ffffff');

// The hues of the AGP (red is low, never high), and blue for low beside orange; lighter on a dark bar and darker on a
// light one, so far that a number in them can be read. In each theme and palette any two of them stay at least 60 apart
// in RGB also as protanopes, deuteranopes and tritanopes see them: green leans to blue, and the red of a light bar is dark.
const TONES = {
  standard: {
    dark: { inRange: colour('#3ddc97'), high: colour('#ffb81c'), low: colour('#ff5a50') },
    light: { inRange: colour('#00786e'), high: colour('#8a5a00'), low: colour('#85002c') },
  },
  colourBlind: {
    dark: { inRange: colour('#8dffb0'), high: colour('#ff9a1f'), low: colour('#4aa8ff') },
    light: { inRange: colour('#005c50'), high: colour('#9c4a00'), low: colour('#0044ff') },
  },
} satisfies Record<Palette, Record<'light' | 'dark', Record<Exclude<Tone, 'none'>, Colour>>>;

export function coloursOf(theme: BarTheme, palette: Palette): Colours {
  const dark = theme !== 'light';
  const ink = dark ? WHITE : BLACK;
  return {
    ink,
    dimmed: colour(dark ? '#b4b4b4' : '#4a4a4a'),
    stale: colour(dark ? '#a0a0a0' : '#585858'),
    tones: { ...TONES[palette][dark ? 'dark' : 'light'], none: ink },
    onTone: dark ? BLACK : WHITE,
    ground: theme === 'unknown' ? colour('#242424') : null,
  };
}
