/** A year at a reading a minute as CSV, against writing the same bytes to a file in the same way. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportHistory } from '../../src/main/exchange/export-history.ts';
import { writeGivenFile, writeGivenPieces } from '../../src/main/files/given-file.ts';
import { Profile } from '../../src/main/profile/profile.ts';
import { ada } from '../../src/main/simulator/people.ts';
import { fillYear, YEAR_DAYS } from './filled-year.ts';
import { median, type Measurement } from './measuring.ts';

const ROUNDS = 7;
const READINGS = YEAR_DAYS * 1440;

/** `npm run bench` says the rest. */
export async function measure(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'glucoglance-bench-'));
  const profile = new Profile({ dataDir: folder });
  try {
    fillYear(join(folder, 'history.db'), Date.now());
    return [await asCsv(profile, folder)];
  } finally {
    await profile.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function asCsv(profile: Profile, folder: string): Promise<Measurement> {
  const [path, copy] = [join(folder, 'readings.csv'), join(folder, 'copy.csv')];
  const { signal } = new AbortController();
  const wanted = {
    format: 'csv',
    patient: ada.patientId,
    window: {},
    names: false,
    decimalComma: false,
    demo: false,
  } as const;
  const exported = () =>
    writeGivenPieces(path, (put) =>
      exportHistory({ ...wanted, unitFor: () => 'mgdl' }, { profile, put, signal }),
    );
  const first = await exported();
  if (!first.ok || first.value.readings !== READINGS) throw new Error(JSON.stringify(first));
  const bytes = readFileSync(path);
  const times = { exported: [] as number[], written: [] as number[] };
  // In turn, so that whatever slows the machine for a while slows both.
  for (let round = 0; round < ROUNDS; round++) {
    times.written.push(await milliseconds(() => writeGivenFile(copy, bytes)));
    times.exported.push(await milliseconds(exported));
  }
  const [plain, whole] = [median(times.written), median(times.exported)];
  return {
    what: `${READINGS} readings as CSV, rate`,
    figure: `${(plain / whole).toFixed(2)} x`,
    goal: '>= 0.5',
    detail:
      `${whole.toFixed(0)} ms for ${(bytes.length / 1e6).toFixed(1)} MB out of the history; against ${plain.toFixed(0)} ms ` +
      'for the same bytes, both to the disk before they take the name of the file',
  };
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  globalThis.gc?.();
  const start = performance.now();
  await work();
  return performance.now() - start;
}
