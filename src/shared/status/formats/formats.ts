import type { Status } from '../status.ts';
import { statusJson } from '../status-json.ts';
import { statusWords } from '../status-words.ts';
import { i3statusLine } from './i3status-rs.ts';
import { prometheusText } from './prometheus.ts';
import { waybarLine } from './waybar.ts';
import { xbarText } from './xbar.ts';

export const STATUS_FORMATS = ['plain', 'json', 'waybar', 'i3status-rs', 'xbar', 'prometheus'] as const;
export type StatusFormat = (typeof STATUS_FORMATS)[number];

/** A status as a bar reads it: one line, or several where the format has them; without the last line break. */
export function statusText(format: StatusFormat, status: Status, version: string): string {
  switch (format) {
    case 'plain':
      return plainLine(status);
    case 'json':
      return JSON.stringify(statusJson(status));
    case 'waybar':
      return waybarLine(status);
    case 'i3status-rs':
      return i3statusLine(status);
    case 'xbar':
      return xbarText(status);
    case 'prometheus':
      return prometheusText([status], version);
  }
}

/** What the line says already. */
const TOLD: readonly Status['link']['code'][] = ['notWatching', 'phoneSilent', 'noReadingYet'];

/** As the tooltip of the tray has it: what is broken follows the value, where the line does not say it. */
function plainLine(status: Status): string {
  const { line, sentence } = statusWords(status);
  if (sentence === null || TOLD.includes(status.link.code)) return line;
  return `${line} · ${sentence.replace(/\.$/, '')}`;
}
