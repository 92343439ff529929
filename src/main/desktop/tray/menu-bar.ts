import type Electron from 'electron';
import type { TrayAnswer } from './tray-keeper.ts';

/** The menu bar of macOS is not higher than this, also beside a camera, px. */
const HIGHEST_BAR = 45;

/**
 * Whether an icon stands in the menu bar of a display. macOS keeps one that is switched off (macOS 26: System Settings,
 * Menu Bar), or has no room, somewhere else: beyond every display, or in the lower left corner of one.
 */
export function menuBarAnswer(
  icon: Electron.Rectangle,
  displays: readonly Pick<Electron.Display, 'bounds'>[],
): TrayAnswer {
  // It has not been placed yet, or nobody can tell where.
  if (icon.width <= 0 || icon.height <= 0 || displays.length === 0) return null;
  const isThere = displays.some(
    ({ bounds: { x, y, width } }) =>
      icon.x < x + width && icon.x + icon.width > x && icon.y < y + HIGHEST_BAR && icon.y + icon.height > y,
  );
  return isThere ? 'shown' : 'hidden';
}
