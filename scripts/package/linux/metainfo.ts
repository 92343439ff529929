import { launcherWords, type LauncherWords } from './words.ts';

export interface Release {
  version: string;
  /** `2026-11-30` */
  date: string;
}

export interface MetainfoOptions {
  /** The program's id, a domain turned around; it must never change. */
  id: string;
  /** Who makes it. */
  developer: string;
  /** Where it is at home; null: nowhere yet. */
  homepage: string | null;
  /** Newest first. */
  releases: readonly Release[];
}

/** What shops for software show of the program (AppStream 1.0, a desktop application), in every language. */
export function metainfo({ id, developer, homepage, releases }: MetainfoOptions): string {
  const languages = [...launcherWords()];
  const each = (name: string, of: (words: LauncherWords) => string) =>
    languages.map(([tag, words]) => element(name, of(words), tag));
  const paragraphs = languages[0]![1].about.flatMap((_, index) => each('p', ({ about }) => about[index]!));
  const keywords = languages.flatMap(([tag, words]) =>
    words.keywords.map((keyword) => element('keyword', keyword, tag)),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>${escaped(id)}</id>
  <name>Glucoglance</name>
  ${each('summary', ({ summary }) => summary).join('\n  ')}
  <description>
    ${paragraphs.join('\n    ')}
  </description>
  <metadata_license>MIT</metadata_license>
  <project_license>MIT</project_license>
  <developer id="${escaped(id)}">
    ${element('name', developer, 'en')}
  </developer>
  <launchable type="desktop-id">glucoglance.desktop</launchable>
  <icon type="stock">glucoglance</icon>
${homepage === null ? '' : `  <url type="homepage">${escaped(homepage)}</url>\n`}  <categories>
    <category>Utility</category>
  </categories>
  <keywords>
    ${keywords.join('\n    ')}
  </keywords>
  <provides>
    <binary>glucoglance</binary>
  </provides>
  <content_rating type="oars-1.1" />
  <releases>
    ${releases.map(({ version, date }) => `<release version="${escaped(version)}" date="${date}" />`).join('\n    ')}
  </releases>
</component>
`;
}

const element = (name: string, text: string, tag: string) =>
  `<${name}${tag === 'en' ? '' : ` xml:lang="${tag}"`}>${escaped(text)}</${name}>`;

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[one]!);
