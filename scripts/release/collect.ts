import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sectionOf } from './changelog.ts';

/** What a person downloads: packages, and the command line for npm. */
const DOWNLOAD = /^(Glucoglance|glucoglance)-.*\.(AppImage|deb|rpm|tar\.gz|exe|zip|dmg|tgz)$/;

export const downloadsIn = (release: string): string[] =>
  readdirSync(release)
    .filter((name) => DOWNLOAD.test(name))
    .toSorted();

interface Component {
  'bom-ref': string;
  name: string;
  version: string;
}

interface Bom {
  components: Component[];
  dependencies: { ref: string; dependsOn?: string[] }[];
}

/**
 * Writes beside the downloads: `sbom.cdx.json`, `SHA256SUMS` of all of them (as `sha256sum --check` reads it), and
 * `NOTES.md`.
 */
export function collect(from: { root: string; release: string; version: string; changelog: string }): void {
  const { root, release, version, changelog } = from;
  const downloads = downloadsIn(release);
  if (downloads.length === 0) throw new Error(`There is nothing to release in ${release}.`);
  writeFileSync(join(release, 'sbom.cdx.json'), `${JSON.stringify(shippedParts(root), null, 2)}\n`);
  const sums = [...downloads, 'sbom.cdx.json'].map((name) => {
    const sum = createHash('sha256')
      .update(readFileSync(join(release, name)))
      .digest('hex');
    return `${sum}  ${name}\n`;
  });
  writeFileSync(join(release, 'SHA256SUMS'), sums.join(''));
  const said = sectionOf(changelog, version)?.text ?? `A test build of ${version}.`;
  writeFileSync(join(release, 'NOTES.md'), `${said}\n\n${CHECKING}`);
}

const CHECKING = `### Is the file the one that was built here?

\`sha256sum --check --ignore-missing SHA256SUMS\` compares what you downloaded with the list beside it;
\`gh attestation verify FILE --repo OWNER/REPOSITORY\` says which commit and workflow it is from.
`;

/** The packages that people get, as CycloneDX: of those that npm has installed here, what the notices name, and Electron. */
export function shippedParts(root: string): Bom {
  const npm = ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'];
  const all = JSON.parse(
    execFileSync('npm', npm, {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64e6,
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  ) as Bom;
  const notices = readFileSync(join(root, 'out/THIRD-PARTY-NOTICES.txt'), 'utf8');
  const named = [...notices.matchAll(/^-{80}\n(\S+) (\S+) \(/gm)].map(
    ([, name, version]) => `${name}@${version}`,
  );
  const components = all.components.filter(
    ({ name, version }) => name === 'electron' || named.includes(`${name}@${version}`),
  );
  const kept = new Set(components.map((one) => one['bom-ref']));
  const dependencies = all.dependencies
    .filter(({ ref }) => kept.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((one) => kept.has(one)) }));
  return { ...all, components, dependencies };
}
