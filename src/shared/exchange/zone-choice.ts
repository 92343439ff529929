import { MINUTE } from '../time.ts';
import type { Decided, HeldReading } from './import-file.ts';
import { heard } from './overlap.ts';
import { offsetAt, zoneClock } from './zone-clock.ts';

const LEAST_READINGS = 20;
const FITTING_SHARE = 0.9;
const SAMPLE = 500;

/**
 * The wearer's zone: the one given; else this computer's, proven where it makes the clock that the wearer's readings came
 * with, guessed where there are none to ask. Where it makes another, the zones that would fit.
 */
export function chooseZone(
  given: string | null,
  systemZone: string,
  held: readonly HeldReading[],
): Decided<string> | { candidates: string[] } {
  if (given !== null) return { value: given, basis: 'given' };
  const known = knownOffsets(held);
  if (known.length < LEAST_READINGS) return { value: systemZone, basis: 'guessed' };
  if (fits(systemZone, known)) return { value: systemZone, basis: 'proven' };
  return { candidates: Intl.supportedValuesOf('timeZone').filter((zone) => fits(zone, known)) };
}

interface KnownOffset {
  at: number;
  offset: number;
}

/** What the wearer's clock was from UTC, in seconds, at some of the readings that say it. */
function knownOffsets(held: readonly HeldReading[]): KnownOffset[] {
  const known = heard(held).filter(({ wall }) => wall !== null);
  const step = Math.max(1, Math.ceil(known.length / SAMPLE));
  return known.flatMap(({ measuredAt, wall }, index) => {
    if (wall === null || index % step !== 0) return [];
    // The two stamps of a reading may be a second apart; no zone is finer than a quarter of an hour.
    return { at: measuredAt, offset: Math.round((wall - measuredAt) / (15 * MINUTE)) * 900 };
  });
}

function fits(zone: string, known: readonly KnownOffset[]): boolean {
  const times = known.map(({ at }) => at);
  const clock = zoneClock(zone, Math.min(...times), Math.max(...times));
  if (!clock) return false;
  const fitting = known.filter(({ at, offset }) => offsetAt(clock, at) === offset);
  return fitting.length >= FITTING_SHARE * known.length;
}
