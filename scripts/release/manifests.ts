import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { launcherWords } from '../package/linux/words.ts';
import { projectIdentity } from '../package/packages.ts';
import { sectionOf } from './changelog.ts';

/** What stands in a template between two `@`. */
const BLANK = /@([A-Z][A-Z0-9_]*(?::[^@\n]+)?)@/g;

/** Puts into a template what is known, from the inside out, and lists what is not. */
export function filledIn(
  template: string,
  known: ReadonlyMap<string, string>,
): { text: string; missing: string[] } {
  // The name of a file, whose sum is wanted, may itself have the version in it.
  const once = (text: string) => text.replaceAll(BLANK, (blank, name: string) => known.get(name) ?? blank);
  const text = once(template.replaceAll('@VERSION@', known.get('VERSION') ?? '@VERSION@'));
  return { text, missing: [...new Set([...text.matchAll(BLANK)].map(([, name]) => name!))] };
}

/** What a release knows of itself: nothing of an address as long as package.json names none that anybody owns. */
export function knownOf(from: {
  release: string;
  changelog: string;
  repository: string;
}): Map<string, string> {
  const { release, changelog, repository } = from;
  const { version, id, homepage } = projectIdentity();
  const known = new Map([
    ['VERSION', version],
    ['ID', id],
    ['SUMMARY', launcherWords().get('en')!.summary],
  ]);
  for (const line of readFileSync(join(release, 'SHA256SUMS'), 'utf8').trim().split('\n'))
    known.set(`SHA256:${line.slice(66)}`, line.slice(0, 64));
  const [, owner, name] = /github(?:\.com)?[:/]([\w-]+)\/([\w.-]+?)(?:\.git)?$/.exec(repository) ?? [];
  if (owner !== undefined) {
    const project = `https://github.com/${owner}/${name}`;
    known.set('PUBLISHER', owner);
    known.set('DOWNLOADS', `${project}/releases/download/v${version}`);
    known.set('SOURCES', `${project}/archive/refs/tags/v${version}.tar.gz`);
  }
  if (homepage !== null) known.set('HOMEPAGE', homepage);
  const date = sectionOf(changelog, version)?.date;
  if (date !== undefined) known.set('DATE', date);
  return known;
}

/** Writes the manifests of `templates` into `into`, filled in. @returns by file, what is still missing there */
export function writeManifests(
  templates: string,
  into: string,
  known: ReadonlyMap<string, string>,
): Map<string, string[]> {
  const lacking = new Map<string, string[]>();
  for (const path of readdirSync(templates, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(ya?ml|rb)$/.test(path)) continue;
    const name = filledIn(path, known);
    const { text, missing } = filledIn(readFileSync(join(templates, path), 'utf8'), known);
    mkdirSync(dirname(join(into, name.text)), { recursive: true });
    writeFileSync(join(into, name.text), text);
    lacking.set(name.text, [...new Set([...name.missing, ...missing])]);
  }
  return lacking;
}
