/** Where a server names ever new people, all beyond these share a number. */
const MOST_NUMBERED = 200;

/** Numbers from 1 on, in the order in which keys are first asked for: people are told apart without being named. */
export function numbering(): (key: string) => number {
  const numbers = new Map<string, number>();
  return (key) => {
    const number = numbers.get(key) ?? numbers.size + 1;
    if (number <= MOST_NUMBERED) numbers.set(key, number);
    return number;
  };
}
