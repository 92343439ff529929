import type { Palette } from '../../../../shared/settings/settings.ts';
import type { Face } from '../../picture/face.ts';
import { barPicture } from './bar-picture.ts';
import { coloursOf, type BarTheme } from '../../picture/colours.ts';
import { png } from '../../picture/png.ts';
import { templatePicture } from './template-picture.ts';

/** What a picture depends on beside its face. */
export interface PictureStyle {
  px: number;
  template: boolean;
  theme: BarTheme;
  palette: Palette;
}

/** Everything a picture is drawn from, as one word. */
export function pictureKey(face: Face, { px, template, theme, palette }: PictureStyle): string {
  // A template is black whatever the theme, and the number is not in it.
  const style = template ? ['template'] : [theme, palette, face.text];
  const { tone, shape, wear, arrow, urgent, rings, mark } = face;
  return [px, ...style, tone, shape, wear, arrow, urgent, rings, mark].join(' ');
}

/** Draws a face at exactly `px` by `px` pixels; a PNG file. */
export function drawPicture(face: Face, { px, template, theme, palette }: PictureStyle): Buffer {
  const { pixels } = template ? templatePicture(face, px) : barPicture(face, px, coloursOf(theme, palette));
  return png(pixels, px);
}

/** More than a day's different values are never needed again at once. */
const MOST_KEPT = 100;

/** Draws each picture once and keeps those that were wanted last. */
export class Pictures {
  readonly #kept = new Map<string, Buffer>();
  /** How many pictures have been drawn. */
  drawn = 0;

  get size(): number {
    return this.#kept.size;
  }

  of(face: Face, style: PictureStyle): Buffer {
    const key = pictureKey(face, style);
    const known = this.#kept.get(key);
    // Back to the end, so that the first is the one that has not been wanted for longest.
    if (known) this.#kept.delete(key);
    else this.drawn++;
    const picture = known ?? drawPicture(face, style);
    this.#kept.set(key, picture);
    for (const [oldest] of this.#kept) {
      if (this.#kept.size <= MOST_KEPT) break;
      this.#kept.delete(oldest);
    }
    return picture;
  }
}
