import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packagesOf } from '../../scripts/ci/debian-packages.ts';
import { sectionOf } from '../../scripts/release/changelog.ts';
import { collect } from '../../scripts/release/collect.ts';
import { whatKeeps } from '../../scripts/release/ready.ts';
import { smoke } from '../../scripts/release/smoke.ts';
import { VERSION } from '../../src/main/profile/version.ts';
import { temporaryDirectory } from '../support/run-cli.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const CHANGELOG = `# Changes

## Not yet released

- Something.

## 0.2.0 - 2026-12-24

- Rings **louder**.

## 0.1.0 - 2026-12-01
`;

describe('a release may be made', () => {
  const release = { tag: 'v0.2.0', version: '0.2.0', homepage: 'https://example.org', changelog: CHANGELOG };

  it('where nothing keeps it', () => expect(whatKeeps(release)).toEqual([]));

  it.each([
    ['the tag is of another version', { tag: 'v0.2.1' }, 'v0.2.1'],
    ['nobody owns the homepage', { homepage: 'https://example.invalid' }, 'homepage'],
    ['the changelog has no section', { version: '0.3.0', tag: 'v0.3.0' }, '## 0.3.0'],
    ['its section is empty', { version: '0.1.0', tag: 'v0.1.0' }, 'says nothing'],
  ])('but not where %s', (_, change, named) => {
    expect(whatKeeps({ ...release, ...change })).toEqual([expect.stringContaining(named)]);
  });

  it('this very project says what it lacks', () => {
    const run = spawnSync(process.execPath, ['scripts/release.ts', 'ready', `v${VERSION}`], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    const { homepage } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { homepage: string };
    const changelog = readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8');
    const reasons = whatKeeps({ tag: `v${VERSION}`, version: VERSION, homepage, changelog });
    expect(run.stderr).toBe(reasons.map((one) => `${one}\n`).join(''));
    expect(run.status).toBe(reasons.length > 0 ? 1 : 0);
  });
});

it('CHANGELOG.md says what a version changed', () => {
  expect(sectionOf(CHANGELOG, '0.2.0')).toEqual({ date: '2026-12-24', text: '- Rings **louder**.' });
  expect(sectionOf(CHANGELOG, '0.1.0')).toEqual({ date: '2026-12-01', text: '' });
  expect(sectionOf(CHANGELOG, '0.2')).toBeNull();
});

describe('a dry release', () => {
  const release = join(temporaryDirectory(), 'release');
  const downloads = [
    'Glucoglance-0.2.0-linux-x64.deb',
    'Glucoglance-0.2.0-win-x64.exe',
    'glucoglance-0.2.0.tgz',
  ];

  it('makes sums, the list of parts and notes, of the downloads alone', () => {
    mkdirSync(release);
    for (const name of [...downloads, 'builder-debug.yml', 'Glucoglance-0.2.0-win-x64.exe.blockmap'])
      writeFileSync(join(release, name), name);
    collect({ root: ROOT, release, version: '0.2.0', changelog: CHANGELOG });
    execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: release });
    const sums = readFileSync(join(release, 'SHA256SUMS'), 'utf8').trim().split('\n');
    expect(sums.map((line) => line.slice(66))).toEqual([...downloads, 'sbom.cdx.json']);
    expect(readFileSync(join(release, 'NOTES.md'), 'utf8')).toMatch(/^- Rings \*\*louder\*\*\.\n\n### /);
    const { bomFormat, components } = JSON.parse(readFileSync(join(release, 'sbom.cdx.json'), 'utf8')) as {
      bomFormat: string;
      components: { name: string }[];
    };
    expect(bomFormat).toBe('CycloneDX');
    const names = components.map(({ name }) => name);
    // What people get, and nothing that only builds or tests.
    expect(names).toEqual(expect.arrayContaining(['better-sqlite3', 'electron', 'preact', 'zod']));
    for (const name of ['vitest', 'electron-builder', 'typescript']) expect(names).not.toContain(name);
  });

  it('hands all of it to GitHub as a draft, and shows it later', () => {
    const bin = temporaryDirectory();
    writeFileSync(join(bin, 'gh'), `#!/bin/sh\nprintf '%s\\n' "$@" >> '${bin}/asked'\n`, { mode: 0o755 });
    const step = `import { draft, publish } from '${join(ROOT, 'scripts/release/github.ts')}';
      draft('v0.2.0-beta.1', '${release}'); publish('v0.2.0-beta.1');`;
    execFileSync(process.execPath, ['--input-type=module', '--eval', step], { env: { PATH: bin } });
    const asked = readFileSync(join(bin, 'asked'), 'utf8').trim().split('\n');
    expect(asked.slice(0, 6)).toEqual([
      'release',
      'create',
      'v0.2.0-beta.1',
      '--draft',
      '--verify-tag',
      '--prerelease',
    ]);
    const files = asked.filter((one) => one.startsWith(release));
    expect(files.map((path) => path.slice(release.length + 1))).toEqual([
      'NOTES.md',
      ...downloads,
      'sbom.cdx.json',
      'SHA256SUMS',
    ]);
    expect(asked.slice(-4)).toEqual(['release', 'edit', 'v0.2.0-beta.1', '--draft=false']);
  });
});

describe('the smoke test of a packaged program', () => {
  const program = (body: string) => {
    const path = join(temporaryDirectory(), 'program');
    writeFileSync(path, `#!/bin/sh\nfor one in "$@"; do folder=\${one#--user-data-dir=}; done\n${body}\n`, {
      mode: 0o755,
    });
    return path;
  };
  const says = (fields: object) =>
    `mkdir -p "$folder/logs"; echo '${JSON.stringify(fields)}' > "$folder/logs/glucoglance.log"; exec sleep 600`;

  it('passes once this version says that it runs out of its package, and ends it', async () => {
    const started = says({ at: '2026-11-30', event: 'APP_STARTED', version: VERSION, packaged: true });
    await smoke(program(started), VERSION);
  });

  it('fails where it ends, with what it said', async () => {
    await expect(smoke(program('echo "no screen" >&2; exit 3'), VERSION)).rejects.toThrow(
      /ended with 3[^]*no screen/,
    );
  });

  it('does not take another version, or one that is not packaged', async () => {
    for (const change of [{ version: '9.9.9' }, { packaged: false }]) {
      const fields = { event: 'APP_STARTED', version: VERSION, packaged: true, ...change };
      await expect(smoke(program(says(fields)), VERSION, [], 1500)).rejects.toThrow('has not started');
    }
  });
});

it('the list of Debian packages is read by name', () => {
  expect(packagesOf('# What\n\na b-1 # and why\n c\n')).toEqual(['a', 'b-1', 'c']);
});
