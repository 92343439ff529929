import type { HeldReading, ImportAnswers, ImportContext } from '../../src/shared/exchange/import-file.ts';
import type { Person } from '../../src/shared/glucose/reading.ts';

export const ADA: Person = { patientId: 'ada', firstName: 'Ada', lastName: 'Lovelace' };
export const BEN: Person = { patientId: 'ben', firstName: 'Ben', lastName: 'Nevis' };

/** Nobody has answered anything; one person is known, in Berlin, and nothing is held of them. */
export function importContext(
  answers: Partial<ImportAnswers> = {},
  context: Partial<Omit<ImportContext, 'answers'>> = {},
): ImportContext {
  return {
    answers: {
      patientId: null,
      format: null,
      unit: null,
      dateOrder: null,
      zone: null,
      scans: false,
      ...answers,
    },
    people: [ADA],
    held: (): HeldReading[] => [],
    systemZone: 'Europe/Berlin',
    now: Date.UTC(2026, 10, 29),
    ...context,
  };
}
