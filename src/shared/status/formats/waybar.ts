import type { Status } from '../status.ts';
import { statusWords } from '../status-words.ts';
import { statusClasses, valueClass } from './classes.ts';

/** An object a line, as Waybar's `return-type: json` reads it; the text is Pango markup. */
export function waybarLine(status: Status): string {
  const { short, line, sentence } = statusWords(status);
  return JSON.stringify({
    text: pango(short),
    alt: status.freshness === 'stale' ? 'stale' : valueClass(status),
    tooltip: pango(sentence === null ? line : `${line}\n${sentence}`),
    class: statusClasses(status),
  });
}

function pango(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
