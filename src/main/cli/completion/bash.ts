import { everyCommand, valueOptions, type Described, type Value } from './described.ts';

/** For bash from 3.2 on, which macOS has. Nothing is asked of the program while somebody types. */
export function bashCompletion(root: Described): string {
  const commands = everyCommand(root);
  const globals = root.options.map(({ long }) => long);
  const steps = commands.flatMap(({ path, commands: below }) =>
    below.flatMap((one) => one.names.map((name) => `      '${path}:${name}') at='${one.path}' ;;`)),
  );
  const taking = valueOptions(root).map(({ path, option }) => pattern(path, option.long));
  const values = valueOptions(root).map(
    ({ path, option, value }) => `    ${pattern(path, option.long)}) ${offer(value)} ;;`,
  );
  const places = commands.map(({ path, options, commands: below, argument }) => {
    const words = lines(below.flatMap(({ names }) => names));
    const own = lines([...options.map(({ long }) => long), ...(path === '' ? [] : globals)]);
    const plain = argument === null || below.length > 0 ? `words=${words}` : offer(argument);
    return `    '${path}') [[ $cur == -* ]] && words=${own} || ${plain} ;;`;
  });
  return `# bash completion of glucoglance, made from its own definitions
_glucoglance() {
  local IFS=$'\\n' cur=\${COMP_WORDS[COMP_CWORD]} at='' option='' words='' word i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if [[ -n $option ]]; then
      # Bash takes --option=value apart.
      [[ $word == '=' ]] || option=''
      continue
    fi
    case "$at:$word" in
      ${taking.join(' | \\\n      ')}) option=$word ;;
${steps.join('\n')}
    esac
  done
  [[ $cur == '=' ]] && cur=''
  if [[ -n $option ]]; then
    case "$at:$option" in
${values.join('\n')}
    esac
  else
    case "$at" in
${places.join('\n')}
    esac
  fi
  [[ -n $words ]] && COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -F _glucoglance glucoglance
`;
}

/** What of a path's own options; the program's own stand anywhere. */
function pattern(path: string, long: string): string {
  return path === '' ? `*:${long}` : `'${path}:${long}'`;
}

function offer(value: Value): string {
  if (value.kind === 'choices') return `words=${lines(value.choices)}`;
  if (value.kind === 'any') return ':';
  const which = value.kind === 'file' ? '-f' : '-d';
  return `{ compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen ${which} -- "$cur")); }`;
}

const lines = (words: readonly string[]): string => `$'${[...new Set(words)].join('\\n')}'`;
