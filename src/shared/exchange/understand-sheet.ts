import type { Unit } from '../glucose/units.ts';
import { DAY } from '../time.ts';
import {
  LINES_NAMED,
  type DateOrder,
  type Decided,
  type FileReading,
  type ImportContext,
  type ImportQuestion,
  type Understanding,
} from './import-file.ts';
import { chooseOrder, telling, type StampedRow } from './order-choice.ts';
import { ask, fault, shown, skippedOf, type LineOf } from './outcome.ts';
import {
  byMinute,
  compare,
  heard,
  isContradiction,
  isProof,
  shiftOf,
  type ByMinute,
  type Compared,
  type TimedValue,
} from './overlap.ts';
import { oneOfEachSecond, placeInTime, withoutSecondDevice, type WallReading } from './sheet-readings.ts';
import { skip, type Sheet } from './sheet.ts';
import { wallOf } from './stamps.ts';
import { fitsUnit, glucoseOf } from './values.ts';
import { chooseWhose } from './whose.ts';
import { zoneClock } from './zone-clock.ts';
import { chooseZone } from './zone-choice.ts';

/** Understands a file whose rows are stamped by a wall clock: whose, unit, order, zone, instants. */
export function understandSheet(sheet: Sheet, context: ImportContext, lineOf: LineOf): Understanding {
  const { answers, people, now } = context;
  if (!answers.scans) leaveOutScans(sheet);
  const rows = stampedRows(sheet);
  if (rows.length === 0) return fault('noReadings');

  const choice = chooseWhose([null], people, answers.patientId);
  if (choice.is === 'problem') return choice;
  const owner = choice.is === 'whose' ? choice.ownerOf(null) : null;
  if (owner === null || !('patientId' in owner)) {
    return ask({ about: 'person', people: people.map(({ patientId }) => patientId), compared: null });
  }
  const { patientId } = owner;
  const held = heard(context.held(patientId));
  const byWall = byMinute(held, ({ wall }) => wall);

  const unit = chooseUnit(sheet, rows, answers.unit);
  if (unit === 'none') return fault('unitDoesNotFit');
  if (unit === 'ambiguous') return ask(unitQuestion(sheet, rows, lineOf));

  const timed = (order: DateOrder, some: readonly StampedRow[]): TimedValue[] =>
    held.length === 0 ? [] : timedValues(some, { order, unit: unit.value, ends: sheet.endsAreOffScale });
  const order = chooseOrder(rows, {
    given: answers.dateOrder,
    now,
    isProven: (one, some) => isProof(compare(timed(one, some), byWall)),
  });
  if (order === 'none') return fault('orderDoesNotFit');
  if (order === 'ambiguous') return ask(orderQuestion(rows, lineOf));

  const comparable = timed(order.value, rows);
  const compared = compare(comparable, byWall);
  const doubt = isContradiction(compared) ? doubtOf(comparable, byWall, compared, context) : null;
  if (doubt !== null) return ask(doubt);
  if (unit.basis === 'guessed' && isProof(compared)) unit.basis = 'proven';

  const zone = chooseZone(answers.zone, context.systemZone, held);
  if ('candidates' in zone) {
    return ask({ about: 'zone', candidates: zone.candidates, shiftMinutes: null });
  }
  const read = readingsOf(sheet, rows, { patientId, unit: unit.value, order: order.value, lineOf });
  const [from, to] = spanOf(read);
  const clock = zoneClock(zone.value, from, to);
  if (clock === null) return fault('unknownZone');
  const { inMissingHour, setBack } = placeInTime(read, clock);
  const past = read.filter(({ reading, index }) => {
    const isPast = reading.measuredAt <= now;
    if (!isPast) skip(sheet.skips, 'futureTime', index);
    return isPast;
  });
  const readings = oneOfEachSecond(withoutSecondDevice(past, sheet.skips), sheet.skips);
  return {
    is: 'understood',
    file: {
      format: sheet.format,
      layout: sheet.layout,
      unit,
      dateOrder: order,
      zone,
      compared,
      devices: [...new Set(sheet.devices.map(shown))].filter((name) => name !== '').slice(0, DEVICES_NAMED),
      rows: sheet.total,
      kinds: sheet.kinds,
      readings,
      skipped: skippedOf(sheet.skips, lineOf),
      inMissingHour,
      clockSetBack: setBack.slice(0, LINES_NAMED).map(lineOf),
    },
  };
}

/** A file of more devices than somebody has had names something else there. */
const DEVICES_NAMED = 5;

function leaveOutScans(sheet: Sheet): void {
  sheet.rows = sheet.rows.filter((row) => {
    if (row.kind === 'scan') skip(sheet.skips, 'scan', row.index);
    return row.kind !== 'scan';
  });
}

/** What of the history can be held against ours. */
function timedValues(
  rows: readonly StampedRow[],
  { order, unit, ends }: { order: DateOrder; unit: Unit; ends: boolean },
): TimedValue[] {
  const values: TimedValue[] = [];
  for (const { kind, stamp, value } of rows) {
    const time = kind === 'history' ? wallOf(stamp, order) : null;
    const glucose = time === null ? null : glucoseOf(value, unit, ends);
    if (time !== null && glucose !== null) values.push({ time, mgdl: glucose.mgdl });
  }
  return values;
}

/** The rows whose stamps are of the form that most have. */
function stampedRows(sheet: Sheet): StampedRow[] {
  const forms = new Map<number, number>();
  for (const { stamp } of sheet.rows) {
    if (stamp) forms.set(stamp.form, (forms.get(stamp.form) ?? 0) + 1);
  }
  const [usual] = [...forms].reduce((best, one) => (one[1] > best[1] ? one : best), [-1, 0]);
  return sheet.rows.filter((row): row is StampedRow => {
    const isUsual = row.stamp?.form === usual;
    if (!isUsual) skip(sheet.skips, 'badTime', row.index);
    return isUsual;
  });
}

const FITTING_SHARE = 0.9;

/** The unit of all values: as given, as the header says and the values do not deny, else as the values have it. */
function chooseUnit(
  { headerUnit }: Sheet,
  rows: readonly StampedRow[],
  given: Unit | null,
): Decided<Unit> | 'ambiguous' | 'none' {
  const fits = (unit: Unit): boolean =>
    rows.filter(({ value }) => fitsUnit(value, unit)).length >= FITTING_SHARE * rows.length;
  if (given !== null) return fits(given) ? { value: given, basis: 'given' } : 'none';
  const fitting = (['mmol', 'mgdl'] as const).filter(fits);
  if (headerUnit !== null) {
    return fitting.includes(headerUnit) ? { value: headerUnit, basis: 'read' } : 'ambiguous';
  }
  const [only, other] = fitting;
  return only === undefined || other !== undefined ? 'ambiguous' : { value: only, basis: 'guessed' };
}

function unitQuestion({ headerUnit }: Sheet, rows: readonly StampedRow[], lineOf: LineOf): ImportQuestion {
  const examples = rows
    .slice(0, 3)
    .map(({ index, valueText }) => ({ line: lineOf(index), text: shown(valueText) }));
  return { about: 'unit', header: headerUnit, examples };
}

function orderQuestion(rows: readonly StampedRow[], lineOf: LineOf): ImportQuestion {
  const examples = telling(rows).map(({ index, stampText, stamp }) => ({
    line: lineOf(index),
    text: shown(stampText),
    readAs: (['dmy', 'mdy'] as const).flatMap((order) => {
      const wall = wallOf(stamp, order);
      return wall === null ? [] : [{ order, wall }];
    }),
  }));
  return { about: 'dateOrder', examples };
}

/** What is to be asked where the rows contradict what we heard: a clock set otherwise, or somebody else. */
function doubtOf(
  rows: readonly TimedValue[],
  byWall: ByMinute,
  compared: Compared,
  { answers, people }: ImportContext,
): ImportQuestion | null {
  const shiftMinutes = answers.zone === null ? shiftOf(rows, byWall) : null;
  if (shiftMinutes !== null) return { about: 'zone', candidates: [], shiftMinutes };
  if (answers.patientId !== null) return null;
  return { about: 'person', people: people.map(({ patientId }) => patientId), compared };
}

/** The rows as readings, without their instants; what cannot be read is skipped. */
function readingsOf(
  sheet: Sheet,
  rows: readonly StampedRow[],
  as: { patientId: string; unit: Unit; order: DateOrder; lineOf: LineOf },
): WallReading[] {
  const read: WallReading[] = [];
  for (const { index, kind, stamp, value, device } of rows) {
    const wall = wallOf(stamp, as.order);
    const glucose = glucoseOf(value, as.unit, sheet.endsAreOffScale);
    if (wall === null || glucose === null) {
      skip(sheet.skips, wall === null ? 'badTime' : 'badValue', index);
      continue;
    }
    const reading: FileReading = {
      patientId: as.patientId,
      measuredAt: wall,
      mgdl: glucose.mgdl,
      offScale: glucose.offScale,
      trend: null,
      color: null,
      utcOffsetSeconds: null,
      sensorSerial: null,
      target: null,
      source: 'import',
      line: as.lineOf(index),
      kind,
      wall,
      isExact: false,
    };
    read.push({ reading, index, device });
  }
  return read;
}

function spanOf(rows: readonly WallReading[]): [from: number, to: number] {
  let [from, to] = [Infinity, -Infinity];
  for (const { reading } of rows) {
    from = Math.min(from, reading.wall);
    to = Math.max(to, reading.wall);
  }
  return from > to ? [0, DAY] : [from, to];
}
