import { batch, computed, effect, signal } from '@preact/signals';
import { wholeText } from '../shared/messages/figures.ts';
import { speakAs } from '../shared/messages/speech.ts';
import { clockText } from '../shared/messages/times.ts';
import type { Snapshot } from '../shared/state/snapshot.ts';
import { SECOND } from '../shared/time.ts';
import { bridge } from './bridge.ts';
import { learnLanguage, speaks } from './words.ts';

/** What main told last; null until the first answer. */
export const snapshot = signal<Snapshot | null>(null);

/** What this computer's clock says, ms UTC; moves each second while somebody looks. Polls and waits are planned by it. */
export const clock = signal(Date.now());

/** The time by which the ages of readings are counted, ms UTC. */
export const now = computed(() => clock.value + (snapshot.value?.clockOffset ?? 0));

/** Main has given no sign of life for long, or the poll that it announced is long overdue. */
export const isMonitorSilent = signal(false);

/** Between two ticks of a page that somebody may see. */
const TICK_MS = SECOND;
/** Counted in ticks, not by the clock: after a computer's sleep every sign and poll is overdue, and nothing is wrong. */
const MOST_MS = 90 * SECOND;
/** So long a main process that lives may take to answer a page that is seen again. */
const ANSWER_MS = 2 * SECOND;
let overdueMs = 0;
let silentMs = 0;

const isVisible = signal(!document.hidden);

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
 * @param isUsed whether anything on the page changes with time; for one that the system calls visible always
 */
export async function connect(isTold: boolean, isUsed: () => boolean = () => true): Promise<void> {
  const told = new Promise<void>((resolve) => {
    bridge.on('snapshot:changed', (next) => void take(next).then(resolve));
  });
  bridge.on('monitor:alive', (alive) => {
    silentMs = 0;
    if (isOverdue()) overdueMs = Math.max(overdueMs, alive.overdueMs);
  });
  let unseenAt = performance.now();
  document.addEventListener('visibilitychange', () => {
    isVisible.value = !document.hidden;
    if (isVisible.value) void askSeen(performance.now() - unseenAt);
    else unseenAt = performance.now();
  });
  const isSeen = computed(() => isVisible.value && isUsed());
  // A computer that nobody looks at is not woken: main tells what is now before the page is seen, and is asked then.
  effect(() => {
    if (!isSeen.value) return;
    // What is shown again must not be as old as it was then.
    readClock();
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  });
  effect(() => {
    document.documentElement.lang = language.value;
    document.documentElement.dataset['palette'] = snapshot.value?.settings.desktop.palette ?? 'standard';
  });
  // The first figure and the first time that a process writes have it read tables, 15 ms: while it waits anyway.
  setTimeout(() => [wholeText(0), clockText(0)]);
  await Promise.race([told, isTold ? askUntold() : ask()]);
}

async function ask(): Promise<void> {
  await take(await bridge.invoke('snapshot:read', undefined));
}

/** Seen again: a page that nobody sees is told nothing, so that only an answer says that main has lived meanwhile. */
async function askSeen(unseenMs: number): Promise<void> {
  const untold = setTimeout(() => {
    silentMs += unseenMs;
    judge();
  }, ANSWER_MS);
  // What is refused is an answer, too.
  await ask().catch(() => {});
  clearTimeout(untold);
  silentMs = 0;
  judge();
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
  overdueMs = isOverdue() ? overdueMs + TICK_MS : 0;
  silentMs += TICK_MS;
  judge();
}

function isOverdue(): boolean {
  return clock.value > (snapshot.value?.state?.nextPollAt ?? Infinity);
}

function judge(): void {
  isMonitorSilent.value = Math.max(overdueMs, silentMs) >= MOST_MS;
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
