export interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const DEFAULT_SIZE = { width: 940, height: 680 };
export const MINIMUM_SIZE = { width: 320, height: 420 };
/** So much of the window must be on a screen for a person to get hold of it. */
const GRIP = 80;

/**
 * Where to show the window: where it was, if that is still on a screen; else its size alone, as far as that fits, for the system to place.
 *
 * @param stored what was kept, of any shape
 * @param screens the work areas there are now, the first being where it would be placed
 */
export function validBounds(
  stored: unknown,
  screens: readonly Bounds[],
): Partial<Bounds> & typeof DEFAULT_SIZE {
  if (!isBounds(stored)) return DEFAULT_SIZE;
  const size = {
    width: Math.max(stored.width, MINIMUM_SIZE.width),
    height: Math.max(stored.height, MINIMUM_SIZE.height),
  };
  const reachable = screens.some(
    (screen) =>
      stored.x + size.width - GRIP > screen.x &&
      stored.x + GRIP < screen.x + screen.width &&
      stored.y >= screen.y &&
      stored.y + GRIP < screen.y + screen.height,
  );
  if (reachable) return { ...size, x: stored.x, y: stored.y };
  const [first = size] = screens;
  return { width: Math.min(size.width, first.width), height: Math.min(size.height, first.height) };
}

function isBounds(value: unknown): value is Bounds {
  if (typeof value !== 'object' || value === null) return false;
  return (['x', 'y', 'width', 'height'] as const).every((key) =>
    Number.isSafeInteger((value as Bounds)[key]),
  );
}
