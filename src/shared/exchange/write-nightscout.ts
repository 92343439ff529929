import { MAX_ZONE_SECONDS } from '../statistics/civil-clock.ts';
import { SECOND } from '../time.ts';
import { DIRECTIONS, OFF_SCALE } from './nightscout-entry.ts';
import type { ReadingsWriter } from './readings-writer.ts';
import { isoStamps } from './stamp-text.ts';

/**
 * Entries as Nightscout's `entries.json` has them: an array, newest first, mg/dL whatever the person's unit.
 * @param device names the program that sent them
 */
export function nightscoutWriter({ device }: { device: string }): ReadingsWriter {
  const stamp = isoStamps();
  let begins = '\n';
  return {
    head: '[',
    foot: '\n]\n',
    newestFirst: true,
    needsRest: false,
    daysAtOnce: 0.5,
    lines(part) {
      let text = '';
      for (let i = part.at.length - 1; i >= 0; i--) {
        const at = part.at[i] ?? 0;
        const { offScale, zone } = part.contexts[part.context[i] ?? 0] ?? { offScale: null, zone: null };
        const direction = DIRECTIONS[part.trend[i] ?? 0] ?? null;
        text +=
          begins +
          JSON.stringify({
            type: 'sgv',
            sgv: offScale === null ? part.mgdl[i] : OFF_SCALE[offScale],
            date: at * SECOND,
            dateString: `${stamp(at)}.000Z`,
            ...(direction !== null && { direction }),
            device,
            ...(zone !== null && Math.abs(zone) <= MAX_ZONE_SECONDS && { utcOffset: zone / 60 }),
          });
        begins = ',\n';
      }
      return text;
    },
  };
}
