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

/** What the project says of itself where it says it first: package.json, and electron-builder.yml for the id. */
export function projectIdentity(): Identity & { id: string; date: string } {
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

/** Makes deb, rpm and tar.gz of a program that electron-builder left unpacked, into the folder `into`. */
export function makeLinuxPackages(
  program: string,
  into: string,
  identity: ReturnType<typeof projectIdentity>,
): { deb: string; rpm: string; tar: string } {
  const { version, arch, id, date, homepage, maintainer } = identity;
  const work = mkdtempSync(join(tmpdir(), 'glucoglance-stage-'));
  const file = (ending: string) => join(into, `Glucoglance-${version}-linux-${arch}.${ending}`);
  const made = { deb: file('deb'), rpm: file('rpm'), tar: file('tar.gz') };
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
    makeDeb(stage, made.deb, identity);
    makeRpm(stage, made.rpm, identity);
    const name = `Glucoglance-${version}`;
    execFileSync('tar', [
      ...['-czf', made.tar, '-C', join(stage, 'opt'), '--owner=0', '--group=0'],
      ...['--transform', `s/^Glucoglance/${name}/`, '--mode=u+rwX,go+rX,u-s', 'Glucoglance'],
    ]);
    return made;
  } finally {
    rmSync(work, { recursive: true });
  }
}
