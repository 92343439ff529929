import type Electron from 'electron';

const WIDTH = 512;
/** The line at the foot, and one alarm; the page scrolls where there are more than fit. */
const FRAME_HEIGHT = 44;
const ALARM_HEIGHT = 224;
const MOST_SHOWN = 4;
const MARGIN = 16;

/**
 * Where the alarm window stands, for so many alarms: in a corner of the work area in which the system does not show its
 * notifications. Those are at the bottom on Windows, else mostly at the top. All in device-independent pixels.
 */
export function alarmWindowBounds(
  workArea: Electron.Rectangle,
  alarms: number,
  platform: NodeJS.Platform,
): Electron.Rectangle {
  const shown = Math.min(Math.max(alarms, 1), MOST_SHOWN);
  const width = Math.min(WIDTH, workArea.width);
  const height = Math.min(FRAME_HEIGHT + shown * ALARM_HEIGHT, workArea.height);
  const x = workArea.x + Math.max(0, workArea.width - width - MARGIN);
  const below = workArea.y + Math.max(0, workArea.height - height - MARGIN);
  const above = workArea.y + Math.min(MARGIN, workArea.height - height);
  return { x, y: platform === 'win32' ? above : below, width, height };
}
