/**
 * `npm run release -- STEP`, the steps of the release workflow, each of which can be run by hand:
 *
 * - `ready TAG`: whether a release of this name may be made of this commit, and what keeps it from it
 * - `smoke [PROGRAM]`: starts the packaged program in a folder of its own, and waits until it says that it has
 * - `collect`: sums, list of parts and notes for what lies in `release/`
 * - `manifests`: what winget, Homebrew, Flatpak and Snap want to hear of it, into `release/manifests/`; packaging/README.md
 * - `draft TAG`, `publish TAG`: hands it all to GitHub, unseen, and shows it
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { collect } from './release/collect.ts';
import { whatKeeps } from './release/ready.ts';
import { knownOf, writeManifests } from './release/manifests.ts';
import { packagedProgram, smoke } from './release/smoke.ts';
import { draft, publish } from './release/github.ts';

const ROOT = resolve(import.meta.dirname, '..');
const RELEASE = join(ROOT, 'release');
const [step = '', given] = process.argv.slice(2);
// GitHub says in its environment for which tag a workflow runs.
const tag = given ?? process.env['GITHUB_REF_NAME'] ?? '';
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  version: string;
  homepage: string;
  repository?: string;
};
const changelog = readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8');

switch (step) {
  case 'ready': {
    const reasons = whatKeeps({ tag, changelog, ...manifest });
    for (const reason of reasons) console.error(reason);
    if (reasons.length > 0) process.exitCode = 1;
    break;
  }
  case 'smoke':
    await smoke(given ?? packagedProgram(RELEASE), manifest.version);
    break;
  case 'collect':
    collect({ root: ROOT, release: RELEASE, version: manifest.version, changelog });
    break;
  case 'manifests': {
    const known = knownOf({ release: RELEASE, changelog, repository: manifest.repository ?? '' });
    const lacking = writeManifests(join(ROOT, 'packaging'), join(RELEASE, 'manifests'), known);
    for (const [path, missing] of lacking)
      if (missing.length > 0) console.error(`${path} lacks ${missing.join(', ')}.`);
    break;
  }
  case 'draft':
    draft(tag, RELEASE);
    break;
  case 'publish':
    publish(tag);
    break;
  default:
    console.error('npm run release -- ready|smoke|collect|manifests|draft|publish; see scripts/release.ts.');
    process.exitCode = 2;
}
