import highSound from '../../../assets/sounds/high.wav?inline';
import lowSound from '../../../assets/sounds/low.wav?inline';
import mediumSound from '../../../assets/sounds/medium.wav?inline';
import type { Priority } from '../../shared/alarms/kinds.ts';

// They come inside the script: the page may fetch nothing, and a sound that has to be loaded may fail to.
const SOUNDS: Readonly<Record<Priority, string>> = { high: highSound, medium: mediumSound, low: lowSound };

export function soundOf(priority: Priority): ArrayBuffer {
  const [, base64 = ''] = SOUNDS[priority].split(',');
  return Uint8Array.from(atob(base64), (one) => one.charCodeAt(0)).buffer;
}
