import type Electron from 'electron';
import { validBounds, type Bounds } from './window-bounds.ts';

type Displays = Pick<Electron.Screen, 'getPrimaryDisplay' | 'getAllDisplays'>;

/** Calls back when a display comes, goes or changes. Only after the app is ready. @returns what ends it */
export function onDisplaysChanged(
  screen: Pick<Electron.Screen, 'on' | 'off'>,
  callback: () => void,
): () => void {
  screen.on('display-added', callback);
  screen.on('display-removed', callback);
  screen.on('display-metrics-changed', callback);
  return () => {
    screen.off('display-added', callback);
    screen.off('display-removed', callback);
    screen.off('display-metrics-changed', callback);
  };
}

/** Of all displays, the first one being where a new window comes. */
export function workAreas(screen: Displays): Bounds[] {
  const primary = screen.getPrimaryDisplay().id;
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary);
  return [screen.getPrimaryDisplay(), ...others].map(({ workArea }) => workArea);
}

/** The display it was on is gone: onto one that is there. Not every system does so by itself. */
export function bringBack(window: Electron.BrowserWindow, screen: Displays): void {
  if (window.isDestroyed() || window.isFullScreen() || window.isMaximized()) return;
  const areas = workAreas(screen);
  const bounds = validBounds(window.getNormalBounds(), areas);
  const [first] = areas;
  if (bounds.x !== undefined || !first) return;
  window.setBounds({
    ...bounds,
    x: first.x + Math.round((first.width - bounds.width) / 2),
    y: first.y + Math.round((first.height - bounds.height) / 2),
  });
}
