import { signal } from '@preact/signals';

/** Files that were dropped on the window and that nobody has taken yet. */
export const dropped = signal<readonly File[] | null>(null);

/** A file is being imported: the next one has to wait. */
export const isBusy = signal(false);
