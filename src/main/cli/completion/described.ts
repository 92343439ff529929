import type { Command, Option } from 'commander';

/** What a value may be, for a shell that completes it. */
export type Value = { kind: 'choices'; choices: readonly string[] } | { kind: 'file' | 'folder' | 'any' };

export interface DescribedOption {
  /** `--format`; a few have `-V` too. */
  long: string;
  short: string | null;
  /** `<format>`; null: it takes none. */
  placeholder: string | null;
  value: Value | null;
  description: string;
}

/** A command as it is defined, with those below it: all that completion and manual are made of. */
export interface Described {
  /** `alarms why`; empty for the program itself. */
  path: string;
  /** With its aliases. */
  names: readonly string[];
  /** `<file>`, `[patient]` */
  placeholders: readonly string[];
  /** What the first argument may be; null: it takes none. */
  argument: Value | null;
  description: string;
  options: readonly DescribedOption[];
  commands: readonly Described[];
}

export function described(command: Command, above: string | null = null): Described {
  const path = above === null ? '' : `${above} ${command.name()}`.trim();
  const [first] = command.registeredArguments;
  return {
    path,
    names: [command.name(), ...command.aliases()],
    placeholders: command.registeredArguments.map((one) =>
      one.required ? `<${one.name()}>` : `[${one.name()}]`,
    ),
    argument: first ? valueOf(first.name(), first.argChoices) : null,
    description: command.description(),
    options: [...command.options.map(describedOption), HELP],
    commands: command.commands.map((one) => described(one, path)),
  };
}

const HELP: DescribedOption = {
  long: '--help',
  short: '-h',
  placeholder: null,
  value: null,
  description: 'what there is',
};

function describedOption({ long, short, flags, description, argChoices }: Option): DescribedOption {
  const placeholder = /<[^>]*>/.exec(flags)?.[0] ?? null;
  return {
    long: long ?? '',
    short: short ?? null,
    placeholder,
    value: placeholder === null ? null : valueOf(placeholder.slice(1, -1), argChoices),
    description,
  };
}

function valueOf(name: string, choices: readonly string[] | undefined): Value {
  if (choices) return { kind: 'choices', choices };
  if (name === 'file') return { kind: 'file' };
  return name === 'dir' ? { kind: 'folder' } : { kind: 'any' };
}

/** The program and everything below it. */
export function everyCommand(root: Described): Described[] {
  return [root, ...root.commands.flatMap(everyCommand)];
}

/** Options that may stand in one place and want a value there: those of the program stand anywhere. */
export function valueOptions(root: Described): { path: string; option: DescribedOption; value: Value }[] {
  return everyCommand(root).flatMap(({ path, options }) =>
    options.flatMap((option) => (option.value === null ? [] : [{ path, option, value: option.value }])),
  );
}
