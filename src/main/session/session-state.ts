import type { Run } from './run.ts';

/**
 * Whom the program follows. `starting`: the keychain is being asked; what the history holds is shown meanwhile.
 * `signedOut` with a run: the password cannot be read now, and the alarms go on although nobody can ask the server.
 * `mayComeUp`: the password may be there later; it could not be read, or the best place for it could not be used.
 * `paused`: nobody is watched while the data is put back or erased.
 */
export type SessionState =
  | { at: 'starting'; run: Run | null }
  | { at: 'signedOut'; run: Run | null; mayComeUp: boolean }
  | { at: 'following'; run: Run }
  | { at: 'paused'; run: null };
