import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// The way to force a collection where the process was not started for it.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (how: object) => void;
const WHOLE = { type: 'major', execution: 'sync' };

/** Collects the garbage of this thread. */
export function collectGarbage(): void {
  collect(WHOLE);
}

/** And gives back the room that V8 keeps for what is made next, with code that was not used lately. */
export function giveBackRoom(): void {
  collect({ ...WHOLE, flavor: 'last-resort' });
}
