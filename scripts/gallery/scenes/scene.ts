import type { Page } from '../../../src/shared/ipc/windows.ts';
import type { Snapshot } from '../../../src/shared/state/snapshot.ts';
import type { Answers } from './chart-answers.ts';

/** A view in one of its states: what main says, what the user does to get there, and what main says then. */
export interface Scene {
  snapshot: Snapshot;
  answers?: Answers;
  page?: Page;
  steps?: readonly Step[];
  later?: Partial<Snapshot>;
}

/** One thing a hand does. Names are those that are read out; one that ends in … is only how it begins. */
export type Step = Press | Typing;

export interface Press {
  role: 'button' | 'checkbox' | 'radio' | 'switch';
  name: string;
  /** What the group is called, where several are called so. */
  within?: string;
}

/** Into a field for text, or of a list the option that is called so. */
export interface Typing {
  field: string;
  text: string;
}

export const press = (name: string): Press => ({ role: 'button', name });
export const tick = (name: string): Press => ({ role: 'checkbox', name });
export const turn = (name: string): Press => ({ role: 'switch', name });
export const choose = (name: string, within: string): Press => ({ role: 'radio', name, within });
export const enter = (field: string, text: string): Typing => ({ field, text });
