import { existsSync, readFileSync } from 'node:fs';
import { strict } from '../provided.ts';

type Provided = Pick<
  Electron.NativeImage,
  | 'addRepresentation'
  | 'getScaleFactors'
  | 'getSize'
  | 'isEmpty'
  | 'isMacTemplateImage'
  | 'isTemplateImage'
  | 'setTemplateImage'
  | 'toDataURL'
  | 'toPNG'
>;

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

interface Representation {
  scaleFactor: number;
  png: Buffer;
}

/** An image as its PNG files, one for each scale factor. Other formats are not looked into. */
export class NativeImage implements Provided {
  isMacTemplateImage = false;
  readonly representations: Representation[] = [];

  isEmpty(): boolean {
    return this.representations.length === 0;
  }

  addRepresentation(options: Electron.AddRepresentationOptions): void {
    const { scaleFactor = 1, buffer, dataURL } = options;
    const png = dataURL === undefined ? buffer : Buffer.from(dataURL.replace(/^[^,]*,/, ''), 'base64');
    // As in Electron, what cannot be read leaves the image as it is.
    if (png && png.subarray(0, 4).equals(PNG))
      this.representations.push({ scaleFactor, png: Buffer.from(png) });
  }

  getScaleFactors(): number[] {
    return this.representations.map((one) => one.scaleFactor);
  }

  getSize(scaleFactor = 1): Electron.Size {
    const shown = this.#at(scaleFactor);
    if (!shown) return { width: 0, height: 0 };
    const points = (offset: number) => Math.round(shown.png.readUInt32BE(offset) / shown.scaleFactor);
    return { width: points(16), height: points(20) };
  }

  toPNG(options: Electron.ToPNGOptions = {}): Buffer {
    return this.#at(options.scaleFactor ?? 1)?.png ?? Buffer.alloc(0);
  }

  toDataURL(options: Electron.ToDataURLOptions = {}): string {
    return `data:image/png;base64,${this.toPNG(options).toString('base64')}`;
  }

  setTemplateImage(option: boolean): void {
    this.isMacTemplateImage = option;
  }

  isTemplateImage(): boolean {
    return this.isMacTemplateImage;
  }

  #at(scaleFactor: number): Representation | undefined {
    return this.representations.find((one) => one.scaleFactor === scaleFactor) ?? this.representations[0];
  }
}
Object.setPrototypeOf(NativeImage.prototype, strict('NativeImage', {}));

function imageOf(options: Electron.AddRepresentationOptions): NativeImage {
  const image = new NativeImage();
  image.addRepresentation(options);
  return image;
}

/** The image of a file. Like Electron, an unreadable file gives an empty image and no word about it. */
function imageAt(path: string): NativeImage {
  const image = existsSync(path) ? imageOf({ buffer: readFileSync(path) }) : new NativeImage();
  image.setTemplateImage(/Template(?:@\d+(?:\.\d+)?x)?\.[a-z]+$/.test(path));
  return image;
}

/** What Tray and Notification take as an image; a path that cannot be read throws there. */
export function imageFrom(image: NativeImage | string): NativeImage {
  if (typeof image !== 'string') return image;
  const read = imageAt(image);
  if (read.isEmpty()) throw new Error(`Failed to load image from path '${image}'`);
  return read;
}

export const nativeImage = strict('nativeImage', {
  createEmpty: () => new NativeImage(),
  createFromPath: imageAt,
  createFromDataURL: (dataURL: string) => imageOf({ dataURL }),
  createFromBuffer: (buffer: Buffer, options: Electron.CreateFromBufferOptions = {}) =>
    imageOf({ buffer, scaleFactor: options.scaleFactor ?? 1 }),
});
