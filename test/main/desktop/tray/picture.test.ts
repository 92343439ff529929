import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Face } from '../../../../src/main/desktop/picture/face.ts';
import { coloursOf, type BarTheme } from '../../../../src/main/desktop/picture/colours.ts';
import {
  drawPicture,
  pictureKey,
  Pictures,
  type PictureStyle,
} from '../../../../src/main/desktop/tray/picture/picture.ts';
import type { Colour } from '../../../../src/main/desktop/picture/raster.ts';
import type { Palette } from '../../../../src/shared/settings/settings.ts';
import { FACES } from './faces.ts';
import { readPng } from '../../../support/png-reader.ts';

const GOLDEN = join(import.meta.dirname, 'golden');
/** `GLUCOGLANCE_WRITE_GOLDEN=1` draws them anew; look at the sheet of scripts/screenshots before you keep them. */
const WRITE = process.env['GLUCOGLANCE_WRITE_GOLDEN'] === '1';

const windows: PictureStyle = { px: 16, template: false, theme: 'dark', palette: 'standard' };
const linux: PictureStyle = { px: 24, template: false, theme: 'unknown', palette: 'standard' };
const mac: PictureStyle = { px: 18, template: true, theme: 'unknown', palette: 'standard' };

const DIGITS = '0123456789'.split('');

const pixelsOf = (face: Face, style: PictureStyle) => readPng(drawPicture(face, style)).pixels;

describe('the pictures looked at by eye', () => {
  const cases: [string, Face, PictureStyle][] = [
    ['windows-in-range', FACES['in range'], windows],
    ['windows-high', FACES.high, windows],
    ['windows-high-mgdl', FACES['high, mg/dL'], windows],
    ['windows-low-light', FACES.low, { ...windows, theme: 'light' }],
    ['windows-low-rings', FACES['low rings'], windows],
    ['windows-urgent-low', FACES['urgent low'], windows],
    ['windows-urgent-low-rings', FACES['urgent low rings'], windows],
    ['windows-urgent-high', FACES['urgent high, mg/dL'], { ...windows, px: 20, theme: 'light' }],
    ['linux-urgent-low', FACES['urgent low'], linux],
    ['mac-urgent-low', FACES['urgent low'], mac],
    ['windows-stale', FACES['stale, attention'], windows],
    ['windows-no-data', FACES['no data'], windows],
    ['windows-snoozed', FACES['high, snoozed'], { ...windows, px: 20, palette: 'colourBlind' }],
    ['windows-hidden', FACES['hidden, high'], { ...windows, px: 32 }],
    ['windows-signed-out', FACES['signed out'], { ...windows, px: 24 }],
    ['linux-in-range', FACES.attention, linux],
    ['linux-low', FACES['off the scale, low'], { ...linux, px: 22 }],
    ['mac-in-range', FACES['in range'], mac],
    ['mac-low-rings', FACES['low rings'], { ...mac, px: 36 }],
  ];

  it.each(cases)('%s', (name, face, style) => {
    const path = join(GOLDEN, `${name}.png`);
    const drawn = drawPicture(face, style);
    if (WRITE) writeFileSync(path, drawn);
    expect(existsSync(path), `${path} is missing`).toBe(true);
    const golden = readPng(readFileSync(path));
    expect(golden.width).toBe(style.px);
    // By pixel, because another zlib may compress otherwise.
    expect(readPng(drawn).pixels.equals(golden.pixels)).toBe(true);
  });
});

describe('a picture', () => {
  it.each([16, 20, 22, 24, 28, 32, 40, 44, 48, 64])('has exactly %i pixels', (px) => {
    const picture = readPng(drawPicture(FACES.high, { ...windows, px }));
    expect(picture.width).toBe(px);
    expect(picture.pixels.length).toBe(4 * px * px);
  });

  it.each([
    ['in range', 'high'],
    ['high', 'low'],
    ['in range', 'low'],
    ['in range', 'dimmed'],
    ['in range', 'stale'],
    ['stale', 'no data'],
    ['in range', 'snoozed'],
    ['snoozed', 'attention'],
    ['low', 'low rings'],
    ['low', 'urgent low'],
    ['high', 'urgent high'],
    ['no data', 'signed out'],
    ['signed out', 'problem'],
    ['starting', 'problem'],
  ] as const)('differs by shape, not by colour alone: %s and %s', (one, other) => {
    // The same number, and only whether a pixel is painted: what is left is the shape.
    const painted = (face: Face) => {
      const pixels = pixelsOf({ ...face, text: face.text && '7.4' }, windows);
      return Array.from({ length: 16 * 16 }, (_, i) => pixels[4 * i + 3]! > 127);
    };
    const [a, b] = [painted(FACES[one]), painted(FACES[other])];
    expect(a.filter((is, at) => is !== b[at]).length).toBeGreaterThan(8);
  });

  it.each([
    [windows, 'urgent low', 'low'],
    [{ ...windows, theme: 'light' as const }, 'urgent high', 'high'],
    [linux, 'urgent low', 'low'],
    [mac, 'urgent low', 'low'],
    [mac, 'urgent low rings', 'low rings'],
  ] as const)(
    'D15: tells urgent from plain once it is acknowledged, and while it rings: %o, %s',
    (style, urgent, plain) => {
      const { text, arrow } = FACES[urgent];
      const other = pixelsOf({ ...FACES[plain], text, arrow }, style);
      const mine = pixelsOf(FACES[urgent], style);
      const differs = (at: number) => !mine.subarray(at, at + 4).equals(other.subarray(at, at + 4));
      const different = Array.from({ length: mine.length / 4 }, (_, i) => differs(4 * i)).filter(Boolean);
      expect(different.length).toBeGreaterThan(10);
    },
  );

  it('D15: has one sign at 16 pixels, and the mark goes before the arrow', () => {
    for (const name of [
      'snoozed',
      'attention',
      'high, snoozed',
      'low, attention',
      'urgent low, snoozed',
    ] as const) {
      const face = FACES[name];
      const drawn = ([1, 3, 5, null] as const).map((arrow) =>
        pixelsOf({ ...face, arrow }, windows).toString('base64'),
      );
      expect(new Set(drawn).size, name).toBe(1);
      const larger = ([1, 3, 5, null] as const).map((arrow) =>
        pixelsOf({ ...face, arrow }, { ...windows, px: 20 }).toString('base64'),
      );
      expect(new Set(larger).size, name).toBe(4);
    }
  });

  it.each([16, 20, 22, 24, 32, 48])(
    'has three dashes where there is no data, which stand free, at %i pixels',
    (px) => {
      for (const style of [
        { ...windows, px },
        { ...linux, px },
      ]) {
        /** How often a row of pixels goes over from what is not so to what is, at most. */
        const mostRuns = (face: Face, isSo: (pixel: Buffer) => boolean) => {
          const pixels = pixelsOf(face, style);
          const is = Array.from({ length: px * px }, (_, i) => isSo(pixels.subarray(4 * i, 4 * i + 4)));
          const rows = Array.from({ length: px }, (_, y) => is.slice(y * px, (y + 1) * px));
          return Math.max(...rows.map((row) => row.filter((one, x) => one && !row[x - 1]).length));
        };
        const isWhite = ([red = 0, , , alpha = 0]: Buffer) => red > 127 && alpha > 127;
        // Between both sides of a frame, and on a ground that is filled.
        expect(mostRuns(FACES['no data'], isWhite)).toBe(5);
        expect(mostRuns(FACES['no data, attention'], isWhite)).toBe(5);
        expect(mostRuns(FACES['no data rings'], isWhite)).toBe(4);
      }
    },
  );

  it('has an edge on a bar that may be as white as itself', () => {
    const { ground } = coloursOf('unknown', 'standard');
    for (const name of ['in range, another rings', 'no data rings', 'problem rings'] as const)
      for (const px of [22, 24, 48]) {
        const pixels = pixelsOf(FACES[name], { ...linux, px });
        /** In the middle of a row. */
        const at = (y: number) => [...pixels.subarray(4 * (px * y + px / 2)).subarray(0, 4)];
        expect(at(0), `${name}, ${px}`).toEqual(ground);
        expect(at(Math.floor(px / 16)), `${name}, ${px}`).toEqual([255, 255, 255, 255]);
      }
  });

  it('has one sign in roof and bowl where a panel may make it smaller, and the mark goes before the arrow', () => {
    for (const name of ['high, snoozed', 'low, attention', 'urgent low, snoozed'] as const) {
      const drawn = ([1, 3, 5, null] as const).map((arrow) =>
        pixelsOf({ ...FACES[name], arrow }, { ...linux, px: 48 }).toString('base64'),
      );
      expect(new Set(drawn).size, name).toBe(1);
    }
  });

  it('leaves an edge free on a ground of its own, at 48 pixels', () => {
    const { ink } = coloursOf('unknown', 'standard');
    for (const text of ['7.4', '148', '22.2', '10.0']) {
      const pixels = pixelsOf({ ...FACES['in range'], text }, { ...linux, px: 48 });
      const columns = Array.from({ length: 48 }, (_, x) => x).filter((x) =>
        Array.from({ length: 48 }, (__, y) => 4 * (48 * y + x)).some((at) => pixels[at] === ink[0]),
      );
      expect(columns[0], text).toBeGreaterThanOrEqual(3);
      expect(columns.at(-1), text).toBeLessThanOrEqual(44);
    }
  });

  it.each([16, 20, 22, 24, 32])(
    'D15: strikes a stale number through without touching its digits, at %i pixels',
    (px) => {
      const style = { ...windows, px };
      const { stale } = coloursOf('dark', 'standard');
      const struck = pixelsOf(FACES.stale, style);
      const line = pixelsOf({ ...FACES.stale, text: '' }, style);
      const both = pixelsOf({ ...FACES.stale, text: '8' }, style);
      let [digit, seen] = [0, 0];
      for (let at = 0; at < struck.length; at += 4) {
        // Whole pixels of a digit keep the digit's colour also where the line runs behind them.
        const isDigit = both.subarray(at, at + 4).equals(Buffer.from(stale));
        if (isDigit) digit += 1;
        else if (line[at + 3]! > 127 && both[at]! > stale[0]) seen += 1;
      }
      expect(digit).toBeGreaterThan(px);
      expect(seen).toBeGreaterThan(px / 4);
    },
  );

  it('shows each arrow by another picture, at every size and on every system', () => {
    for (const style of [windows, linux, mac, { ...mac, px: 36 }, { ...windows, px: 20 }]) {
      for (const face of [FACES['in range'], FACES.high, FACES.low]) {
        const drawn = ([1, 2, 3, 4, 5, null] as const).map((arrow) =>
          pixelsOf({ ...face, arrow }, style).toString('base64'),
        );
        expect(new Set(drawn).size).toBe(6);
      }
    }
  });

  it('tells any two values apart', () => {
    for (const px of [16, 20, 22]) {
      const texts = Array.from({ length: 259 }, (_, i) => ((i + 20) / 10).toFixed(1));
      texts.push(...Array.from({ length: 461 }, (_, i) => String(i + 40)), 'LO', 'HI');
      const drawn = texts.map((text) =>
        pixelsOf({ ...FACES['in range'], text }, { ...windows, px }).toString('base64'),
      );
      expect(new Set(drawn).size).toBe(texts.length);
    }
  });

  it.each(DIGITS)('keeps a %s unlike every other digit', (digit) => {
    const pixels = (one: string) => pixelsOf({ ...FACES['in range'], text: `${one}${one}.${one}` }, windows);
    const mine = pixels(digit);
    for (const other of DIGITS.filter((one) => one !== digit)) {
      const theirs = pixels(other);
      let different = 0;
      for (let at = 3; at < mine.length; at += 4) different += Math.abs(mine[at]! - theirs[at]!) / 255;
      expect(different, `${digit} and ${other}`).toBeGreaterThan(3.5);
    }
  });

  it('of macOS is black and transparent, and has no number', () => {
    for (const face of Object.values(FACES)) {
      const pixels = pixelsOf(face, mac);
      for (let at = 0; at < pixels.length; at += 4)
        expect(pixels.subarray(at, at + 3).every((c) => c === 0)).toBe(true);
      expect(pixelsOf({ ...face, text: '11.1' }, mac).equals(pixels)).toBe(true);
    }
  });
});

describe('the colours', () => {
  /** The greys of the bars of Windows 10 and 11, and the ground the picture brings where the bar is unknown. */
  const BARS: Record<BarTheme, readonly number[]> = {
    dark: [0, 32, 43],
    light: [255, 243, 230],
    unknown: [36],
  };
  const all = (['dark', 'light', 'unknown'] as const).flatMap((theme) =>
    (['standard', 'colourBlind'] as const satisfies Palette[]).map((palette) => ({ theme, palette })),
  );

  /** Relative luminance and contrast as WCAG 2.2 defines them. */
  function luminance([red, green, blue]: Colour): number {
    const linear = (value: number) => {
      const c = value / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }
  function contrast(one: Colour, other: Colour): number {
    const [a, b] = [luminance(one), luminance(other)];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  it.each(all)('can be read on a $theme bar, $palette', ({ theme, palette }) => {
    const { ink, dimmed, stale, tones, onTone } = coloursOf(theme, palette);
    for (const grey of BARS[theme]) {
      const bar: Colour = [grey, grey, grey, 255];
      for (const digits of [ink, dimmed, stale, tones.high, tones.low])
        expect(contrast(digits, bar)).toBeGreaterThanOrEqual(4.5);
      // The arrow is a sign, not a text.
      expect(contrast(tones.inRange, bar)).toBeGreaterThanOrEqual(3);
    }
    for (const tone of Object.values(tones)) expect(contrast(onTone, tone)).toBeGreaterThanOrEqual(4.5);
  });

  /**
   * What somebody without one kind of cones sees of a colour: linear RGB through the matrices of Viénot, Brettel and
   * Mollon (1999) for protanopia and deuteranopia, and of Machado, Oliveira and Fernandes (2009) for tritanopia.
   */
  const SEEN_BY = {
    trichromat: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
    protanope: [
      [0.152286, 1.052583, -0.204868],
      [0.114503, 0.786281, 0.099216],
      [-0.003882, -0.048116, 1.051998],
    ],
    deuteranope: [
      [0.367322, 0.860646, -0.227968],
      [0.280085, 0.672501, 0.047413],
      [-0.01182, 0.04294, 0.968881],
    ],
    tritanope: [
      [1.255528, -0.076749, -0.178779],
      [-0.078411, 0.930809, 0.147602],
      [0.004733, 0.691367, 0.3039],
    ],
  } as const;
  function seen([red, green, blue]: Colour, eye: keyof typeof SEEN_BY): number[] {
    const linear = [red, green, blue].map((value) => {
      const c = value / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return SEEN_BY[eye].map((row) => {
      const c = Math.min(
        1,
        Math.max(
          0,
          row.reduce<number>((sum, share, i) => sum + share * linear[i]!, 0),
        ),
      );
      return 255 * (c <= 0.0031308 ? c * 12.92 : 1.055 * c ** (1 / 2.4) - 0.055);
    });
  }

  it.each(all)(
    'D15: low, high and in range stay 60 apart whoever looks at a $theme bar, $palette',
    ({ theme, palette }) => {
      const { low, high, inRange } = coloursOf(theme, palette).tones;
      for (const eye of Object.keys(SEEN_BY) as (keyof typeof SEEN_BY)[]) {
        for (const [one, other] of [
          [low, high],
          [low, inRange],
          [high, inRange],
        ] as const) {
          const [a, b] = [seen(one, eye), seen(other, eye)];
          expect(Math.hypot(...a.map((value, i) => value - b[i]!)), `${eye}`).toBeGreaterThanOrEqual(60);
        }
      }
    },
  );

  it('are red for low and never for high', () => {
    for (const theme of ['dark', 'light'] as const) {
      const { high, low } = coloursOf(theme, 'standard').tones;
      const isRed = ([red, green]: Colour) => green < red * 0.55;
      expect([isRed(high), isRed(low)]).toEqual([false, true]);
    }
  });

  it('are what is painted', () => {
    const { tones } = coloursOf('dark', 'standard');
    const pixels = pixelsOf(FACES.low, windows);
    // The middle of the bowl's upper edge.
    const at = 4 * (16 * 10 + 1);
    expect([...pixels.subarray(at, at + 4)]).toEqual([...tones.low]);
  });
});

describe('drawn pictures', () => {
  it('are kept, so that a repeated state costs nothing', () => {
    const pictures = new Pictures();
    const first = pictures.of(FACES.high, windows);
    expect(pictures.of({ ...FACES.high }, { ...windows })).toBe(first);
    expect(pictures.drawn).toBe(1);
  });

  it('do not pile up in a week of updates', () => {
    const pictures = new Pictures();
    for (let minute = 0; minute < 10_080; minute++) {
      pictures.of({ ...FACES['in range'], text: ((40 + (minute % 240)) / 10).toFixed(1) }, mac);
      // Each of these is another picture.
      if (minute < 300) pictures.of({ ...FACES['in range'], text: String(40 + minute) }, windows);
    }
    expect(pictures.drawn).toBeGreaterThan(300);
    expect(pictures.size).toBeLessThanOrEqual(100);
  });

  it('that look otherwise have another key', () => {
    const styles = [windows, { ...windows, px: 20 }, { ...windows, theme: 'light' as const }, linux, mac];
    const byKey = new Map<string, string>();
    for (const style of styles)
      for (const face of Object.values(FACES)) {
        const picture = drawPicture(face, style).toString('base64');
        const key = pictureKey(face, style);
        expect(byKey.get(key) ?? picture).toBe(picture);
        byKey.set(key, picture);
      }
  });
});
