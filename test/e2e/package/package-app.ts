import { extractAll, listPackage, statFile } from '@electron/asar';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../support/runtime.ts';
import { test as base } from '../support/test.ts';
import { writeMadeUpElectron } from './made-up-electron.ts';

export { expect } from '@playwright/test';

export interface PackagedFile {
  /** From the root of the archive, with forward slashes. */
  path: string;
  bytes: number;
  /** Beside the archive, where the system itself can open it. */
  unpacked: boolean;
}

/** The app as `electron-builder --linux --dir` leaves it, around an Electron that is made up. */
export interface PackagedApp {
  /** What an installer would put on the disk. */
  folder: string;
  /** Every file of app.asar. */
  files: PackagedFile[];
  /** A file of the archive as text. */
  text: (path: string) => string;
  /** `app.asar` itself. */
  archive: string;
  /** What a launch of the archive needs in its environment: the stand-in reads archives from an extracted copy. */
  env: Record<string, string>;
}

/** Packages what is in out/ into `folder`, as electron-builder.yml says. */
function packageApp(folder: string): PackagedApp {
  const electron = join(folder, 'electron');
  const output = join(folder, 'release');
  const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules/electron/package.json'), 'utf8')) as {
    version: string;
  };
  writeMadeUpElectron(electron, version);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/electron-builder/cli.js'),
      '--linux',
      '--dir',
      '--publish=never',
      `-c.electronDist=${electron}`,
      `-c.directories.output=${output}`,
    ],
    { cwd: ROOT, encoding: 'utf8', env: { ...process.env, NO_UPDATE_NOTIFIER: '1' } },
  );
  if (status !== 0) throw new Error(`electron-builder ended with ${status}:\n${stdout}\n${stderr}`);
  const unpackedFolder = join(
    output,
    process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`,
  );
  const archive = join(unpackedFolder, 'resources/app.asar');
  const extracted = join(folder, 'extracted');
  extractAll(archive, extracted);
  const files = listPackage(archive, { isPack: false }).flatMap((name) => {
    const path = name.slice(1);
    const entry = statFile(archive, path);
    return 'size' in entry ? [{ path, bytes: entry.size, unpacked: entry.unpacked === true }] : [];
  });
  return {
    folder: unpackedFolder,
    files,
    text: (path) => readFileSync(join(extracted, path), 'utf8'),
    archive,
    env: {
      ELECTRON_STAND_IN_PACKAGED: '1',
      ELECTRON_STAND_IN_ARCHIVE: archive,
      ELECTRON_STAND_IN_EXTRACTED: extracted,
    },
  };
}

/** Packages once for all the tests of a worker: it takes some seconds. */
export const test = base.extend<object, { packaged: PackagedApp }>({
  packaged: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the needed fixtures from this pattern
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'glucoglance-package-'));
      await use(packageApp(folder));
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});
