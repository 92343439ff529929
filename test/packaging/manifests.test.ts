import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { filledIn, knownOf, writeManifests } from '../../scripts/release/manifests.ts';
import { projectIdentity } from '../../scripts/package/packages.ts';
import { temporaryDirectory } from '../support/run-cli.ts';

/*
 * The templates for winget, Homebrew, Flatpak and Snap, filled in as a release does that somebody owns: whether they are
 * what their tools read, and name what electron-builder.yml and package.json say. Their own tools have not seen them.
 */
const ROOT = resolve(import.meta.dirname, '../..');
const yaml = createRequire(import.meta.url)('js-yaml') as { load: (text: string) => unknown };
const { version, id } = projectIdentity();
const ARTIFACT = /^artifactName: (.+)$/m.exec(readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8'))![1]!;
/** As electron-builder names a file. */
const named = (os: string, arch: string, ext: string) =>
  Object.entries({ productName: 'Glucoglance', version, os, arch, ext }).reduce(
    (name, [key, value]) => name.replace(`\${${key}}`, value),
    ARTIFACT,
  );
const FILES = ['x64', 'arm64'].flatMap((arch) => [
  named('win', arch, 'exe'),
  named('mac', arch, 'dmg'),
  named('linux', arch, 'tar.gz'),
]);
const sumOf = (file: string) => String(FILES.indexOf(file) + 1).repeat(64);

let into: string;
let lacking: Map<string, string[]>;
const text = (path: string) => readFileSync(join(into, path), 'utf8');
const read = (path: string) => yaml.load(text(path)) as Record<string, unknown>;

beforeAll(() => {
  const folder = temporaryDirectory();
  into = join(folder, 'manifests');
  mkdirSync(join(folder, 'release'));
  const sums = FILES.map((file) => `${sumOf(file)}  ${file}\n`).join('');
  writeFileSync(join(folder, 'release/SHA256SUMS'), sums);
  const known = knownOf({
    release: join(folder, 'release'),
    changelog: `# C\n\n## ${version} - 2026-12-24\n\n- New.\n`,
    repository: 'github:Owner/project',
  });
  lacking = writeManifests(join(ROOT, 'packaging'), into, known.set('HOMEPAGE', 'https://example.org'));
});

it('what is between two @ is filled in, and what is not known is said', () => {
  const known = new Map([
    ['VERSION', '1.2.3'],
    ['SHA256:a-1.2.3.exe', 'abc'],
  ]);
  expect(filledIn('@VERSION@ @SHA256:a-@VERSION@.exe@ @DATE@ me@example.org @DATE@', known)).toEqual({
    text: '1.2.3 abc @DATE@ me@example.org @DATE@',
    missing: ['DATE'],
  });
});

it('name no address, owner or version by themselves', () => {
  const texts = readdirSync(join(ROOT, 'packaging'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
  expect(new Set([...texts.matchAll(/https?:\/\/([^/\s'"]+)/g)].map(([, host]) => host))).toEqual(
    new Set(['aka.ms']),
  );
  expect(texts).not.toContain(version);
  expect(texts).not.toContain(id);
});

it('lack nothing that a release knows; Flatpak wants the sum of the sources', () => {
  expect([...lacking].filter(([, missing]) => missing.length > 0)).toEqual([
    [`flatpak/${id}.yml`, ['SHA256_SOURCES']],
  ]);
});

describe('winget', () => {
  const part = (kind: string) => read(`winget/Owner.Glucoglance${kind}.yaml`);

  it('has three files of one package', () => {
    const parts = ['', '.installer', '.locale.en-US'].map(part);
    expect(parts.map((one) => one['ManifestType'])).toEqual(['version', 'installer', 'defaultLocale']);
    for (const one of parts)
      expect(one).toMatchObject({
        PackageIdentifier: 'Owner.Glucoglance',
        PackageVersion: version,
        ManifestVersion: '1.9.0',
      });
    expect(part('.locale.en-US')).toMatchObject({ License: 'MIT', Publisher: 'The Glucoglance maintainers' });
    expect(String(part('.locale.en-US')['ShortDescription']).length).toBeLessThanOrEqual(256);
  });

  it('names the installers that are made, with their sums', () => {
    const { Installers: installers, Scope: scope } = part('.installer');
    // As electron-builder.yml has it: perMachine is false.
    expect(scope).toBe('user');
    expect(installers).toEqual(
      ['x64', 'arm64'].map((arch) => ({
        Architecture: arch,
        InstallerUrl: `https://github.com/Owner/project/releases/download/v${version}/${named('win', arch, 'exe')}`,
        InstallerSha256: sumOf(named('win', arch, 'exe')),
      })),
    );
  });
});

describe('Homebrew', () => {
  it('names the images that are made, with their sums', () => {
    const cask = text('homebrew/glucoglance.rb');
    for (const arch of ['x64', 'arm64']) expect(cask).toContain(`"${sumOf(named('mac', arch, 'dmg'))}"`);
    const url = /url "(.+)"/.exec(cask)![1]!.replace('#{version}', version).replace('#{arch}', 'arm64');
    expect(url.split('/').at(-1)).toBe(named('mac', 'arm64', 'dmg'));
    expect(cask).toContain(`uninstall quit: "${id}"`);
  });

  it.skipIf(spawnSync('ruby', ['--version']).status !== 0)('is Ruby (skipped where there is none)', () => {
    const path = join(into, 'homebrew/glucoglance.rb');
    expect(execFileSync('ruby', ['-c', path], { encoding: 'utf8' })).toBe('Syntax OK\n');
  });
});

it('Flatpak: has the id of the program, no wider hole than it needs, and this repository as its source', () => {
  const manifest = read(`flatpak/${id}.yml`) as {
    id: string;
    command: string;
    'finish-args': string[];
    modules: { sources: unknown[] }[];
  };
  expect([manifest.id, manifest.command]).toEqual([id, 'glucoglance']);
  expect(
    manifest['finish-args'].filter((one) => /filesystem|devices?=all|session-bus|system-bus/.test(one)),
  ).toEqual([]);
  expect(manifest.modules[0]!.sources[0]).toMatchObject({
    url: `https://github.com/Owner/project/archive/refs/tags/v${version}.tar.gz`,
  });
});

it('Snap: strict, with the archives that are made', () => {
  const manifest = read('snap/snapcraft.yaml') as {
    version: string;
    summary: string;
    confinement: string;
    platforms: object;
    parts: { glucoglance: { source: Record<string, string>[] } };
  };
  expect(manifest).toMatchObject({ version, confinement: 'strict', base: 'core24' });
  expect(manifest.summary.length).toBeLessThan(79);
  const sources = manifest.parts.glucoglance.source.flatMap((one) => Object.values(one));
  expect(sources.map((one) => one.split('/').at(-1))).toEqual([
    named('linux', 'x64', 'tar.gz'),
    named('linux', 'arm64', 'tar.gz'),
  ]);
});
