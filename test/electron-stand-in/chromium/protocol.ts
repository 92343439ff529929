/** Chromium's own description of its remote control, as Playwright carries it. */
export type { Protocol } from '../../../node_modules/playwright-core/types/protocol.d.ts';
