import { glucoseNumber } from '../shared/messages/figures.ts';
import type { Unit } from '../shared/glucose/units.ts';

/** `+0.2`, `−4`; the sign says which way, and zero is neither. */
export function changeText(mgdl: number, unit: Unit): string {
  const size = glucoseNumber(Math.abs(mgdl), unit);
  if (size === glucoseNumber(0, unit)) return `±${size}`;
  return `${mgdl < 0 ? '−' : '+'}${size}`;
}
