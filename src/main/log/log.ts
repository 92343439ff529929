import type { Clock } from '../time/clock.ts';
import { EVENTS, type LogEvent } from './events.ts';
import type { Field, Written } from './fields.ts';
import type { Redactor } from './redact.ts';

/** Where the program says what it does, for whoever is asked for help later. */
export interface Log {
  /** Never throws and never waits for anything. */
  write(event: LogEvent): void;
}

/** A log of what happens to people, who are numbers in it, the same ones throughout a run. */
export interface PeopleLog extends Log {
  /** Learns what must never be written. */
  readonly redactor: Pick<Redactor, 'register'>;
  readonly personNumber: (patientId: string) => number;
}

/** Longer than any line there should be. */
const LONGEST_LINE = 4000;

/**
 * A log of lines of JSON: when, which event, its fields.
 *
 * @param sink takes a finished line, without its end
 * @param redact the net below the list of fields; also keeps the line one line
 */
export function createLog(
  clock: Pick<Clock, 'now'>,
  redact: (line: string) => string,
  sink: (line: string) => void,
): Log {
  return {
    write(event) {
      try {
        const line = redact(lineOf(event, clock.now()));
        // Cut after it was redacted: half a secret has no shape to know it by.
        sink(line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)} [cut]` : line);
      } catch {
        // A log that fails stops nothing.
      }
    },
  };
}

/** A line as it would be written, before it is redacted. */
export function lineOf(event: LogEvent, at: number): string {
  return JSON.stringify({
    at: new Date(at).toISOString(),
    event: event.event,
    ...writtenFields(EVENTS[event.event], event),
  });
}

/** Of what is given only the listed fields, and of these only what has their shape. */
export function writtenFields(
  fields: Readonly<Record<string, Field<never>>>,
  given: object,
): Record<string, Written> {
  const written: Record<string, Written> = {};
  for (const [name, field] of Object.entries(fields)) {
    const value: unknown = Object.hasOwn(given, name) ? given[name as keyof typeof given] : undefined;
    const one = value == null ? undefined : field.written(value as never);
    if (one !== undefined) written[name] = one;
  }
  return written;
}
