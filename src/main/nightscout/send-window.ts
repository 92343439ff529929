import { deviceName, nightscoutEntry } from '../../shared/exchange/nightscout-entry.ts';
import { nightscoutPicks } from '../../shared/exchange/nightscout-picks.ts';
import type { Reading } from '../../shared/glucose/reading.ts';
import { ok, type Result } from '../../shared/result.ts';
import { HOUR, MINUTE } from '../../shared/time.ts';
import type { HistoryPort } from '../history/port.ts';
import { MOST_AT_ONCE, type NightscoutSite } from './site.ts';

/** So much of the history is read at a time: nobody waits for more of it to come out of its thread. */
const STEP_MS = 12 * HOUR;

/** What of a window is sent. */
export interface SendWindow {
  history: HistoryPort;
  site: NightscoutSite;
  patientId: string;
  intervalMinutes: number;
  /** ms UTC, up to but not including `to`. The slot that `from` is in is sent as a whole. */
  from: number;
  to: number;
  /** Which of the readings that would be sent the site lacks; all of them where nobody asks it. */
  lacking?: (picks: readonly Reading[], step: { from: number; to: number }) => Promise<Result<Reading[]>>;
  isTaken?: (slot: number) => boolean;
  /** Told after each request what the site has taken, and up to where the window is done. */
  onSent?: (sent: readonly Reading[], to: number) => void;
  signal?: AbortSignal;
}

/** What came of it: how many were chosen, and of these sent. */
export interface WindowSent {
  chosen: number;
  sent: number;
}

/** Sends what of somebody's readings in a window is to be sent, the oldest first; up to the first failure. */
export async function sendWindow(window: SendWindow): Promise<Result<WindowSent>> {
  const { history, site, patientId, intervalMinutes, to, isTaken, onSent, signal } = window;
  const slotMs = intervalMinutes * MINUTE;
  // Whole slots: what is chosen of one must not depend on where a step ends.
  const stepMs = Math.floor(STEP_MS / slotMs) * slotMs;
  const counts = { chosen: 0, sent: 0 };
  for (let from = Math.floor(window.from / slotMs) * slotMs; from < to; from += stepMs) {
    const step = { from, to: Math.min(from + stepMs, to) };
    const readings = await history.ask('recorded', { patientId, ...step }, signal);
    if (!readings.ok) return readings;
    const picks = nightscoutPicks(readings.value, intervalMinutes, isTaken);
    const lacking = (await window.lacking?.(picks, step)) ?? ok([...picks]);
    if (!lacking.ok) return lacking;
    counts.chosen += picks.length;
    for (let i = 0; i < lacking.value.length; i += MOST_AT_ONCE) {
      const part = lacking.value.slice(i, i + MOST_AT_ONCE);
      // Never a demo's: whoever calls makes sure of it.
      const entries = part.map((reading) => nightscoutEntry(reading, deviceName(false)));
      const sent = await site.send(entries);
      if (!sent.ok) return sent;
      counts.sent += part.length;
      onSent?.(part, step.to);
    }
    if (lacking.value.length === 0) onSent?.([], step.to);
  }
  return ok(counts);
}
