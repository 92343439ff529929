import { resolve } from 'node:path';

/**
 * For the environment of programs that tests start: where Node keeps what it has made of their sources, so that not
 * each of hundreds of processes makes it anew. What has changed is made again.
 */
export const COMPILED = {
  NODE_COMPILE_CACHE: resolve(import.meta.dirname, '../../node_modules/.cache/compiled'),
};
