import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { Output } from '../../../src/main/cli/output.ts';
import { problem } from '../../../src/shared/problems.ts';

const WICKED = 'A\u001b[2J\u009b31m\u0007\r\u2028\u202eda\n';
// Everything but the line ends of the program's own.
// oxlint-disable-next-line no-control-regex
const DRIVES = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/;

it('R15: the command line drives no terminal by what comes from elsewhere', async () => {
  const [out, error] = [new PassThrough(), new PassThrough()];
  const output = new Output({ out, error });
  output.line(WICKED);
  output.table([{ heading: 'person' }, { heading: 'mg/dL', number: true }], [[WICKED, '100']]);
  await output.json({ patientId: WICKED });
  await output.json([{ patientId: WICKED }, { patientId: '2' }]);
  output.say(WICKED);
  output.problem(problem('personUnknown', { given: WICKED }));
  const [data, told] = [String(out.read()), String(error.read())];
  expect(data).not.toMatch(DRIVES);
  expect(told).not.toMatch(DRIVES);
  const lines = data.split('\n');
  expect(lines).toHaveLength(7);
  expect(lines[2]!.trimEnd()).toMatch(/^A .*da +100$/);
  expect(JSON.parse(lines[3]!)).toEqual({ patientId: WICKED });
  expect(JSON.parse(lines.slice(4).join('\n'))).toEqual([{ patientId: WICKED }, { patientId: '2' }]);
  expect(told.trimEnd().split('\n')).toHaveLength(2);
});
