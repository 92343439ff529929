import type { Bridge } from '../shared/ipc.ts';

declare global {
  interface Window {
    /** Put there by the preload. */
    glucoglance: Bridge;
  }
}

/** The way to the main process. */
export const bridge: Bridge = window.glucoglance;
