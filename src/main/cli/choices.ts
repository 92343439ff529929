import { Argument, Option } from 'commander';

/**
 * An option that takes one of some words. The help lists them and shells complete them; whoever reads the option says what
 * is wrong with another one, in the words of all other faults.
 */
export function oneOf(
  flags: string,
  description: string,
  choices: readonly string[],
  usual?: string,
): Option {
  const option = new Option(flags, description);
  option.argChoices = [...choices];
  return usual === undefined ? option : option.default(usual);
}

/** The same for what stands without an option. */
export function argumentOf(name: string, description: string, choices: readonly string[]): Argument {
  const argument = new Argument(name, description);
  argument.argChoices = [...choices];
  return argument;
}
