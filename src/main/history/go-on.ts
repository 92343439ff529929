/**
 * Called by what takes long between its steps: throws where nobody waits for the answer any more.
 * @param done how much of it is done, a share of one, where it can tell
 */
export type GoOn = (done?: number) => void;
