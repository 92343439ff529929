import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeLinuxPackages, projectIdentity } from '../../../scripts/package/packages.ts';
import { collect } from '../../../scripts/release/collect.ts';
import { ROOT } from '../support/runtime.ts';
import { expect, test } from './package-app.ts';

/*
 * A release up to what is handed to GitHub, as the workflow makes it on Linux: of the program around an Electron that is
 * made up, and with a made-up runtime for the AppImage.
 */
const TOOLS = ['dpkg-deb', 'rpmbuild', 'mksquashfs'];
const missing = TOOLS.filter((tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0);
// On CI a tool that is missing is a failure, not a skip.
test.skip(missing.length > 0 && process.env['CI'] === undefined, `needs ${missing.join(', ')}`);
test.skip(process.platform !== 'linux', 'packages for Linux are made on Linux');

test('makes every file, its sum, the list of parts and the notes', ({ packaged, folder }) => {
  const release = join(folder, 'release');
  mkdirSync(release);
  const identity = projectIdentity();
  const { version, arch } = identity;
  makeLinuxPackages(packaged.folder, release, identity, Buffer.from('made up'));
  const pack = ['pack', '--silent', '--ignore-scripts', '--pack-destination', release];
  execFileSync('npm', pack, { cwd: ROOT, stdio: 'pipe' });
  // What lies about after a build and is no part of a release.
  writeFileSync(join(release, 'builder-effective-config.yaml'), '');
  const changelog = `# Changes\n\n## ${version} - 2026-12-24\n\n- Rings.\n`;
  collect({ root: ROOT, release, version, changelog });

  const downloads = [
    ...['AppImage', 'deb', 'rpm', 'tar.gz'].map((ending) => `Glucoglance-${version}-linux-${arch}.${ending}`),
    `glucoglance-${version}.tgz`,
  ];
  const sums = readFileSync(join(release, 'SHA256SUMS'), 'utf8').trim().split('\n');
  expect(sums.map((line) => line.slice(66))).toEqual([...downloads, 'sbom.cdx.json']);
  execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: release });
  expect(readdirSync(release).toSorted()).toEqual(
    [...downloads, 'NOTES.md', 'SHA256SUMS', 'builder-effective-config.yaml', 'sbom.cdx.json'].toSorted(),
  );
  expect(readFileSync(join(release, 'NOTES.md'), 'utf8')).toMatch(/^- Rings\.\n\n[^]*sha256sum --check/);
  const { components } = JSON.parse(readFileSync(join(release, 'sbom.cdx.json'), 'utf8')) as {
    components: { name: string }[];
  };
  expect(components.map(({ name }) => name)).toEqual(expect.arrayContaining(['electron', 'better-sqlite3']));
});
