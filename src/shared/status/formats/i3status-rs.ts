import type { Status } from '../status.ts';
import { statusWords } from '../status-words.ts';

/** An object a line, as a custom block of i3status-rust with `json = true` reads it. */
export function i3statusLine(status: Status): string {
  const { short } = statusWords(status);
  return JSON.stringify({ icon: '', state: stateOf(status), text: short, short_text: short });
}

/** One of its five: what rings or is urgent, what is worth a look, all well, and nothing to be said. */
function stateOf(status: Status): 'Idle' | 'Good' | 'Warning' | 'Critical' {
  const { person, urgent, alarm, freshness, range, link } = status;
  const isFresh = freshness === 'current' || freshness === 'delayed';
  if ((isFresh && urgent) || alarm?.priority === 'high') return 'Critical';
  if (link.code === 'notWatching' || link.code === 'problem') return 'Warning';
  if (person === null) return 'Idle';
  return isFresh && range === 'in_range' ? 'Good' : 'Warning';
}
