import { batch, computed, effect, signal } from '@preact/signals';
import { speakAs } from '../shared/messages/speech.ts';
import type { Snapshot } from '../shared/state/snapshot.ts';
import { SECOND } from '../shared/time.ts';
import { bridge } from './bridge.ts';
import { learnLanguage, speaks } from './words.ts';

/** What main told last; null until the first answer. */
export const snapshot = signal<Snapshot | null>(null);

/** What this computer's clock says, ms UTC; moves each second. Polls and waits are planned by it. */
export const clock = signal(Date.now());

/** The time by which the ages of readings are counted, ms UTC. */
export const now = computed(() => clock.value + (snapshot.value?.clockOffset ?? 0));

/** Main has given no sign of life for long, or the poll that it announced is long overdue. */
export const isMonitorSilent = signal(false);

/** Counted in ticks, not by the clock: after a computer's sleep every sign and poll is overdue, and nothing is wrong. */
const MOST_TICKS = 90;
let overdueTicks = 0;
let silentTicks = 0;

/** How this page speaks; another object only where it is another way. */
const language = computed(() => snapshot.value?.speech.language ?? 'en');
const locale = computed(() => snapshot.value?.speech.locale ?? 'en-GB');
const hours = computed(() => snapshot.value?.speech.clock ?? null);
const speech = computed(() => ({ language: language.value, locale: locale.value, clock: hours.value }));
speakAs(() => speech.value);

export const mode = computed(() => snapshot.value?.mode ?? null);

/** So long after a page has loaded main may take to tell it. */
const UNTOLD_MS = 100;

/**
 * Takes the state as it is, then every newer one; ends with the first. Rejects where main does not answer.
 *
 * @param isTold main tells this page when it has loaded, so that it asks only where nothing comes; else it asks at once
 */
export async function connect(isTold: boolean): Promise<void> {
  const told = new Promise<void>((resolve) => {
    bridge.on('snapshot:changed', (next) => void take(next).then(resolve));
  });
  bridge.on('monitor:alive', () => (silentTicks = 0));
  setInterval(tick, SECOND);
  // Timers stand still while the window is hidden; what is shown again must not be as old as it was then.
  document.addEventListener('visibilitychange', readClock);
  effect(() => {
    document.documentElement.lang = language.value;
    document.documentElement.dataset['palette'] = snapshot.value?.settings.desktop.palette ?? 'standard';
  });
  await Promise.race([told, isTold ? askUntold() : ask()]);
}

async function ask(): Promise<void> {
  await take(await bridge.invoke('snapshot:read', undefined));
}

async function askUntold(): Promise<void> {
  if (document.readyState !== 'complete')
    await new Promise((resolve) => window.addEventListener('load', resolve, { once: true }));
  await new Promise((resolve) => setTimeout(resolve, UNTOLD_MS));
  if (snapshot.value === null) await ask();
}

function readClock(): void {
  clock.value = Date.now();
}

function tick(): void {
  readClock();
  const nextPollAt = snapshot.value?.state?.nextPollAt ?? Infinity;
  overdueTicks = clock.value > nextPollAt ? overdueTicks + 1 : 0;
  silentTicks += 1;
  isMonitorSilent.value = Math.max(overdueTicks, silentTicks) >= MOST_TICKS;
}

/** At once, but for one in a language that this page does not speak yet. */
async function take(next: Snapshot): Promise<void> {
  const { language: wanted } = next.speech;
  if (!speaks(wanted)) await learnLanguage(wanted);
  if (snapshot.value !== null && next.sequence < snapshot.value.sequence) return;
  batch(() => {
    snapshot.value = next;
    readClock();
  });
}
