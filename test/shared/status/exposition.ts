/** Samples by name and labels, and the type of each metric. */
export interface Exposition {
  samples: Record<string, number>;
  types: Record<string, string>;
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = `[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\n]|\\\\["n\\\\])*"`;
const SAMPLE = new RegExp(`^(${NAME})(\\{${LABEL}(?:,${LABEL})*\\})? (-?\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?)$`);
const COMMENT = new RegExp(`^# (HELP|TYPE) (${NAME}) (.+)$`);

/**
 * Prometheus' text format 0.0.4, read as strictly as its parser does: each line is a comment or a sample, the type of a
 * metric stands once and before its samples, no sample twice, and the last line ends.
 * https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function readExposition(text: string): Exposition {
  if (!text.endsWith('\n')) throw new Error('The last line does not end.');
  const samples: Record<string, number> = {};
  const types: Record<string, string> = {};
  for (const line of text.slice(0, -1).split('\n')) {
    const comment = COMMENT.exec(line);
    if (comment) {
      const [, what, name = '', rest = ''] = comment;
      if (
        what === 'TYPE' &&
        (name in types || Object.keys(samples).some((one) => one.split('{')[0] === name))
      )
        throw new Error(`The type of ${name} comes late or twice.`);
      if (what === 'TYPE') types[name] = rest;
      continue;
    }
    if (line.startsWith('# ') || line === '') continue;
    const [, name = '', labels = '', value = ''] = SAMPLE.exec(line) ?? [];
    if (name === '') throw new Error(`No sample: ${line}`);
    if (!(name in types)) throw new Error(`${name} has no type.`);
    if (`${name}${labels}` in samples) throw new Error(`${name}${labels} is there twice.`);
    samples[`${name}${labels}`] = Number(value);
  }
  return { samples, types };
}
