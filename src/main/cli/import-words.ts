import type { Imported } from '../../shared/exchange/import-file.ts';
import { civilTimeInFull } from '../../shared/messages/civil-dates.ts';
import { wholeText } from '../../shared/messages/figures.ts';
import { say } from '../../shared/messages/say.ts';
import { listText } from '../../shared/messages/sentences/lists.ts';
import { unitLabel } from '../../shared/glucose/units.ts';
import type { FileSeen } from '../exchange/understand-file.ts';
import type { ArchiveImported } from '../history/archive.ts';
import { localTime, type Output } from './output.ts';

interface Moment {
  /** ms UTC */
  at: number;
  /** The same on the wearer's clock. */
  wall: number;
}

/** The first and the last reading of a file; null where it has none. */
export function spanOfFile({ readings }: FileSeen): { from: Moment; to: Moment } | null {
  const { measuredAt, wall } = readings;
  let [first, last] = [0, 0];
  for (let i = 1; i < measuredAt.length; i++) {
    if ((measuredAt[i] ?? 0) < (measuredAt[first] ?? 0)) first = i;
    if ((measuredAt[i] ?? 0) > (measuredAt[last] ?? 0)) last = i;
  }
  if (measuredAt.length === 0) return null;
  const moment = (i: number): Moment => ({ at: measuredAt[i] ?? 0, wall: wall[i] ?? 0 });
  return { from: moment(first), to: moment(last) };
}

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
    say('importing.unit', { unit: unitLabel(unit.value), basis: say(`importing.bases.${unit.basis}`) }),
  );
  if (dateOrder !== null) {
    const order = say(`importing.orders.${dateOrder.value}`);
    output.say(say('importing.order', { order, basis: say(`importing.bases.${dateOrder.basis}`) }));
  }
  if (zone !== null) {
    output.say(say('importing.zone', { zone: zone.value, basis: say(`importing.bases.${zone.basis}`) }));
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
      say('commandLine.import.skip', { rows: wholeText(count), reason: say(`importing.skips.${reason}`) }),
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
