import { randomUUID } from 'node:crypto';
import { personName } from '../../shared/glucose/reading.ts';
import type { Unit } from '../../shared/glucose/units.ts';
import type { ExportFormat } from '../../shared/exchange/export-formats.ts';
import { deviceName } from '../../shared/exchange/nightscout-entry.ts';
import type { ReadingsWriter } from '../../shared/exchange/readings-writer.ts';
import type { StoredColumns } from '../../shared/exchange/stored-columns.ts';
import { clarityWriter } from '../../shared/exchange/write-clarity.ts';
import { csvWriter } from '../../shared/exchange/write-csv.ts';
import { fhirWriter } from '../../shared/exchange/write-fhir.ts';
import { libreviewWriter } from '../../shared/exchange/write-libreview.ts';
import { nightscoutWriter } from '../../shared/exchange/write-nightscout.ts';
import { SAFETY_IN_ENGLISH } from '../../shared/messages/safety.ts';
import { problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { DAY, SECOND } from '../../shared/time.ts';
import type { Put } from '../files/given-file.ts';
import { LONGEST_STRETCH, type Extent } from '../history/columns.ts';
import type { PersonInfo } from '../history/people.ts';
import type { EdgeWindow } from '../history/questions/readings.ts';
import { nameList } from '../profile/people.ts';
import type { Profile } from '../profile/profile.ts';
import { VERSION } from '../profile/version.ts';
import { peopleOf } from '../reports/people.ts';
import { systemOffset } from '../time/civil-time.ts';

const DAY_SECONDS = DAY / SECOND;

/** What is written of the history. */
export interface ExportWanted {
  format: Exclude<ExportFormat, 'archive'>;
  /** Id or name; undefined: everybody. */
  patient: string | undefined;
  window: EdgeWindow;
  /** Names of people stand in the file. */
  names: boolean;
  /** Of our own table: semicolons, and a comma before decimals. */
  decimalComma: boolean;
  /** The readings are made up. */
  demo: boolean;
  /** The unit of a person's file, given that of their account. */
  unitFor: (own: Unit | null) => Unit;
}

/** Where it is written, and by whom it is waited for. */
export interface ExportAround {
  profile: Profile;
  put: Put;
  /** Not wanted any more: it rejects. */
  signal: AbortSignal;
  /** Told now and then how many of the readings are written. */
  onProgress?: (readings: number, of: number) => void;
}

/** What was written: how many readings, of when the first and the last are, ms UTC. */
export interface Exported {
  readings: number;
  from: number | null;
  to: number | null;
}

/**
 * Writes the readings of one person or of everybody, piece by piece, as the history has them: what is recorded meanwhile
 * may be in it or not.
 *
 * @returns `personRequired` where the rows would not say whose they are; `noReadingYet` where there is nobody
 */
export async function exportHistory(wanted: ExportWanted, around: ExportAround): Promise<Result<Exported>> {
  const people = await peopleOf(around.profile, wanted.patient);
  if (!people.ok) return people;
  const [first, another] = people.value;
  if (first === undefined) return fail(problem('noReadingYet', {}));
  const saysWhose = wanted.format === 'csv' && wanted.names;
  if (another && !saysWhose) return fail(problem('personRequired', { people: nameList(people.value) }));
  const extents = await extentsOf(people.value, wanted.window, around);
  if (!extents.ok) return extents;
  if (wanted.format === 'csv') {
    const writer = csvWriter({ withPerson: wanted.names, decimalComma: wanted.decimalComma });
    return written(extents.value, writer, around, (person) => writer.personIs(personName(person)));
  }
  return written(extents.value, writerFor(first, wanted, around), around);
}

function writerFor(
  person: PersonInfo,
  { format, names, demo, unitFor }: ExportWanted,
  { profile }: ExportAround,
): ReadingsWriter {
  const named = names ? person : null;
  const [unit, writtenAt] = [unitFor(person.unit), profile.time.now()];
  if (format === 'libreview')
    return libreviewWriter({ unit, name: named && personName(named), writtenAt, systemOffset });
  if (format === 'clarity') return clarityWriter({ unit, person: named, systemOffset });
  if (format === 'nightscout') return nightscoutWriter({ device: deviceName(demo) });
  return fhirWriter({
    unit,
    person: named,
    writtenAt,
    version: VERSION,
    statement: SAFETY_IN_ENGLISH,
    uuid: randomUUID,
  });
}

/** A person with where their readings are. */
export interface PersonExtent {
  person: PersonInfo;
  extent: Extent | null;
}

export async function extentsOf(
  people: readonly PersonInfo[],
  window: EdgeWindow,
  { profile, signal }: ExportAround,
): Promise<Result<PersonExtent[]>> {
  const patientIds = people.map(({ patientId }) => patientId);
  const found = await profile.history.ask('extents', { patientIds, window }, signal);
  return found.ok ? ok(people.map((person, i) => ({ person, extent: found.value[i] ?? null }))) : found;
}

async function written(
  people: readonly PersonExtent[],
  writer: ReadingsWriter,
  around: ExportAround,
  begins: (person: PersonInfo) => void = () => {},
): Promise<Result<Exported>> {
  await around.put(writer.head);
  const done = await inParts(people, writer, around, async (person, part) => {
    begins(person);
    await around.put(writer.lines(part));
  });
  if (done.ok) await around.put(writer.foot);
  return done;
}

/**
 * Everybody's readings, some days at a time, one person after the other.
 * @param take gets each part that has any
 */
export async function inParts(
  people: readonly PersonExtent[],
  writer: Pick<ReadingsWriter, 'newestFirst' | 'needsRest' | 'daysAtOnce'>,
  { profile, signal, onProgress }: ExportAround,
  take: (person: PersonInfo, part: StoredColumns) => Promise<void>,
): Promise<Result<Exported>> {
  const expected = people.reduce((sum, { extent }) => sum + (extent?.readings ?? 0), 0);
  let readings = 0;
  let [from, to] = [Infinity, -Infinity];
  for (const { person, extent } of people) {
    if (extent === null) continue;
    const { patientId } = person;
    for (const stretch of stretchesOf(extent, writer)) {
      const part = await profile.history.ask(
        'columns',
        { patientId, stretch, withRest: writer.needsRest },
        signal,
      );
      if (!part.ok) return part;
      signal.throwIfAborted();
      const { at } = part.value;
      if (at.length === 0) continue;
      await take(person, part.value);
      readings += at.length;
      from = Math.min(from, at[0] ?? Infinity);
      to = Math.max(to, at.at(-1) ?? -Infinity);
      onProgress?.(readings, expected);
    }
  }
  const none = readings === 0;
  return ok({ readings, from: none ? null : from * SECOND, to: none ? null : to * SECOND });
}

function* stretchesOf(
  { first, last }: Extent,
  { newestFirst, daysAtOnce }: Pick<ReadingsWriter, 'newestFirst' | 'daysAtOnce'>,
) {
  const length = Math.min(daysAtOnce * DAY_SECONDS, LONGEST_STRETCH);
  const end = last + 1;
  const count = Math.ceil((end - first) / length);
  for (let i = 0; i < count; i++) {
    const from = first + (newestFirst ? count - 1 - i : i) * length;
    yield { from, to: Math.min(from + length, end) };
  }
}
