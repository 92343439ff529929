import { everyCommand, valueOptions, type Described, type DescribedOption, type Value } from './described.ts';

/** From fish 3.1 on. */
export function fishCompletion(root: Described): string {
  const commands = everyCommand(root);
  const steps = commands.flatMap(({ path, commands: below }) =>
    below.map(
      (one) =>
        `            case ${one.names.map((name) => quoted(`${path}:${name}`)).join(' ')}\n                set at ${quoted(one.path)}`,
    ),
  );
  const taking = valueOptions(root).map(({ path, option }) =>
    quoted(`${path === '' ? '*' : path}:${option.long}`),
  );
  const below = commands.flatMap(({ path, commands: some }) =>
    some.flatMap((one) => one.names.map((name) => line(path, `-a ${quoted(name)}`, one.description))),
  );
  const options = commands.flatMap(({ path, options: own }) =>
    own
      .filter(({ long }) => path === '' || long !== '--help')
      .map((one) => line(path === '' ? null : path, optionWords(one), one.description)),
  );
  const files = commands.flatMap(({ path, argument }) =>
    argument?.kind === 'file' ? [`complete -c glucoglance -n ${condition(path)} -F`] : [],
  );
  const choices = commands.flatMap(({ path, argument }) =>
    argument?.kind === 'choices' ? [line(path, `-a ${quoted(argument.choices.join(' '))}`, '')] : [],
  );
  return `# fish completion of glucoglance, made from its own definitions
function __glucoglance_at
    set -l at ''
    set -l skip 0
    for word in (commandline -opc)[2..-1]
        if test $skip = 1
            set skip 0
            continue
        end
        switch "$at:$word"
            case ${taking.join(' ')}
                set skip 1
${steps.join('\n')}
        end
    end
    echo "$at"
end
function __glucoglance_is
    set -l at (__glucoglance_at)
    test "$at" = "$argv"
end
complete -c glucoglance -f
${[...below, ...options, ...choices, ...files].join('\n')}
`;
}

/** @param path null: anywhere */
function line(path: string | null, what: string, description: string): string {
  const where = path === null ? '' : ` -n ${condition(path)}`;
  const why = description === '' ? '' : ` -d ${quoted(description)}`;
  return `complete -c glucoglance${where} ${what}${why}`;
}

const condition = (path: string): string => quoted(`__glucoglance_is ${path}`.trim());

function optionWords({ long, short, value }: DescribedOption): string {
  const names = `${short === null ? '' : `-s ${short.slice(1)} `}-l ${long.slice(2)}`;
  return value === null ? names : `${names} ${offer(value)}`;
}

function offer(value: Value): string {
  if (value.kind === 'choices') return `-x -a ${quoted(value.choices.join(' '))}`;
  if (value.kind === 'any') return '-x';
  return value.kind === 'file' ? '-r -F' : `-x -a '(__fish_complete_directories)'`;
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
