/** What CHANGELOG.md says of a version, and its day (`2026-11-30`); null: nothing yet. */
export function sectionOf(changelog: string, version: string): { date: string; text: string } | null {
  const sections = changelog.split(/^## /m).slice(1);
  for (const section of sections) {
    const [, name, date, text] = /^(\S+) - (\d{4}-\d{2}-\d{2})\n([^]*)$/.exec(section) ?? [];
    if (name === version) return { date: date!, text: text!.trim() };
  }
  return null;
}
