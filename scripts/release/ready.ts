import { sectionOf } from './changelog.ts';

/** What keeps a release from being made, each in a sentence; nothing: it may be. */
export function whatKeeps(release: {
  tag: string;
  version: string;
  homepage: string;
  changelog: string;
}): string[] {
  const { tag, version, homepage, changelog } = release;
  const reasons: string[] = [];
  if (tag !== `v${version}`)
    reasons.push(`The tag is "${tag}", and package.json says ${version}: it would be "v${version}".`);
  if (new URL(homepage).hostname.endsWith('.invalid'))
    reasons.push('package.json names no homepage that anybody owns: what is made now is for trying only.');
  const section = sectionOf(changelog, version);
  if (section === null) reasons.push(`CHANGELOG.md has no section "## ${version} - YYYY-MM-DD".`);
  else if (section.text === '') reasons.push(`CHANGELOG.md says nothing of ${version}.`);
  return reasons;
}
