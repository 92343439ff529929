import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { desktopEntry, EXECUTABLE } from './desktop-entry.ts';

/**
 * Makes of what `layOut` has laid out the folder that an AppImage is: program and what belongs to it below, and at the top
 * what starts it and what files and launchers show of it before it is installed anywhere (.DirIcon, entry and icon).
 */
export function makeAppDir(stage: string, folder: string): void {
  cpSync(stage, folder, { recursive: true, verbatimSymlinks: true });
  // It is on nobody's path.
  rmSync(join(folder, 'usr/bin'), { recursive: true });
  const run = readFileSync(join(import.meta.dirname, 'app-run.sh'), 'utf8');
  writeFileSync(join(folder, 'AppRun'), run.replaceAll('@EXECUTABLE@', EXECUTABLE));
  chmodSync(join(folder, 'AppRun'), 0o755);
  const entry = desktopEntry().replaceAll(`Exec=${EXECUTABLE}`, 'Exec=AppRun');
  writeFileSync(join(folder, 'glucoglance.desktop'), entry);
  symlinkSync('usr/share/icons/hicolor/256x256/apps/glucoglance.png', join(folder, 'glucoglance.png'));
  symlinkSync('glucoglance.png', join(folder, '.DirIcon'));
}

/**
 * Makes an AppImage of such a folder: a runtime that mounts what is behind it, and that, a squashfs.
 *
 * @param runtime null: the squashfs alone, which nothing starts
 */
export function makeAppImage(folder: string, path: string, runtime: Buffer | null): void {
  const offset = ['-offset', String(runtime?.length ?? 0)];
  const plain = ['-all-root', '-no-xattrs', '-noappend', '-no-progress', '-quiet'];
  execFileSync('mksquashfs', [folder, path, ...offset, ...plain], { stdio: 'pipe' });
  if (runtime === null) return;
  const file = openSync(path, 'r+');
  writeSync(file, runtime, 0, runtime.length, 0);
  closeSync(file);
  chmodSync(path, 0o755);
}

interface Builder {
  getAppImageTools: (version: string, arch: number) => Promise<{ runtime: string }>;
}

/**
 * The runtime, which is not ours: electron-builder fetches it from where its project releases it, compares its sum, and
 * keeps it; `APPIMAGE_TOOLS_PATH` names a folder in which it lies already. Rejects where it cannot be had.
 */
export async function appImageRuntime(arch: 'x64' | 'arm64'): Promise<Buffer> {
  const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
  const { getAppImageTools } = builder('app-builder-lib/out/toolsets/linux') as Builder;
  const { Arch } = builder('builder-util') as { Arch: Record<string, number> };
  const { runtime } = await getAppImageTools('1.0.3', Arch[arch]!);
  return readFileSync(runtime);
}
