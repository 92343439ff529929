import { SECOND } from '../time.ts';
import type { Basis, Decided, FileReading, ImportContext, Understanding } from './import-file.ts';
import { ask, fault, skippedOf, type LineOf } from './outcome.ts';
import { byMinute, compare, heard, isContradiction, type Compared } from './overlap.ts';
import { oneOfEachSecond } from './sheet-readings.ts';
import { skip, type Entries, type InstantRow } from './sheet.ts';
import { chooseWhose, type Owner } from './whose.ts';
import { offsetAt, zoneClock, type ZoneClock } from './zone-clock.ts';
import { chooseZone } from './zone-choice.ts';

/** Understands a file whose rows have instants: whose they are, and the wearer's clock where the rows do not say it. */
export function understandEntries(entries: Entries, context: ImportContext, lineOf: LineOf): Understanding {
  const { answers, people, now } = context;
  const { skips } = entries;
  if (answers.unit === 'mmol') return fault('unitDoesNotFit');
  const past = entries.rows.filter(({ at, index }) => {
    if (at > now) skip(skips, 'futureTime', index);
    return at <= now;
  });
  if (past.length === 0) return fault('noReadings');

  const named = past.map(({ person }) => person);
  const choice = chooseWhose(named, people, answers.patientId);
  if (choice.is === 'problem') return choice;
  const ids = people.map(({ patientId }) => patientId);
  if (choice.is === 'question') return ask({ about: 'person', people: ids, compared: null });
  const rowsOf = byOwner(past, (row) => choice.ownerOf(row.person), entries);

  const compared: Compared = { rows: 0, agree: 0 };
  for (const [patientId, rows] of rowsOf) {
    const held = byMinute(heard(context.held(patientId)), ({ measuredAt }) => measuredAt);
    const times = rows.map(({ at, mgdl }) => ({ time: at, mgdl }));
    const one = compare(times, held);
    compared.rows += one.rows;
    compared.agree += one.agree;
  }
  const isNamed = named.some((person) => person !== null);
  if (!isNamed && answers.patientId === null && isContradiction(compared)) {
    return ask({ about: 'person', people: ids, compared });
  }

  const zone = zoneOf(rowsOf, context);
  if (zone !== null && 'candidates' in zone) return ask({ about: 'zone', ...zone, shiftMinutes: null });
  const clock = zone && clockOf(zone.value, past);
  if (zone !== null && clock === null) return fault('unknownZone');

  const read: { reading: FileReading; index: number }[] = [];
  for (const [patientId, rows] of rowsOf) {
    for (const row of rows)
      read.push({ reading: readingOf(row, patientId, clock, lineOf), index: row.index });
  }
  return {
    is: 'understood',
    file: {
      format: entries.format,
      layout: entries.layout,
      unit: { value: 'mgdl', basis: answers.unit === null ? 'read' : 'given' },
      dateOrder: null,
      zone,
      compared,
      devices: [],
      rows: entries.total,
      kinds: entries.kinds,
      readings: oneOfEachSecond(read, skips),
      skipped: skippedOf(skips, lineOf),
      inMissingHour: 0,
      clockSetBack: [],
    },
  };
}

function byOwner(
  rows: readonly InstantRow[],
  ownerOf: (row: InstantRow) => Owner,
  { skips }: Entries,
): Map<string, InstantRow[]> {
  const found = new Map<string, InstantRow[]>();
  for (const row of rows) {
    const owner = ownerOf(row);
    if ('skip' in owner) {
      skip(skips, owner.skip, row.index);
      continue;
    }
    const there = found.get(owner.patientId);
    if (there) there.push(row);
    else found.set(owner.patientId, [row]);
  }
  return found;
}

/** The zone for rows that do not say the wearer's clock; null where all of them do. Of several people the least sure. */
function zoneOf(
  rowsOf: ReadonlyMap<string, readonly InstantRow[]>,
  { answers, systemZone, held }: ImportContext,
): Decided<string> | { candidates: string[] } | null {
  const silent = [...rowsOf].filter(([, rows]) => rows.some(({ offsetSeconds }) => offsetSeconds === null));
  if (silent.length === 0) return null;
  let [value, basis]: [string, Basis] = [systemZone, 'proven'];
  for (const [patientId] of silent) {
    const zone = chooseZone(answers.zone, systemZone, held(patientId));
    if ('candidates' in zone) return zone;
    value = zone.value;
    if (zone.basis !== 'proven') basis = zone.basis;
  }
  return { value, basis };
}

function clockOf(zone: string, rows: readonly InstantRow[]): ZoneClock | null {
  let [from, to] = [Infinity, -Infinity];
  for (const { at } of rows) {
    from = Math.min(from, at);
    to = Math.max(to, at);
  }
  return zoneClock(zone, from, to);
}

function readingOf(row: InstantRow, patientId: string, clock: ZoneClock | null, lineOf: LineOf): FileReading {
  const offset = row.offsetSeconds ?? (clock === null ? 0 : offsetAt(clock, row.at));
  return {
    patientId,
    measuredAt: row.at,
    mgdl: row.mgdl,
    offScale: row.offScale,
    trend: row.trend,
    color: null,
    utcOffsetSeconds: offset,
    sensorSerial: row.sensorSerial,
    target: row.target,
    source: 'import',
    line: lineOf(row.index),
    kind: 'history',
    wall: row.at + offset * SECOND,
    isExact: true,
  };
}
