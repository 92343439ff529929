import { ARCHIVE_VERSION, archiveLine, archiveReadings } from '../../shared/exchange/write-archive.ts';
import { SAFETY_IN_ENGLISH } from '../../shared/messages/safety.ts';
import type { Result } from '../../shared/result.ts';
import { VERSION } from '../profile/version.ts';
import { extentsOf, inParts, type ExportAround, type Exported } from './export-history.ts';

/** Lines of the journal that are written at once. */
const LINES_AT_ONCE = 1000;

/**
 * Writes everything of everybody: readings with all that is known of them, people, journal, settings. No secret is among
 * these: credentials and tokens are in the keychain only.
 */
export async function exportArchive(demo: boolean, around: ExportAround): Promise<Result<Exported>> {
  const { profile, put, signal } = around;
  const settings = profile.settings();
  if (!settings.ok) return settings;
  // Before the people, so that whoever it is about is among them.
  const beside = await profile.history.ask('wholeHistory', null, signal);
  if (!beside.ok) return beside;
  const people = await profile.history.ask('people', null, signal);
  if (!people.ok) return people;
  const extents = await extentsOf(people.value, {}, around);
  if (!extents.ok) return extents;
  const { imports, entries, watched } = beside.value;
  const numbers = new Map(people.value.map(({ patientId }, index) => [patientId, index + 1]));

  await put(
    archiveLine({
      is: 'archive',
      version: ARCHIVE_VERSION,
      program: VERSION,
      writtenAt: profile.time.now(),
      demo,
      statement: SAFETY_IN_ENGLISH,
    }),
  );
  const { erased: _erased, ...kept } = settings.value.read();
  await put(archiveLine({ is: 'settings', settings: kept }));
  for (const { patientId, firstName, lastName, target, unit } of people.value) {
    const person = numbers.get(patientId) ?? 0;
    await put(archiveLine({ is: 'person', person, patientId, firstName, lastName, target, unit }));
  }
  for (const { importId, ...one } of imports)
    await put(archiveLine({ is: 'import', import: importId, ...one }));
  // One that comes meanwhile is not in this file.
  const lines = archiveReadings(new Set(imports.map(({ importId }) => importId)));
  const order = { newestFirst: false, needsRest: true, daysAtOnce: 0.5 };
  const exported = await inParts(extents.value, order, around, ({ patientId }, part) =>
    put(lines(numbers.get(patientId) ?? 0, part)),
  );
  if (!exported.ok) return exported;
  for (const text of inPieces(watched.map((stretch) => archiveLine({ is: 'watched', ...stretch }))))
    await put(text);
  const alarms = entries.map(({ patientId, ...entry }) => {
    const person = patientId === null ? null : (numbers.get(patientId) ?? null);
    return archiveLine({ is: 'alarm', person, ...entry });
  });
  for (const text of inPieces(alarms)) await put(text);
  const { readings } = exported.value;
  const counts = {
    people: people.value.length,
    imports: imports.length,
    readings,
    watched: watched.length,
    alarms: alarms.length,
  };
  await put(archiveLine({ is: 'end', ...counts }));
  return exported;
}

function* inPieces(lines: readonly string[]): Generator<string> {
  for (let i = 0; i < lines.length; i += LINES_AT_ONCE) yield lines.slice(i, i + LINES_AT_ONCE).join('');
}
