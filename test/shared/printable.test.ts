import { describe, expect, it } from 'vitest';
import { personName } from '../../src/shared/glucose/reading.ts';
import { problemSentence } from '../../src/shared/messages/sentences/problem.ts';
import { escapedForPrint, printable } from '../../src/shared/printable.ts';
import { problem } from '../../src/shared/problems.ts';

/** An escape of a terminal in seven and in eight bits, a bell, line ends, and marks that turn a text round. */
const WICKED = 'A\u001b[2J\u009b31m\u0007\r\n\u2028\u202eda\u2066\u200f\ufeff\u{e0041}';
// oxlint-disable-next-line no-control-regex
const DRIVES = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/;

describe('R15: what comes from elsewhere', () => {
  it('is shown without what could drive a terminal or turn a text round', () => {
    expect(printable(WICKED)).toBe('A [2J 31m da');
    expect(DRIVES.test(WICKED)).toBe(true);
  });

  it('is shown as it is where it is a name of any script', () => {
    for (const name of ['Ada Lindqvist', 'José', 'مه\u200cناز', 'क्\u200dष', '👩\u200d🚀 Ada', '張 偉'])
      expect(printable(name)).toBe(name);
  });

  it('is shown with escapes where it is JSON, and reads the same', () => {
    const json = escapedForPrint(JSON.stringify({ name: WICKED }));
    expect(json).not.toMatch(DRIVES);
    expect(JSON.parse(json)).toEqual({ name: WICKED });
  });

  it('is so in names', () => {
    expect(personName({ patientId: '1', firstName: WICKED, lastName: '\u202e' })).toBe('A [2J 31m da');
    expect(personName({ patientId: '1', firstName: '\u202e', lastName: '\u0007' })).toBe('Person');
  });

  it.each([
    problem('personAmbiguous', { given: WICKED, people: `Ada (${WICKED})` }),
    problem('regionUnknown', { region: WICKED }),
    problem('stepUnknown', { step: WICKED }),
    problem('serverError', { host: WICKED, status: 500 }),
    problem('statusUnknown', { status: 7, message: WICKED }),
    problem('termsNotAccepted', { document: 'termsOfUse', link: WICKED, version: WICKED }),
    problem('noLongerShared', { name: WICKED }),
  ])('is so in the sentence of a problem: $code', (cause) => {
    expect(problemSentence(cause, String)).not.toMatch(DRIVES);
  });
});
