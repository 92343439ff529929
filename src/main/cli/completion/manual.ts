import { everyCommand, type Described, type DescribedOption } from './described.ts';

/** What the sections beside the definitions say, in the words of docs/command-line.md. */
export interface ManualFacts {
  version: string;
  environment: readonly (readonly [name: string, what: string])[];
  files: readonly (readonly [name: string, what: string])[];
  exitCodes: readonly (readonly [code: number, what: string])[];
}

/** The manual page glucoglance(1), for `man`: roff with the macros of man(7). */
export function manualPage(root: Described, facts: ManualFacts): string {
  const [about = '', ...more] = root.description.split('\n\n');
  const commands = everyCommand(root).slice(1);
  return [
    '.\\" Made from the definitions of the commands.',
    `.TH GLUCOGLANCE 1 "" "Glucoglance ${facts.version}" "User Commands"`,
    '.SH NAME',
    `glucoglance \\- ${roff(about.charAt(0).toLowerCase() + about.slice(1).replace(/\.$/, ''))}`,
    '.SH SYNOPSIS',
    '.B glucoglance',
    '.RI [ options ]',
    '.I command',
    '.RI [ options ]',
    '.SH DESCRIPTION',
    ...[about, ...more].flatMap((paragraph) => ['.PP', roff(paragraph)]),
    '.PP',
    'Data goes to standard output, messages to standard error. Options of every command stand before or after it.',
    '.SH OPTIONS',
    ...root.options.flatMap(optionLines),
    '.SH COMMANDS',
    ...commands.flatMap(commandLines),
    '.SH ENVIRONMENT',
    ...facts.environment.flatMap(([name, what]) => term(name, what)),
    '.SH FILES',
    ...facts.files.flatMap(([name, what]) => term(name, what)),
    '.SH EXIT STATUS',
    ...facts.exitCodes.flatMap(([code, what]) => term(String(code), what)),
    '',
  ].join('\n');
}

function commandLines({ path, names, placeholders, description, options }: Described): string[] {
  const aliases = names.slice(1).map((name) => `, ${name}`);
  const own = options.filter(({ long }) => long !== '--help');
  return [
    `.SS "${roff([`${path}${aliases.join('')}`, ...placeholders].join(' '))}"`,
    roff(`${description.charAt(0).toUpperCase()}${description.slice(1)}.`),
    ...own.flatMap(optionLines),
  ];
}

function optionLines({ long, short, placeholder, description, value }: DescribedOption): string[] {
  const names = [short, long].filter((name) => name !== null).join(', ');
  const choices = value?.kind === 'choices' ? `; one of ${value.choices.join(', ')}` : '';
  return term(`${names}${placeholder === null ? '' : ` ${placeholder}`}`, `${description}${choices}`);
}

const term = (name: string, what: string): string[] => ['.TP', `.B "${roff(name)}"`, roff(what)];

/** Nothing of a text is a request or a hyphen that may be typed as another sign. */
function roff(text: string): string {
  const escaped = text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll('"', '\\(dq');
  return escaped.replace(/^(?=[.'])/gm, '\\&');
}
