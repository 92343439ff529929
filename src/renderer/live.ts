import { batch, computed, effect, signal } from '@preact/signals';
import type { PersonState } from '../shared/app-state.ts';
import { personName, type Person } from '../shared/glucose/reading.ts';
import { printable } from '../shared/printable.ts';
import type { Unit } from '../shared/glucose/units.ts';
import type { Page, Snapshot } from '../shared/ipc.ts';
import { isFollowed, personSettings } from '../shared/settings/settings.ts';
import { SECOND } from '../shared/time.ts';
import { bridge } from './bridge.ts';
import { setLocale } from './locale.ts';

/** What main told last; null until the first answer. */
export const snapshot = signal<Snapshot | null>(null);

/** What this computer's clock says, ms UTC; moves each second. Polls and waits are planned by it. */
export const clock = signal(Date.now());

/** The time by which the ages of readings are counted, ms UTC. */
export const now = computed(() => clock.value + (snapshot.value?.clockOffset ?? 0));

/** The poll that was announced is long overdue: main itself seems to stand still. */
export const isMonitorSilent = signal(false);

/** Counted in ticks, not by the clock: after a computer's sleep every poll is overdue, and nothing is wrong. */
const MOST_OVERDUE_TICKS = 90;
let overdueTicks = 0;

export const page = signal<Page>('now');

/** Signing in again while somebody is followed: in place of the page. */
export const signingInAgain = signal(false);

/** Whom the user has chosen to look at, by patient id. */
const chosenId = signal<string | null>(null);

export const mode = computed(() => snapshot.value?.mode ?? null);

/** Everyone who shares and is followed. */
export const followed = computed<readonly PersonState[]>(() => {
  const { state, settings } = snapshot.value ?? {};
  if (!state || !settings) return [];
  return state.people.filter(({ person }) => isFollowed(settings, person.patientId));
});

/** The one shown large: the user's choice, or the first. */
export const chosen = computed<PersonState | null>(
  () => followed.value.find(({ person }) => person.patientId === chosenId.value) ?? followed.value[0] ?? null,
);

export function choosePerson(patientId: string): void {
  chosenId.value = patientId;
}

export function showPage(next: Page): void {
  signingInAgain.value = false;
  page.value = next;
}

/** What this person is called here. */
export function nameOf(person: Person): string {
  const settings = snapshot.value?.settings;
  return printable((settings && personSettings(settings, person.patientId).name) || personName(person));
}

/** As `nameOf`, of somebody who is only known by id and the account's name. */
export function nameById(patientId: string | null, name: string | null): string | null {
  const settings = snapshot.value?.settings;
  const own = (patientId !== null && settings && personSettings(settings, patientId).name) || name;
  return own === null ? null : printable(own);
}

/** The unit everything about somebody is shown in. */
export function unitOf(person: PersonState | null): Unit {
  return snapshot.value?.settings.unit ?? person?.unit ?? 'mgdl';
}

export function unitById(patientId: string | null): Unit {
  const people = snapshot.value?.state?.people ?? [];
  return unitOf(people.find(({ person }) => person.patientId === patientId) ?? null);
}

/** Takes the state as it is, then every newer one; goes where main says. */
export async function connect(): Promise<void> {
  bridge.on('snapshot:changed', take);
  bridge.on('page:show', (told) => {
    showPage(told.page);
    if (told.patientId !== null) choosePerson(told.patientId);
  });
  setInterval(tick, SECOND);
  // Timers stand still while the window is hidden; what is shown again must not be as old as it was then.
  document.addEventListener('visibilitychange', readClock);
  effect(() => {
    document.documentElement.dataset['palette'] = snapshot.value?.settings.desktop.palette ?? 'standard';
  });
  take(await bridge.invoke('snapshot:read', undefined));
}

function readClock(): void {
  clock.value = Date.now();
}

function tick(): void {
  readClock();
  const nextPollAt = snapshot.value?.state?.nextPollAt ?? Infinity;
  overdueTicks = clock.value > nextPollAt ? overdueTicks + 1 : 0;
  isMonitorSilent.value = overdueTicks >= MOST_OVERDUE_TICKS;
}

function take(next: Snapshot): void {
  if (snapshot.value !== null && next.sequence < snapshot.value.sequence) return;
  setLocale(next.locale);
  batch(() => {
    snapshot.value = next;
    readClock();
  });
}
