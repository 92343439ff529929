import type Electron from 'electron';

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
