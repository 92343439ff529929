import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The fuse wire of an Electron binary: a mark, version 1, a length, then a digit a fuse. */
const FUSE_MARK = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** As we never want them, so that a fuse which packaging leaves alone is seen. */
const WRONG_FUSES = '10110010';

/**
 * Writes a folder that electron-builder takes for Electron (`electronDist`), so that packaging fetches nothing. Its
 * binary says with what it was started, and has fuses to flip.
 *
 * @param does what the binary does instead, in lines of a shell
 */
export function writeMadeUpElectron(
  folder: string,
  version: string,
  does: readonly string[] = ['echo "made up: $*"'],
): void {
  mkdirSync(join(folder, 'locales'), { recursive: true });
  mkdirSync(join(folder, 'resources'));
  const fuses = Buffer.concat([
    Buffer.from(FUSE_MARK),
    Buffer.from([1, WRONG_FUSES.length]),
    Buffer.from(WRONG_FUSES),
  ]);
  writeFileSync(
    join(folder, 'electron'),
    Buffer.concat([Buffer.from(`#!/bin/sh\n${does.join('\n')}\nexit\n# `), fuses]),
    {
      mode: 0o755,
    },
  );
  writeFileSync(join(folder, 'version'), version);
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox']) {
    writeFileSync(join(folder, name), 'made up');
  }
  for (const language of ['de', 'en-GB', 'en-US', 'fr']) {
    writeFileSync(join(folder, 'locales', `${language}.pak`), 'made up');
  }
}
