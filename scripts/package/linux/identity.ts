/** What a package says of itself. */
export interface Identity {
  /** As in package.json: `0.2.0`, `0.2.0-beta.1`. */
  version: string;
  arch: 'x64' | 'arm64';
  /** Of a few words, and of paragraphs. */
  summary: string;
  description: readonly string[];
  maintainer: string;
  license: string;
  /** Null: nowhere yet. */
  homepage: string | null;
}

/** A version as deb and rpm order them: what comes before a release is older than it. */
export const packageVersion = (version: string) => version.replace('-', '~');
