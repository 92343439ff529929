import { guarded } from '../formula-guard.ts';
import type { Person } from '../glucose/reading.ts';
import { formatGlucose, unitLabel, type Unit } from '../glucose/units.ts';
import { printable } from '../printable.ts';
import type { OffsetAt } from '../statistics/civil-clock.ts';
import { LINE_END, quoted } from './csv-text.ts';
import { wallClock, type ReadingsWriter } from './readings-writer.ts';
import { isoStamps } from './stamp-text.ts';

const COLUMNS = 14;

function columnsOf(unit: Unit): string[] {
  const label = unitLabel(unit);
  return [
    'Index',
    'Timestamp (YYYY-MM-DDThh:mm:ss)',
    'Event Type',
    'Event Subtype',
    'Patient Info',
    'Device Info',
    'Source Device ID',
    `Glucose Value (${label})`,
    'Insulin Value (u)',
    'Carb Value (grams)',
    'Duration (hh:mm:ss)',
    `Glucose Rate of Change (${label}/min)`,
    'Transmitter Time (Long Integer)',
    'Transmitter ID',
  ];
}

const OFF_SCALE = { LO: 'Low', HI: 'High' } as const;

export interface ClarityOptions {
  unit: Unit;
  /** Where their name may be told. */
  person: Person | null;
  systemOffset: OffsetAt;
}

/** The form of Dexcom Clarity's export: by the wearer's clock, numbered; what only a transmitter knows is left empty. */
export function clarityWriter({ unit, person, systemOffset }: ClarityOptions): ReadingsWriter {
  const stamp = isoStamps();
  let number = 0;
  const row = (cells: Partial<Record<'stamp' | 'event' | 'person' | 'device' | 'value', string>>): string => {
    const { stamp: time = '', event = '', person: info = '', device = '', value = '' } = cells;
    number += 1;
    const all = [String(number), time, event, '', info, '', device, value];
    return `"${all.join('","')}"${',""'.repeat(COLUMNS - all.length)}${LINE_END}`;
  };
  const named = (event: string, name: string): string =>
    row({ event, person: guarded(printable(name)).replaceAll('"', '""') });
  const names = person && [named('FirstName', person.firstName), named('LastName', person.lastName)];
  return {
    head: columnsOf(unit).map(quoted).join(',') + LINE_END + (names ?? []).join(''),
    foot: '',
    newestFirst: false,
    needsRest: true,
    daysAtOnce: 0.5,
    lines(part) {
      const wall = wallClock(part, systemOffset);
      let text = '';
      for (let i = 0; i < part.at.length; i++) {
        const offScale = part.contexts[part.context[i] ?? 0]?.offScale ?? null;
        text += row({
          stamp: stamp(wall(i)),
          event: 'EGV',
          device: 'Glucoglance',
          value: offScale === null ? formatGlucose(part.mgdl[i] ?? 0, unit) : OFF_SCALE[offScale],
        });
      }
      return text;
    },
  };
}
