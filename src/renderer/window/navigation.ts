import { computed, signal } from '@preact/signals';
import type { PersonState } from '../../shared/state/app-state.ts';
import type { AskedMinute } from '../../shared/ipc/alarms.ts';
import type { Page } from '../../shared/ipc/windows.ts';
import type { ChartView } from '../../shared/chart/view.ts';
import { DAY, HOUR } from '../../shared/time.ts';
import { bridge } from '../bridge.ts';
import { followed } from '../people.ts';

export const page = signal<Page>('now');

/** Signing in again while somebody is followed: in place of the page. */
export const signingInAgain = signal(false);

/** Whom the user has chosen to look at, by patient id. */
const chosenId = signal<string | null>(null);

/** The one shown large: the user's choice, or the first. */
export const chosen = computed<PersonState | null>(
  () => followed.value.find(({ person }) => person.patientId === chosenId.value) ?? followed.value[0] ?? null,
);

/** What the chart looked at last, of whomever: changing the person does not change the days. */
export const chartView = signal<ChartView>({ spanMs: DAY, endsAt: null });

/** Opens the chart on a day. @param from its first instant, ms UTC */
export function showDay(from: number, hours: number): void {
  chartView.value = { spanMs: DAY, endsAt: from + hours * HOUR };
  showPage('chart');
}

/** The minute of which the journal is to tell why it rang, or did not. */
export const askedMinute = signal<AskedMinute | null>(null);

/** Opens the journal at an instant, ms UTC. */
export function showWhy(instant: number): void {
  askedMinute.value = { instant };
  showPage('journal');
}

export function choosePerson(patientId: string): void {
  chosenId.value = patientId;
}

export function showPage(next: Page): void {
  signingInAgain.value = false;
  page.value = next;
}

export function signInAgain(): void {
  signingInAgain.value = true;
}

/** Goes where main says, to the person it names. */
export function followMain(): void {
  bridge.on('page:show', (told) => {
    if (told.at === undefined) showPage(told.page);
    else showWhy(told.at);
    if (told.patientId !== null) choosePerson(told.patientId);
  });
}
