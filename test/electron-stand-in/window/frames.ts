import { fromChromium, originOf } from '../session/schemes.ts';

/** A frame of a page as `event.senderFrame` shows it. */
export class Frame implements Pick<Electron.WebFrameMain, 'isDestroyed' | 'origin' | 'url'> {
  readonly parent: Frame | null;
  url = 'about:blank';
  #destroyed = false;

  constructor(parent: Frame | null) {
    this.parent = parent;
  }

  get top(): Frame {
    return this.parent?.top ?? this;
  }

  get origin(): string {
    return originOf(this.url);
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  destroy(): void {
    this.#destroyed = true;
  }
}

/** The frames of one page by Chromium's ids, and the script contexts in them. */
export class Frames {
  readonly #frames = new Map<string, Frame>();
  readonly #contexts = new Map<number, { frame: string; world: string }>();
  mainId = '';

  get main(): Frame {
    return this.at(this.mainId);
  }

  at(id: string, parent?: string): Frame {
    const known = this.#frames.get(id);
    if (known) return known;
    const frame = new Frame(parent === undefined ? null : this.at(parent));
    this.#frames.set(id, frame);
    return frame;
  }

  navigated(id: string, parent: string | undefined, url: string): void {
    this.at(id, parent).url = fromChromium(url);
    if (parent === undefined) this.mainId = id;
  }

  detached(id: string): void {
    this.#frames.get(id)?.destroy();
    this.#frames.delete(id);
  }

  contextMade(context: number, frame: string, world: string): void {
    this.#contexts.set(context, { frame, world });
  }

  contextGone(context?: number): void {
    if (context === undefined) this.#contexts.clear();
    else this.#contexts.delete(context);
  }

  /** The frame of a script context; null once it is gone. */
  ofContext(context: number): Frame | null {
    const known = this.#contexts.get(context);
    return known ? (this.#frames.get(known.frame) ?? null) : null;
  }

  /** The context of a world in the main frame, where a page is. */
  mainContext(world: string): number | null {
    for (const [context, one] of this.#contexts) {
      if (one.frame === this.mainId && one.world === world) return context;
    }
    return null;
  }
}
