/** A year at one reading a minute out of a LibreView file: how fast it is understood and stored, and taken back. */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { understandFile } from '../../src/main/exchange/understand-file.ts';
import { openHistory } from '../../src/main/history/history.ts';
import { systemClock } from '../../src/main/time/clock.ts';
import type { Result } from '../../src/shared/result.ts';
import { insertBareRows, removeDatabase, type BareRow } from './bare-table.ts';
import { medians, type Measurement } from './measuring.ts';

const READINGS = 525_600;
const MINUTE = 60_000;
const START = Date.UTC(2025, 0, 1);
const PERSON = { patientId: '3f0b6d3a-7c1e-4b8e-9d50-1f6f4f1d2c11', firstName: 'Ada', lastName: 'Lovelace' };

const mgdlAt = (i: number): number => Math.round(140 + 60 * Math.sin(i / 97) + 35 * Math.sin(i / 1013));

function file(): Uint8Array {
  const lines = [
    'Glucose Data,Generated on',
    'Device,Serial Number,Device Timestamp,Record Type,Historic Glucose mg/dL,Scan Glucose mg/dL,a,b,c,d,e,f,g,h,i,j,k,l,m',
  ];
  for (let i = 0; i < READINGS; i++) {
    const [date = '', time = ''] = new Date(START + i * MINUTE).toISOString().split('T');
    const [year, month, day] = date.split('-');
    lines.push(
      `FreeStyle LibreLink,0A1B2C,${day}-${month}-${year} ${time.slice(0, 5)},0,${mgdlAt(i)},,,,,,,,,,,,,,`,
    );
  }
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

const ROWS = Array.from({ length: READINGS }, (_, i): BareRow => ({
  at: START / 1000 + i * 60,
  mgdl: mgdlAt(i),
  trend: null,
  color: null,
}));

const ANSWERS = { patientId: null, format: null, unit: null, dateOrder: null, zone: null, scans: false };

function understood(path: string) {
  const found = understandFile({
    path,
    answers: ANSWERS,
    people: [PERSON],
    held: [],
    systemZone: 'Europe/Berlin',
    now: Date.now(),
  });
  if (found.is !== 'understood') throw new Error(found.is);
  const skipped = found.file.skipped.reduce((sum, { rows }) => sum + rows, 0);
  return { ...found.file, skipped };
}

/** `npm run bench` says the rest. */
export function measure(): Measurement[] {
  const folder = mkdtempSync(join(tmpdir(), 'glucoglance-bench-'));
  try {
    const [path, bare, exported] = ['history.db', 'bare', 'export.csv'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(exported, file());
    const steps: Record<string, number> = {};
    const step = <T>(name: string, work: () => T): T => {
      const begun = performance.now();
      const done = work();
      steps[name] = performance.now() - begun;
      return done;
    };
    const whole = (): void => {
      const history = must(openHistory(removeDatabase(path), systemClock));
      must(history.rememberPerson({ ...PERSON, target: null, unit: null }));
      const seen = step('understood', () => understood(exported));
      const { inserted } = step('stored', () => must(history.imports.add(seen)));
      if (inserted < READINGS - 100) throw new Error(String(inserted));
      history.close();
    };
    const times = medians(3, {
      bare: () => insertBareRows(bare, ROWS, Math.floor(Date.now() / 1000)),
      whole,
    });
    const size = statSync(path).size;
    const history = must(openHistory(path, systemClock));
    step('again', () => must(history.imports.plan(understood(exported))));
    step('undone', () => must(history.imports.undo(1)));
    history.close();
    const ms = (name: string): string => `${(steps[name] ?? 0).toFixed(0)} ms`;
    return [
      {
        what: `importing ${READINGS} rows, time`,
        figure: `${(times.whole / times.bare).toFixed(2)} x`,
        goal: '<= 3',
        detail:
          `${times.whole.toFixed(0)} ms from the bytes to the disk (${ms('understood')} to understand, ${ms('stored')} to ` +
          `store); against ${times.bare.toFixed(0)} ms for bare INSERTs of the same rows in one transaction`,
      },
      {
        what: 'taking that back, time',
        figure: `${((steps['undone'] ?? 0) / times.bare).toFixed(2)} x`,
        goal: '<= 3',
        detail: `${ms('undone')}; looking into the same file again ${ms('again')}`,
      },
      {
        what: 'room of an imported reading',
        figure: `${(size / READINGS).toFixed(1)} bytes`,
        goal: '<= 32',
        detail: 'the whole file',
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
