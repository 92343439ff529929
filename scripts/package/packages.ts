import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { appImageRuntime, makeAppDir, makeAppImage } from './linux/appimage.ts';
import { makeDeb } from './linux/deb.ts';
import type { Identity } from './linux/identity.ts';
import { makeRpm } from './linux/rpm.ts';
import { layOut } from './linux/staging.ts';
import { launcherWords } from './linux/words.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const RELEASE = join(ROOT, 'release');

interface Manifest {
  version: string;
  license: string;
  author: string;
  homepage: string;
}

type ProjectIdentity = Identity & { id: string; date: string };

/** What the project says of itself where it says it first: package.json, and electron-builder.yml for the id. */
export function projectIdentity(): ProjectIdentity {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;
  const id = /^appId: (.+)$/m.exec(readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8'))![1]!;
  const { summary, about } = launcherWords().get('en')!;
  const { SOURCE_DATE_EPOCH: seconds } = process.env;
  return {
    version: manifest.version,
    arch: process.arch === 'arm64' ? 'arm64' : 'x64',
    summary,
    description: about,
    maintainer: manifest.author,
    license: manifest.license,
    homepage: new URL(manifest.homepage).hostname.endsWith('.invalid') ? null : manifest.homepage,
    id,
    date: new Date(seconds ? Number(seconds) * 1000 : Date.now()).toISOString().slice(0, 10),
  };
}

/** Runs electron-builder as electron-builder.yml says. Ends this process where it fails. */
export function electronBuilder(args: readonly string[]): void {
  const cli = join(ROOT, 'node_modules/electron-builder/cli.js');
  const { status } = spawnSync(process.execPath, [cli, '--publish=never', ...args], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

/**
 * Makes every package for Linux, of one folder, by tools that Debian has. Only the runtime of the AppImage is fetched;
 * where it cannot be, the others are made all the same, and what is missing is said as a failure.
 */
export async function packageLinux(args: readonly string[]): Promise<void> {
  electronBuilder(['--linux', '--dir', ...args]);
  const program = join(RELEASE, process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`);
  const identity = projectIdentity();
  const runtime = await appImageRuntime(identity.arch).catch((error: unknown) => {
    console.error(`The AppImage has no runtime and starts nothing: ${String(error)}`);
    process.exitCode = 1;
    return null;
  });
  makeLinuxPackages(program, RELEASE, identity, runtime);
}

/** Lays out, in a folder that is gone afterwards, what Linux packages are made of, and makes them of it. */
function ofStage<T>(program: string, identity: ProjectIdentity, make: (stage: string) => T): T {
  const { version, id, date, homepage, maintainer } = identity;
  const work = mkdtempSync(join(tmpdir(), 'glucoglance-stage-'));
  try {
    const stage = join(work, 'root');
    layOut(stage, {
      root: ROOT,
      program,
      id,
      developer: maintainer,
      homepage,
      releases: [{ version, date }],
      commandLineFile: `glucoglance-${version}.tgz`,
    });
    return make(stage);
  } finally {
    rmSync(work, { recursive: true });
  }
}

const fileOf = (into: string, { version, arch }: ProjectIdentity, ending: string) =>
  join(into, `Glucoglance-${version}-linux-${arch}.${ending}`);

/** Makes the deb alone of a program that electron-builder left unpacked, into the folder `into`. @returns its path */
export function makeDebOf(program: string, into: string, identity: ProjectIdentity): string {
  const deb = fileOf(into, identity, 'deb');
  ofStage(program, identity, (stage) => makeDeb(stage, deb, identity));
  return deb;
}

/**
 * Makes deb, rpm, tar.gz and AppImage of a program that electron-builder left unpacked, into the folder `into`.
 *
 * @param runtime of the AppImage; null: there is none, and it is left as a squashfs, by a name that no release takes
 */
export function makeLinuxPackages(
  program: string,
  into: string,
  identity: ProjectIdentity,
  runtime: Buffer | null,
): { deb: string; rpm: string; tar: string; appImage: string } {
  const endings = ['deb', 'rpm', 'tar.gz', runtime === null ? 'squashfs' : 'AppImage'];
  const [deb, rpm, tar, appImage] = endings.map((ending) => fileOf(into, identity, ending)) as [
    string,
    string,
    string,
    string,
  ];
  ofStage(program, identity, (stage) => {
    const appDir = `${stage}.AppDir`;
    makeAppDir(stage, appDir);
    makeAppImage(appDir, appImage, runtime);
    makeDeb(stage, deb, identity);
    makeRpm(stage, rpm, identity);
    const named = `s/^Glucoglance/Glucoglance-${identity.version}/`;
    const rights = ['--owner=0', '--group=0', '--mode=u+rwX,go+rX,u-s'];
    const inside = ['-C', join(stage, 'opt'), '--transform', named, 'Glucoglance'];
    execFileSync('tar', ['-czf', tar, ...rights, ...inside]);
  });
  return { deb, rpm, tar, appImage };
}
