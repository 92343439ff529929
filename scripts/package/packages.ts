import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
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
 * Makes every package for Linux. deb, rpm and tar.gz are made of one folder by the tools of Debian, which need no
 * network; the AppImage comes last, by electron-builder, which fetches what it wants for that.
 */
export function packageLinux(args: readonly string[]): void {
  electronBuilder(['--linux', '--dir', ...args]);
  const program = join(RELEASE, process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`);
  makeLinuxPackages(program, RELEASE, projectIdentity());
  electronBuilder(['--linux', 'AppImage', '--prepackaged', program, ...args]);
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

/** Makes deb, rpm and tar.gz of a program that electron-builder left unpacked, into the folder `into`. */
export function makeLinuxPackages(
  program: string,
  into: string,
  identity: ProjectIdentity,
): { deb: string; rpm: string; tar: string } {
  const [deb, rpm, tar] = ['deb', 'rpm', 'tar.gz'].map((ending) => fileOf(into, identity, ending)) as [
    string,
    string,
    string,
  ];
  ofStage(program, identity, (stage) => {
    makeDeb(stage, deb, identity);
    makeRpm(stage, rpm, identity);
    const named = `s/^Glucoglance/Glucoglance-${identity.version}/`;
    const rights = ['--owner=0', '--group=0', '--mode=u+rwX,go+rX,u-s'];
    const inside = ['-C', join(stage, 'opt'), '--transform', named, 'Glucoglance'];
    execFileSync('tar', ['-czf', tar, ...rights, ...inside]);
  });
  return { deb, rpm, tar };
}
