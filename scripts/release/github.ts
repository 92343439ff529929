import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { downloadsIn } from './collect.ts';

const gh = (...args: string[]) => execFileSync('gh', args, { stdio: 'inherit' });

/** Hands a release with all its files to GitHub, where nobody sees it yet: once shown, nothing of it can change. */
export function draft(tag: string, release: string): void {
  const files = [...downloadsIn(release), 'sbom.cdx.json', 'SHA256SUMS'].map((name) => join(release, name));
  const early = tag.includes('-') ? ['--prerelease'] : [];
  const notes = ['--title', tag, '--notes-file', join(release, 'NOTES.md')];
  gh('release', 'create', tag, '--draft', '--verify-tag', ...early, ...notes, ...files);
}

/** Shows it. */
export function publish(tag: string): void {
  gh('release', 'edit', tag, '--draft=false');
}
