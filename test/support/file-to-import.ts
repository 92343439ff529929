import { createHash } from 'node:crypto';
import { contentOf, textOf } from '../../src/main/exchange/file-content.ts';
import type { FileToImport } from '../../src/main/history/imports.ts';
import { columnsOf } from '../../src/shared/exchange/file-columns.ts';
import type { ImportAnswers, ImportContext, UnderstoodFile } from '../../src/shared/exchange/import-file.ts';
import { understand } from '../../src/shared/exchange/understand.ts';
import { importContext } from './import-context.ts';

/** A file's bytes as they are imported. */
export function fileToImport(
  bytes: Uint8Array,
  answers: Partial<ImportAnswers> = {},
  context: Partial<Omit<ImportContext, 'answers'>> = {},
): FileToImport {
  const text = textOf(bytes);
  const content = text.ok ? contentOf(text.value.text) : text;
  if (!content.ok) throw new Error(content.problem.code);
  const found = understand(content.value, importContext(answers, context));
  if (found.is !== 'understood') throw new Error(JSON.stringify(found));
  return importable(found.file, createHash('sha256').update(bytes).digest('hex'));
}

export function importable(file: UnderstoodFile, hash: string): FileToImport {
  const { format, layout, unit, dateOrder, zone, rows, readings, skipped } = file;
  return {
    format,
    layout,
    unit,
    dateOrder,
    zone,
    rows,
    hash,
    skipped: skipped.reduce((sum, one) => sum + one.rows, 0),
    readings: columnsOf(readings),
  };
}

/** A LibreView file of somebody in Berlin: minutes on the wall clock since 2026-11-20 00:00, with mg/dL. */
export function libreviewFile(
  rows: readonly (readonly [minute: number, mgdl: number, type?: 0 | 1])[],
): Uint8Array {
  const two = (value: number) => String(value).padStart(2, '0');
  const lines = rows.map(([minute, mgdl, type = 0]) => {
    const at = new Date(Date.UTC(2026, 10, 20) + minute * 60_000);
    const stamp = `${two(at.getUTCDate())}-${two(at.getUTCMonth() + 1)}-${at.getUTCFullYear()} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
    const values = type === 0 ? `${mgdl},` : `,${mgdl}`;
    return `FreeStyle LibreLink,0A1B2C,${stamp},${type},${values},,,,,,,,,,,,,`;
  });
  const header =
    'Device,Serial Number,Device Timestamp,Record Type,Historic Glucose mg/dL,Scan Glucose mg/dL,a,b,c,d,e,f,g,h,i,j,k,l,m';
  return new TextEncoder().encode(`Glucose Data,Generated on\n${header}\n${lines.join('\n')}\n`);
}
