import { describe, expect, it } from 'vitest';
import { contentOf, textOf } from '../../../src/main/exchange/file-content.ts';
import type {
  FileReading,
  HeldReading,
  ImportAnswers,
  Understanding,
  UnderstoodFile,
} from '../../../src/shared/exchange/import-file.ts';
import { OWN_COLUMNS } from '../../../src/shared/exchange/own-files.ts';
import { understand } from '../../../src/shared/exchange/understand.ts';
import { HOUR } from '../../../src/shared/time.ts';
import {
  fileTraits,
  type FileTraits,
  generatedFile,
  mutation,
  type GeneratedFile,
  type TrueRow,
} from '../../support/generated-files.ts';
import { ADA, BEN, importContext } from '../../support/import-context.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';

interface Seen {
  lines: string[];
  found: Understanding;
}

/** Reads bytes as the program does; the zone has no summer time, so that truth needs no zone. */
function seen(bytes: Buffer, answers: Partial<ImportAnswers> = {}, held: readonly HeldReading[] = []): Seen {
  const text = textOf(bytes);
  if (!text.ok) return { lines: [], found: { is: 'problem', problem: text.problem } };
  const content = contentOf(text.value.text);
  if (!content.ok) return { lines: [], found: { is: 'problem', problem: content.problem } };
  const context = importContext(
    { patientId: ADA.patientId, scans: true, ...answers },
    { people: [ADA, BEN], systemZone: 'Etc/GMT-1', held: (id) => (id === ADA.patientId ? held : []) },
  );
  return { lines: text.value.text.split('\n'), found: understand(content.value, context) };
}

/** Asked for the order of dates it gets the true one: that is all that may be asked of these files. */
function understoodOf(file: GeneratedFile, held: readonly HeldReading[] = []): UnderstoodFile {
  const first = seen(file.bytes, {}, held).found;
  const isAsked = first.is === 'question' && first.question.about === 'dateOrder';
  if (isAsked)
    expect(first.question.about === 'dateOrder' && first.question.examples.length).toBeGreaterThan(0);
  const found = isAsked ? seen(file.bytes, { dateOrder: file.traits.order }, held).found : first;
  if (found.is !== 'understood') throw new Error(JSON.stringify(found));
  return found.file;
}

/** One of each minute, history first. */
function trueRows({ truth }: GeneratedFile): TrueRow[] {
  const rows = [...truth.values()].toSorted((a, b) => a.wall - b.wall || a.kind.localeCompare(b.kind));
  return rows.filter(({ wall }, at) => wall !== rows[at - 1]?.wall);
}

/** What cannot be told from the file: brackets that are not there, and quotes that were taken off. */
function seenLayout({ layout, unitInHeader, wrapped }: FileTraits): FileTraits['layout'] {
  if (layout === 'meter' && !unitInHeader) return 'clinic';
  return layout === 'resaved' && wrapped ? 'account' : layout;
}

const isAmbiguous = (day: Date): boolean =>
  day.getUTCDate() <= 12 && day.getUTCDate() !== day.getUTCMonth() + 1;

const plain = ({ kind, wall, mgdl }: FileReading): TrueRow => ({ kind, wall, mgdl });

const graph = ({ wall, mgdl }: TrueRow): HeldReading => ({
  measuredAt: wall - HOUR + 17_000,
  wall: wall + 17_000,
  mgdl,
  source: 'graph',
});

const mutations = fc.array(mutation, { minLength: 1, maxLength: 4 });
const damaged = (bytes: Buffer, changes: readonly ((bytes: Buffer) => Buffer)[]): Buffer =>
  changes.reduce((before, change) => change(before), bytes);

describe('generated files', () => {
  it('give exactly the rows that are in them', () => {
    fc.assert(
      fc.property(fileTraits, (traits) => {
        const file = generatedFile(traits);
        const understood = understoodOf(file);
        expect(understood.unit.value).toBe(traits.unit);
        expect(understood.layout).toBe(seenLayout(traits));
        expect(understood.readings.map(plain)).toEqual(trueRows(file));
        expect(understood.readings.every(({ patientId }) => patientId === ADA.patientId)).toBe(true);
        expect(understood.readings.every(({ wall, measuredAt }) => wall - measuredAt === HOUR)).toBe(true);
        const skipped = understood.skipped.reduce((sum, { rows }) => sum + rows, 0);
        expect(understood.readings.length + skipped).toBe(understood.rows);
      }),
      { numRuns: runs(150, 3000) },
    );
  });

  it('need no question where what we hold proves the order of dates', () => {
    fc.assert(
      fc.property(fileTraits, (traits) => {
        const file = generatedFile(traits);
        const history = trueRows(file).filter(({ kind }) => kind === 'history');
        const { found } = seen(file.bytes, {}, history.map(graph));
        if (found.is === 'question')
          expect(history.filter(({ wall }) => isAmbiguous(new Date(wall))).length).toBeLessThan(20);
        else expect(found.is).toBe('understood');
        if (found.is !== 'understood') return;
        expect(found.file.compared.rows).toBeGreaterThanOrEqual(history.length);
        expect(found.file.compared.agree).toBe(found.file.compared.rows);
        // Of days like the third of March nothing can be proven, and nothing need be.
        const twoWays = history.filter(({ wall }) => isAmbiguous(new Date(wall)));
        if (twoWays.length >= 20) expect(['read', 'proven']).toContain(found.file.dateOrder?.basis);
        expect(['read', 'proven']).toContain(found.file.unit.basis);
        expect(found.file.zone?.basis).toBe('proven');
        expect(found.file.readings.map(plain)).toEqual(trueRows(file));
      }),
      { numRuns: runs(50, 500) },
    );
  });

  it('that were damaged give no row a day, a unit or a person that is not its own', () => {
    let understood = 0;
    fc.assert(
      fc.property(fileTraits, mutations, fc.boolean(), (traits, changes, isHeld) => {
        const file = generatedFile(traits);
        const held = isHeld ? trueRows(file).map(graph) : [];
        const { found, lines } = seen(damaged(file.bytes, changes), {}, held);
        if (found.is !== 'understood') return;
        understood += 1;
        expect(found.file.readings.every(({ patientId }) => patientId === ADA.patientId)).toBe(true);
        for (const reading of found.file.readings) {
          const truth = file.truth.get(lines[reading.line - 1] ?? '');
          if (truth) expect(plain(reading)).toEqual(truth);
        }
      }),
      { numRuns: runs(150, 1000) },
    );
    expect(understood).toBeGreaterThan(runs(150, 1000) / 3);
  });

  it('of ours that were damaged give nobody a row of somebody else', () => {
    const times = fc.array(fc.tuple(fc.nat(100_000), fc.integer({ min: 41, max: 499 }), fc.boolean()), {
      minLength: 3,
      maxLength: 30,
    });
    let understood = 0;
    fc.assert(
      fc.property(times, mutations, (readings, changes) => {
        const truth = new Map(
          readings.map(([second, mgdl, isAda]): [string, [string, number, number]] => {
            const at = Date.UTC(2026, 5, 1) + second * 1000;
            const text = [
              new Date(at).toISOString().slice(0, 19),
              new Date(at + HOUR).toISOString().slice(0, 19),
              60,
              mgdl,
              (Math.round((mgdl / 18) * 10) / 10).toFixed(1),
              'stable,live,,0M0001',
              isAda ? 'Ada Lovelace' : 'Ben Nevis',
            ].join(',');
            return [text, [isAda ? 'ada' : 'ben', at, mgdl]];
          }),
        );
        const text = [`${OWN_COLUMNS.join(',')},person`, ...truth.keys()].join('\n');
        const { found, lines } = seen(damaged(Buffer.from(text), changes), { patientId: null });
        if (found.is !== 'understood') return;
        understood += 1;
        for (const { line, patientId, measuredAt, mgdl } of found.file.readings) {
          const known = truth.get(lines[line - 1] ?? '');
          if (known) expect([patientId, measuredAt, mgdl]).toEqual(known);
        }
      }),
      { numRuns: runs(100, 1000) },
    );
    expect(understood).toBeGreaterThan(runs(100, 1000) / 3);
  });
});
