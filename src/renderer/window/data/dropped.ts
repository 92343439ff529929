import { signal } from '@preact/signals';

/** Files that were dropped on the window and that nobody has taken yet. */
export const dropped = signal<readonly File[] | null>(null);

/** Something is done to the history: a file that is dropped now is not taken. */
export const takesNone = signal(false);
