import Database from 'better-sqlite3';
import type { Imported } from '../../shared/exchange/import-file.ts';
import {
  ARCHIVE_VERSION,
  type ArchivedSettings,
  type ArchiveLine,
} from '../../shared/exchange/write-archive.ts';
import { SECOND } from '../../shared/time.ts';
import type { Clock } from '../time/clock.ts';
import { ArchiveFault, archiveLines } from './archive-lines.ts';
import type { Context, Contexts } from './contexts.ts';
import { displacer } from './displacing.ts';
import { importRowsOf } from './import-rows.ts';
import type { People } from './people.ts';
import type { GoOn } from './go-on.ts';
import { AT, isSecond, keysOf, THEIRS } from './reading-table.ts';

export interface ArchiveToImport {
  path: string;
  /** Whether the readings of this folder are made up; those of the archive must be alike. */
  isDemo: boolean;
  /** Says what would become of it, and stores nothing. */
  isDryRun: boolean;
}

export interface ArchiveImported extends Imported {
  readings: number;
  /** Of the first and last reading, ms UTC; null where there is none. */
  from: number | null;
  to: number | null;
  /** Of an archive that is taken into an empty history; else those that are here stay. */
  settings: ArchivedSettings | null;
}

type LineOf<Is extends ArchiveLine['is']> = Extract<ArchiveLine, { is: Is }>;

const MINUTE_SECONDS = 60;
/** Two values of one minute that are no further apart are one reading, mg/dL; as in the merge plan. */
const SAME_VALUE = 2;

/** Rolls back what was done only to be counted. */
class DryRun extends Error {}

/**
 * Takes an archive over, a line at a time, in one transaction. Into an empty history everything as it was: people,
 * readings with the imports they came with, journal. Beside readings that are here the readings alone: of one second
 * ours stays, and so does ours of a minute into which the archive's was imported. What we have not heard ourselves
 * belongs to this import.
 *
 * @returns the import; throws `ArchiveFault` where it is no whole archive, and nothing is stored then
 */
export function archiveImport(db: Database.Database, people: People, contexts: Contexts, clock: Clock) {
  const isEmpty = db.prepare<[], 0 | 1>('SELECT NOT EXISTS (SELECT 1 FROM patient)').pluck();
  const lastOf = db
    .prepare<[string, number], number>('SELECT max(at) FROM import WHERE hash = ? AND id <> ?')
    .pluck();
  const taking = takingLines(db, people, contexts);

  const take = ({ path, isDemo }: ArchiveToImport, goOn: GoOn): ArchiveImported => {
    const now = Math.floor(clock.now());
    const state = taking(now, isEmpty.get() === 1);
    let hash = '';
    let isHead = true;
    for (const line of archiveLines(path, (whole) => (hash = whole), goOn)) {
      if (isHead) checkHead(line, isDemo);
      else state.line(line);
      isHead = false;
    }
    const done = state.end(hash);
    return { ...done, alreadyImportedAt: lastOf.get(hash, done.importId ?? 0) ?? null };
  };
  const transaction = db.transaction(
    (wanted: ArchiveToImport, goOn: GoOn, tell: (done: ArchiveImported) => void) => {
      const done = take(wanted, goOn);
      tell(done);
      if (wanted.isDryRun) throw new DryRun();
    },
  );
  return (wanted: ArchiveToImport, goOn: GoOn): ArchiveImported => {
    let found: ArchiveImported | null = null;
    try {
      transaction.immediate(wanted, goOn, (done) => (found = done));
    } catch (error) {
      people.forget();
      contexts.forget();
      if (error instanceof DryRun) return { ...found!, importId: null };
      // A value that no column takes.
      const isValue =
        error instanceof Database.SqliteError && /^SQLITE_(CONSTRAINT|MISMATCH)/.test(error.code);
      throw isValue || error instanceof TypeError ? new ArchiveFault('archiveBroken') : error;
    }
    return found!;
  };
}

function checkHead(line: ArchiveLine, isDemo: boolean): void {
  if (line.is !== 'archive' || !Number.isInteger(line.version)) throw new ArchiveFault('archiveBroken');
  if (line.version > ARCHIVE_VERSION) throw new ArchiveFault('archiveNewer');
  if (line.demo !== isDemo) throw new ArchiveFault(isDemo ? 'archiveOfPeople' : 'archiveOfDemo');
}

function takingLines(db: Database.Database, people: People, contexts: Contexts) {
  const rows = importRowsOf(db);
  const finish = db.prepare(
    `UPDATE import SET hash = @hash, first = @first, last = @last, rows = @rows, inserted = @inserted,
       duplicates = @duplicates, conflicts = @conflicts WHERE id = @importId`,
  );
  const near = db
    .prepare<[number, number], [at: number, mgdl: number, source: string]>(
      `SELECT ${AT}, mgdl, source FROM reading JOIN context ON context.id = reading.context WHERE ${THEIRS}`,
    )
    .raw();
  const alarm = db.prepare(
    `INSERT INTO alarm (at, patient, kind, decision, reason, mgdl, measured, sound, since, until, by)
     VALUES (@at, @patient, @kind, @decision, @reason, @mgdl, @measuredAt, @sound, @since, @until, @by)`,
  );
  const watched = db.prepare('INSERT INTO watched (started, ended) VALUES (@from, @to)');
  const displacing = displacer(db);
  const secondsOf = (instant: number | null): number | null => instant && Math.floor(instant / SECOND);

  return (now: number, isEmpty: boolean) => {
    const keys = new Map<number, number>();
    const imports = new Map<number, number>();
    const circumstances = new Map<number, Context>();
    const known = new Set(people.all().map(({ patientId }) => patientId));
    const displace = displacing();
    const counts = { people: 0, imports: 0, readings: 0, watched: 0, alarms: 0 };
    const became = { inserted: 0, duplicates: 0, conflicts: 0 };
    let [first, last] = [Infinity, -Infinity];
    let settings: ArchivedSettings | null = null;
    let isWhole = false;
    const all = { rows: 0, ...became, skipped: 0, zone: null, dateOrder: null, dateOrderBasis: null };
    const form = {
      hash: '',
      format: 'glucoglance',
      layout: 'archive',
      unit: 'mgdl',
      unitBasis: 'read',
    } as const;
    /** Known only once the imports of the archive have theirs, which were there before. */
    let own: number | null = null;
    const ownId = () => (own ??= rows.addImport({ at: now, ...form, ...all, from: null, to: null }));

    /** Ours that stays, if there is one. */
    const held = (patient: number, at: number, { source }: Context) => {
      const minute = Math.floor(at / MINUTE_SECONDS) * MINUTE_SECONDS;
      const [from, to] =
        source === 'import'
          ? [minute - 1, minute + MINUTE_SECONDS]
          : source === 'graph'
            ? [at - 30, at + 30]
            : [at - 1, at + 1];
      return near
        .all(...keysOf(patient, from + 1, to))
        .find(([second, , other]) => source === 'import' || second === at || other === source);
    };
    const reading = (line: LineOf<'reading'>): void => {
      const patient = keys.get(line.person);
      const context = circumstances.get(line.context);
      const at = secondsOf(line.at);
      if (patient === undefined || context === undefined || at === null || !isSecond(at))
        throw new ArchiveFault('archiveBroken');
      counts.readings += 1;
      [first, last] = [Math.min(first, at), Math.max(last, at)];
      const { zone, source } = context;
      const drift = line.drift ?? 0;
      if (!isEmpty) {
        if (source !== 'import') displace?.(patient, at, zone === null ? null : zone + drift);
        const ours = held(patient, at, context);
        if (ours) {
          const isSame = source !== 'import' || Math.abs(ours[1] - line.mgdl) <= SAME_VALUE;
          became[isSame ? 'duplicates' : 'conflicts'] += 1;
          if (isSame) rows.share(ownId(), patient, ours[0]);
          return;
        }
      }
      const importId = (isEmpty && context.import !== null && imports.get(context.import)) || ownId();
      const key = contexts.keyOf({ ...context, import: importId });
      const created = (secondsOf(line.recordedAt) ?? at) - at;
      const { mgdl, trend = null, color = null } = line;
      const isNew = rows.insert({ patient, at, mgdl, trend, color, context: key, drift, created });
      became[isNew ? 'inserted' : 'duplicates'] += 1;
      for (const also of (isEmpty && line.alsoImported) || []) {
        const other = imports.get(also);
        if (other !== undefined) rows.share(other, patient, at);
      }
    };
    const takers: { readonly [Is in ArchiveLine['is']]: (line: LineOf<Is>) => void } = {
      archive: () => {
        throw new ArchiveFault('archiveBroken');
      },
      settings: (line) => {
        settings = line.settings;
      },
      person: ({ person, patientId, firstName, lastName, target, unit }) => {
        counts.people += 1;
        // Of somebody known here, what was heard last here holds.
        if (!known.has(patientId)) people.remember({ patientId, firstName, lastName, target, unit });
        keys.set(person, people.keyFor(patientId));
      },
      import: (line) => {
        counts.imports += 1;
        if (isEmpty) imports.set(line.import, rows.addImport(line));
      },
      context: (line) => void circumstances.set(line.context, contextOf(line)),
      reading,
      watched: ({ from, to }) => {
        counts.watched += 1;
        if (isEmpty) watched.run({ from, to });
      },
      alarm: ({ person, sound, ...entry }) => {
        counts.alarms += 1;
        const patient = person === null ? null : (keys.get(person) ?? null);
        if (isEmpty) alarm.run({ ...entry, patient, sound: sound ? 1 : 0 });
      },
      end: (line) => {
        isWhole = Object.entries(counts).every(
          ([what, count]) => line[what as keyof typeof counts] === count,
        );
        if (!isWhole) throw new ArchiveFault('archiveBroken');
      },
    };
    return {
      line(line: ArchiveLine): void {
        if (isWhole) throw new ArchiveFault('archiveBroken');
        // Of a kind that this program does not know, in a version that it does.
        const take = takers[line.is] as ((one: ArchiveLine) => void) | undefined;
        take?.(line);
      },
      end(hash: string): Omit<ArchiveImported, 'alreadyImportedAt'> {
        if (!isWhole) throw new ArchiveFault('archiveBroken');
        const none = counts.readings === 0;
        const importId = ownId();
        const span = { first: none ? null : first, last: none ? null : last };
        finish.run({ importId, hash, rows: counts.readings, ...span, ...became });
        return {
          importId,
          ...became,
          readings: counts.readings,
          from: none ? null : first * SECOND,
          to: none ? null : last * SECOND,
          settings: isEmpty ? settings : null,
        };
      },
    };
  };
}

function contextOf(line: LineOf<'context'>): Context {
  const { source, sensor, zone, target } = line;
  return {
    source,
    offScale: line.offScale ?? null,
    sensor: sensor ?? null,
    sensorFrom: sensor === undefined ? null : (line.sensorFrom ?? source),
    zone: zone ?? null,
    zoneFrom: zone === undefined ? null : (line.zoneFrom ?? source),
    target: target ?? null,
    targetFrom: target === undefined ? null : (line.targetFrom ?? source),
    import: line.import ?? null,
    isScan: line.isScan === true,
  };
}
