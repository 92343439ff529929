import type { Bridge } from '../../../src/shared/ipc/contracts.ts';

declare global {
  interface Window {
    /** Put there by the preload. */
    glucoglance: Bridge;
  }
}
