import { computed, signal } from '@preact/signals';
import type { Snapshot } from '../shared/ipc.ts';
import { bridge } from './bridge.ts';

/** What main told last; null until the first answer. */
export const snapshot = signal<Snapshot | null>(null);

/** The time by which ages are counted on the screen, ms UTC; moves each second. */
export const now = signal(Date.now());

export type Page = 'now' | 'people' | 'status';
export const page = signal<Page>('now');

export const mode = computed(() => snapshot.value?.mode ?? null);

/** Takes the state as it is, then every newer one. */
export async function connect(): Promise<void> {
  bridge.on('snapshot:changed', take);
  setInterval(() => (now.value = Date.now()), 1000);
  take(await bridge.invoke('snapshot:read', undefined));
}

function take(next: Snapshot): void {
  if (snapshot.value === null || next.sequence >= snapshot.value.sequence) snapshot.value = next;
}
