/** What a hand does to the chart; `x` in CSS pixels from the left edge of the element. */
export interface Gestures {
  /** Moved by so many pixels, to the right is positive. */
  pan(pixels: number): void;
  /** A factor over 1 shows more time. */
  zoom(factor: number, x: number): void;
  /** null: no longer over it. */
  hover(x: number | null): void;
  /** Pressed and let go in one place. */
  click(x: number): void;
}

/** How much a notch of the wheel (100 px) zooms, and how much a pinch on a touchpad, which comes as small steps. */
const WHEEL_RATE = 0.0018;
const PINCH_RATE = 0.012;
const LINE_PIXELS = 16;
/** A hand that presses trembles so much, px; beyond it drags. */
const TREMBLE = 4;

/**
 * Wheel and touchpad (across pans, along zooms, Shift turns one into the other), dragging, pinching with two fingers.
 * What comes within one frame is handed on as one.
 */
export function listenToGestures(element: HTMLElement, gestures: Gestures): () => void {
  const ending = new AbortController();
  const options = { signal: ending.signal };
  const pointers = new Map<number, number>();
  let [moved, factor, around] = [0, 1, 0];
  /** Where the one pointer that has not moved since was pressed. */
  let pressed: number | null = null;
  let frame = 0;

  const left = (): number => element.getBoundingClientRect().left;
  const schedule = (): void => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      const [pixels, by] = [moved, factor];
      [moved, factor] = [0, 1];
      if (pixels !== 0) gestures.pan(pixels);
      if (by !== 1) gestures.zoom(by, around);
    });
  };

  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const unit = event.deltaMode === 0 ? 1 : event.deltaMode === 1 ? LINE_PIXELS : element.clientHeight;
      const swapped = event.shiftKey && event.deltaX === 0;
      const across = (swapped ? event.deltaY : event.deltaX) * unit;
      const along = (swapped ? 0 : event.deltaY) * unit;
      if (Math.abs(across) > Math.abs(along)) moved -= across;
      else factor *= Math.exp(along * (event.ctrlKey ? PINCH_RATE : WHEEL_RATE));
      around = event.clientX - left();
      schedule();
    },
    { ...options, passive: false },
  );

  element.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0) return;
      pressed = pointers.size === 0 ? event.clientX : null;
      pointers.set(event.pointerId, event.clientX);
      element.setPointerCapture(event.pointerId);
      gestures.hover(null);
    },
    options,
  );
  element.addEventListener(
    'pointermove',
    (event) => {
      const before = pointers.get(event.pointerId);
      if (before === undefined) {
        gestures.hover(event.clientX - left());
        return;
      }
      if (pressed !== null && Math.abs(event.clientX - pressed) > TREMBLE) pressed = null;
      const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
      pointers.set(event.pointerId, event.clientX);
      if (other === undefined) moved += event.clientX - before;
      else {
        factor *= Math.max(1, Math.abs(before - other)) / Math.max(1, Math.abs(event.clientX - other));
        around = (event.clientX + other) / 2 - left();
      }
      schedule();
    },
    options,
  );
  element.addEventListener(
    'pointerup',
    () => {
      if (pressed !== null) gestures.click(pressed - left());
      pressed = null;
    },
    options,
  );
  for (const end of ['pointerup', 'pointercancel', 'lostpointercapture'] as const)
    element.addEventListener(end, (event) => pointers.delete(event.pointerId), options);
  element.addEventListener('pointerleave', () => gestures.hover(null), options);

  return () => {
    ending.abort();
    cancelAnimationFrame(frame);
  };
}
