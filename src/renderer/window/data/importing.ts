import { computed, effect, signal } from '@preact/signals';
import type { Imported } from '../../../shared/exchange/import-file.ts';
import type {
  ArchivePreview,
  FileAtHand,
  FileLooked,
  FilePreview,
  Given,
} from '../../../shared/ipc/imports.ts';
import { problem, type Problem } from '../../../shared/problems.ts';
import { fail, type Result } from '../../../shared/result.ts';
import { ask, bridge } from '../../bridge.ts';
import { mode } from '../../live.ts';
import { dropped } from './dropped.ts';

/** A file that was chosen, and what was said about it. */
export interface Chosen extends FileAtHand {
  given: Given;
}

/** Where the import of a file has come to. */
export type Stage =
  | { at: 'idle' }
  /** The system's dialog is open. */
  | { at: 'choosing' }
  | { at: 'reading'; chosen: Chosen; cancel: () => void }
  | { at: 'asked'; chosen: Chosen; asked: Extract<FileLooked, { is: 'question' }> }
  | { at: 'seen'; chosen: Chosen; preview: FilePreview | ArchivePreview }
  /** `done`: a share of one. */
  | { at: 'importing'; chosen: Chosen; done: number; cancel: () => void }
  | { at: 'imported'; name: string; imported: Imported }
  | { at: 'severalFiles' }
  /** `file`: what it went wrong with, where it can be tried again. */
  | { at: 'failed'; problem: Problem; file: FileAtHand | null };

/** Kept while another page is looked at: an import goes on meanwhile. */
export const stage = signal<Stage>({ at: 'idle' });

export const isImporting = computed(() => stage.value.at === 'importing');

/** Counts what changed the list of imports. */
export const changes = signal(0);

/** How many readings were taken back last; null: nothing yet. */
export const removed = signal<number | null>(null);

const NOTHING_GIVEN: Given = { patientId: null, unit: null, dateOrder: null, zone: null, scans: false };

/** What was begun last; whatever was begun before it is called off, and shows nothing any more. */
let last = new AbortController();

function begin(): AbortController {
  last.abort();
  return (last = new AbortController());
}

/** Lets somebody choose a file, and looks into it. */
export async function chooseFile(): Promise<void> {
  const own = begin();
  stage.value = { at: 'choosing' };
  const chosen = await ask('imports:choose');
  if (own === last) await take(chosen);
}

async function takeDropped(files: readonly File[]): Promise<void> {
  const own = begin();
  const [file, other] = files;
  if (file === undefined || other !== undefined) {
    stage.value = { at: 'severalFiles' };
    return;
  }
  const taken = await bridge
    .handOver(file)
    .catch(() => fail(problem('fileUnreadable', { path: file.name, cause: 'unknownError' })));
  if (own === last) await take(taken);
}

async function take(chosen: Result<FileAtHand | null>): Promise<void> {
  if (!chosen.ok) failed(chosen.problem, null);
  else if (chosen.value === null) stage.value = { at: 'idle' };
  else await look({ ...chosen.value, given: NOTHING_GIVEN });
}

/** Looks into it from the beginning. */
export function lookAgain({ file, name }: FileAtHand): Promise<void> {
  return look({ file, name, given: NOTHING_GIVEN });
}

function failed(why: Problem, file: FileAtHand | null): void {
  stage.value = { at: 'failed', problem: why, file: why.code === 'fileNotAtHand' ? null : file };
}

/** Looks into it again with what somebody said about it. */
export function answer(chosen: Chosen, more: Partial<Given>): Promise<void> {
  return look({ ...chosen, given: { ...chosen.given, ...more } });
}

async function look(chosen: Chosen): Promise<void> {
  const own = begin();
  const { file, given } = chosen;
  stage.value = { at: 'reading', chosen, cancel: () => own.abort() };
  const looked = await unlessCancelled(ask('imports:look', { file, given }, own.signal));
  if (own !== last) return;
  if (looked === null) leave(chosen);
  else if (!looked.ok) failed(looked.problem, chosen);
  else if (looked.value.is === 'question') stage.value = { at: 'asked', chosen, asked: looked.value };
  else stage.value = { at: 'seen', chosen, preview: looked.value };
}

/** Stores what is new of it. Where that is called off it is looked into again, since it may have been too late. */
export async function importIt(chosen: Chosen): Promise<void> {
  const own = begin();
  const { file, name } = chosen;
  const show = (done: number) => {
    if (own === last) stage.value = { at: 'importing', chosen, done, cancel: () => own.abort() };
  };
  show(0);
  const imported = await unlessCancelled(ask('imports:import', { file }, own.signal, show));
  changes.value += 1;
  if (own !== last) return;
  if (imported === null) await look(chosen);
  else if (imported.ok) stage.value = { at: 'imported', name, imported: imported.value };
  else failed(imported.problem, chosen);
}

/** Takes an import back. @returns why it could not be */
export async function undo(importId: number): Promise<Problem | null> {
  const undone = await ask('imports:undo', { importId });
  changes.value += 1;
  if (!undone.ok) return undone.problem;
  if (stage.value.at === 'imported') stage.value = { at: 'idle' };
  removed.value = undone.value.removed;
  return null;
}

/** It is not wanted after all. */
export function leave({ file }: FileAtHand): void {
  begin();
  stage.value = { at: 'idle' };
  void ask('imports:forget', { file });
}

async function unlessCancelled<T>(answered: Promise<T>): Promise<T | null> {
  return answered.catch(() => null);
}

// What was read for one history is not shown over another.
let before = mode.value;
effect(() => {
  if (mode.value === before) return;
  before = mode.value;
  begin();
  changes.value += 1;
  stage.value = { at: 'idle' };
});
effect(() => {
  const files = dropped.value;
  if (files === null) return;
  dropped.value = null;
  void takeDropped(files);
});
