import { civilTimeInFull } from '../civil-dates.ts';
import { wholeText } from '../figures.ts';
import { say } from '../say.ts';
import { listText } from './lists.ts';

/** What a row of a file says, and where it stands. */
interface Example {
  line: number;
  text: string;
}

/** `line 5: “03-04-2026 10:15” is 3 Apr 2026, 10:15 or 4 Mar 2026, 10:15`, row by row. @param wall as `LocalTime` */
export function stampsText(examples: readonly (Example & { readAs: readonly { wall: number }[] })[]): string {
  const rows = examples.map(({ line, text, readAs }) => {
    const [first = '', second = ''] = readAs.map(({ wall }) => civilTimeInFull(wall));
    return say('importing.stamp', { line: wholeText(line), text, first, second });
  });
  return listText(rows, 'semicolon');
}

/** `line 5: 5.6`, row by row. */
export function valuesText(examples: readonly Example[]): string {
  return listText(
    examples.map(({ line, text }) => say('importing.value', { line: wholeText(line), text })),
    'semicolon',
  );
}
