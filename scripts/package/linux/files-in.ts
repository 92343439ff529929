import { lstatSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { FOLDER } from './desktop-entry.ts';

/** Chromium's helper that makes a sandbox where the kernel gives programs no namespaces: it runs as root. */
export const SANDBOX = `${FOLDER.slice(1)}/chrome-sandbox`;

/** Every file of a folder, by its path from there, in order. */
export function filesIn(folder: string): { path: string; size: number }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(folder, path), size: lstatSync(path).size }))
    .toSorted((one, other) => (one.path < other.path ? -1 : 1));
}
