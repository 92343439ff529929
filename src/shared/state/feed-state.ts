import type { Problem } from '../problems.ts';

/** How it is with the local feed that is switched on: where it serves, or why it cannot. */
export type FeedState = { url: string } | { problem: Problem };
