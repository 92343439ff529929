import { everyCommand, valueOptions, type Described, type Value } from './described.ts';

/** To be sourced, or in a folder of `fpath` as `_glucoglance`. */
export function zshCompletion(root: Described): string {
  const commands = everyCommand(root);
  const steps = commands.flatMap(({ path, commands: below }) =>
    below.flatMap((one) =>
      one.names.map((name) => `      ${quoted(`${path}:${name}`)}) at=${quoted(one.path)} ;;`),
    ),
  );
  const taking = valueOptions(root).map(({ path, option }) => pattern(path, option.long));
  const values = valueOptions(root).map(
    ({ path, option, value }) => `      ${pattern(path, option.long)}) ${offer(value)} ;;`,
  );
  const options = commands.map(({ path, options: own }) => {
    const all = path === '' ? own : [...own, ...root.options.filter(({ long }) => long !== '--help')];
    const list = all.map(({ long, description }) => entry(long, description));
    return `      ${quoted(path)}) list=(${list.join(' ')}) ;;`;
  });
  const words = commands.map(({ path, commands: below, argument }) => {
    const list = below.flatMap((one) => one.names.map((name) => entry(name, one.description)));
    const plain = argument === null || below.length > 0 ? `list=(${list.join(' ')})` : offer(argument);
    return `      ${quoted(path)}) ${plain} ;;`;
  });
  return `#compdef glucoglance
# zsh completion of glucoglance, made from its own definitions
_glucoglance() {
  local at='' option='' word
  local -a list
  integer i
  for ((i = 2; i < CURRENT; i++)); do
    word=$words[i]
    if [[ -n $option ]]; then
      option=''
      continue
    fi
    case "$at:$word" in
      ${taking.join(' | \\\n      ')}) option=$word ;;
${steps.join('\n')}
    esac
  done
  if [[ $PREFIX == --*=* ]]; then
    option=\${PREFIX%%=*}
    compset -P '*='
  fi
  if [[ -n $option ]]; then
    case "$at:$option" in
${values.join('\n')}
    esac
  elif [[ $PREFIX == -* ]]; then
    case "$at" in
${options.join('\n')}
    esac
    _describe -o 'option' list
  else
    case "$at" in
${words.join('\n')}
    esac
    ((\${#list})) && _describe 'command' list
  fi
}
if [[ $funcstack[1] == _glucoglance ]]; then
  _glucoglance "$@"
else
  compdef _glucoglance glucoglance
fi
`;
}

function pattern(path: string, long: string): string {
  return path === '' ? `*:${long}` : quoted(`${path}:${long}`);
}

function offer(value: Value): string {
  if (value.kind === 'choices') return `compadd -- ${value.choices.map(quoted).join(' ')}`;
  if (value.kind === 'any') return ':';
  return value.kind === 'file' ? '_files' : '_files -/';
}

/** `name:description`, as `_describe` reads it. */
const entry = (name: string, description: string): string =>
  quoted(`${name}:${description.replaceAll(':', '\\:')}`);

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
