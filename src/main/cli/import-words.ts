import type { Imported } from '../../shared/exchange/import-file.ts';
import { civilTimeInFull } from '../../shared/messages/civil-dates.ts';
import { wholeText } from '../../shared/messages/figures.ts';
import { say } from '../../shared/messages/say.ts';
import { listText } from '../../shared/messages/sentences/lists.ts';
import { unitLabel } from '../../shared/glucose/units.ts';
import { spanOfFile } from '../exchange/import-file.ts';
import type { FileSeen } from '../exchange/understand-file.ts';
import type { ArchiveImported } from '../history/archive.ts';
import { localTime, type Output } from './output.ts';

/** Says how a file was understood. */
export function tellFile(output: Output, file: FileSeen): void {
  const { unit, dateOrder, zone, compared, skipped, inMissingHour, clockSetBack } = file;
  const format = say(`importing.formats.${file.format}`);
  const span = spanOfFile(file);
  output.say(
    span === null
      ? say('commandLine.import.fileEmpty', { format })
      : say('commandLine.import.file', {
          format,
          from: civilTimeInFull(span.from.wall),
          to: civilTimeInFull(span.to.wall),
        }),
  );
  output.say(
    say('commandLine.import.unit', {
      unit: unitLabel(unit.value),
      basis: say(`importing.bases.${unit.basis}`),
    }),
  );
  if (dateOrder !== null) {
    const order = say(`importing.orders.${dateOrder.value}`);
    output.say(say('commandLine.import.order', { order, basis: say(`importing.bases.${dateOrder.basis}`) }));
  }
  if (zone !== null) {
    output.say(
      say('commandLine.import.zone', { zone: zone.value, basis: say(`importing.bases.${zone.basis}`) }),
    );
  }
  if (compared.rows > 0) {
    const agree = wholeText(compared.agree);
    output.say(say('importing.compared', { count: compared.rows, agree }));
  }
  if (inMissingHour > 0) output.say(say('importing.inMissingHour', { count: inMissingHour }));
  if (clockSetBack.length > 0) {
    output.say(say('importing.setBack', { lines: listText(clockSetBack.map(String)) }));
  }
  if (skipped.length > 0) {
    const rows = skipped.map(({ reason, rows: count }) =>
      say('importing.skip', { rows: wholeText(count), reason: say(`importing.skips.${reason}`) }),
    );
    output.say(say('commandLine.import.skipped', { rows: listText(rows) }));
  }
}

/** Says what an archive has. */
export function tellArchive(output: Output, { from, to, settings, importId }: ArchiveImported): void {
  if (from === null || to === null) output.say(say('commandLine.import.archiveEmpty'));
  else output.say(say('commandLine.import.archive', { from: localTime(from), to: localTime(to) }));
  if (settings !== null && importId !== null) output.say(say('commandLine.import.archiveSettings'));
}

/** Says what became of its readings. */
export function tellImported(output: Output, imported: Imported): void {
  const { importId, inserted, alreadyImportedAt } = imported;
  if (alreadyImportedAt !== null) {
    output.say(say('importing.again', { at: localTime(alreadyImportedAt) }));
  }
  const counts = {
    count: inserted,
    duplicates: wholeText(imported.duplicates),
    conflicts: wholeText(imported.conflicts),
  };
  if (importId === null) return output.say(say('commandLine.import.wouldImport', counts));
  output.say(say('importing.imported', counts));
  output.say(say('commandLine.import.undoWith', { importId }));
}
