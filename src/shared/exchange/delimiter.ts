const LINES = 40;
const DELIMITERS = [',', ';', '\t'] as const;

/**
 * What divides the fields of a text: the character by which most of the first lines come to one number of fields, times
 * that number. Quoted parts do not count; a comma that divides nothing but decimals loses by it.
 */
export function delimiterOf(text: string): string {
  const lines = firstLines(text);
  let best: { delimiter: string; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of DELIMITERS) {
    const agreeing = new Map<number, number>();
    for (const line of lines) {
      const fields = line.split(delimiter).length;
      if (fields > 1) agreeing.set(fields, (agreeing.get(fields) ?? 0) + 1);
    }
    const score = Math.max(0, ...[...agreeing].map(([fields, count]) => fields * count));
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function firstLines(text: string): string[] {
  const lines: string[] = [];
  for (let from = 0; from < text.length && lines.length < LINES;) {
    const end = text.indexOf('\n', from);
    const line = text.slice(from, end === -1 ? text.length : end);
    if (line.trim() !== '') lines.push(line.replaceAll(/"[^"]*"/g, ''));
    if (end === -1) break;
    from = end + 1;
  }
  return lines;
}

/**
 * Some spreadsheets save each line as one quoted field. Takes that quotation off where most lines have it; line for
 * line, so that numbers of lines stay.
 */
export function unwrapped(text: string): string {
  const lines = text.split('\n', LINES).filter((line) => line.trim() !== '');
  const wrapped = lines.filter((line) => contentOfWrapped(line) !== null);
  if (wrapped.length * 2 <= lines.length) return text;
  return text
    .split('\n')
    .map((line) => contentOfWrapped(line) ?? line)
    .join('\n');
}

/** What stands in a line that is one quoted field, with quotes only as pairs and something to divide; else null. */
function contentOfWrapped(line: string): string | null {
  if (!line.startsWith('"')) return null;
  const end = line.lastIndexOf('"');
  if (end < 1 || !/^[,;\t ]*$/.test(line.slice(end + 1))) return null;
  const inner = line.slice(1, end);
  if (!/[,;\t]/.test(inner) || inner.replaceAll('""', '').includes('"')) return null;
  return inner.replaceAll('""', '"');
}
