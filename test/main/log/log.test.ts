import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EVENTS, problemFields, type LogEvent } from '../../../src/main/log/events.ts';
import { errorFields, serverName } from '../../../src/main/log/fields.ts';
import { createLog, lineOf } from '../../../src/main/log/log.ts';
import { createRedactor } from '../../../src/main/log/redact.ts';
import { problem } from '../../../src/shared/problems.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';
import { CANARIES, readable, SECRETS } from './canaries.ts';

const UNCHANGED = (line: string) => line;
const AT = Date.UTC(2026, 10, 21, 12);

describe('a line of the log', () => {
  it('says when, what and the fields of the list', () => {
    const refused = problem('serverError', { host: 'api-de.libreview.io', status: 503 }, AT + 60_000);
    const event: LogEvent = { event: 'STATE', link: 'problem', people: 2, ...problemFields(refused) };
    expect(JSON.parse(lineOf(event, AT))).toEqual({
      at: '2026-11-21T12:00:00.000Z',
      event: 'STATE',
      link: 'problem',
      people: 2,
      problem: 'serverError',
      server: 'api-de.libreview.io',
      status: 503,
      retryAt: '2026-11-21T12:01:00.000Z',
    });
  });

  it('holds nothing else, whatever is handed in, even before it is redacted', () => {
    const anything = fc.oneof(
      fc.constantFrom(...SECRETS),
      fc.anything(),
      fc.constantFrom(...SECRETS).map((secret) => [secret, { secret }]),
      fc.constantFrom(...SECRETS).map((secret) => Object.assign(new Error(secret), { name: secret })),
    );
    const fields = [
      ...new Set(Object.values(EVENTS).flatMap((list) => Object.keys(list))),
      'message',
      'body',
      '__proto__',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(EVENTS) as (keyof typeof EVENTS)[])),
        fc.dictionary(fc.constantFrom(...fields), anything),
        (event, given) => {
          const lines: string[] = [];
          const log = createLog(new FakeClock(AT), UNCHANGED, (line) => lines.push(line));
          log.write({ ...given, event } as LogEvent);
          // The one that has the shape of a code is the redactor's.
          const others = SECRETS.filter((secret) => secret !== CANARIES.serial);
          expect(readable(lines.join(), 12, others)).toEqual([]);
          for (const line of lines) expect(Object.keys(JSON.parse(line) as object)).not.toContain('message');
        },
      ),
      { numRuns: runs(1000, 20_000) },
    );
  });

  it('is written for every event there is', () => {
    for (const event of Object.keys(EVENTS) as (keyof typeof EVENTS)[])
      expect(JSON.parse(lineOf({ event }, AT))).toEqual({ at: '2026-11-21T12:00:00.000Z', event });
  });

  it('is explained, with each of its fields', () => {
    const rows = new Map(
      readFileSync(join(import.meta.dirname, '../../../docs/log.md'), 'utf8')
        .split('\n')
        .flatMap((row) => (row.startsWith('| `') ? [[row.split('`')[1]!, row] as const] : [])),
    );
    expect([...rows.keys()]).toEqual(Object.keys(EVENTS));
    for (const [event, fields] of Object.entries(EVENTS)) {
      const row = rows.get(event)!;
      const grouped = row.includes('_problem_') ? ['problem', 'server', 'status', 'error', 'retryAt'] : [];
      const failed = row.includes('_failure_') ? ['error', 'errorCode', 'frames'] : [];
      for (const field of Object.keys(fields))
        expect([...grouped, ...failed, ...row.split('`')], event).toContain(field);
    }
  });

  it('never throws, whatever is handed in and wherever it goes', () => {
    const broken = createLog(new FakeClock(NaN), UNCHANGED, () => {
      throw new Error('no room');
    });
    expect(() => broken.write({ event: 'RESUMED' })).not.toThrow();
    const log = createLog(new FakeClock(), UNCHANGED, () => {});
    expect(() => log.write({ event: 'NONE' } as unknown as LogEvent)).not.toThrow();
    expect(() => log.write(null as unknown as LogEvent)).not.toThrow();
  });

  it('is cut only after it is redacted', () => {
    const lines: string[] = [];
    const redactor = createRedactor();
    redactor.register(CANARIES.password);
    // A redactor that adds, so that the cut falls into the secret.
    const log = createLog(
      new FakeClock(AT),
      (line) => redactor.redact(`${'-'.repeat(3990)}${CANARIES.password}${line}`),
      (line) => lines.push(line),
    );
    log.write({ event: 'RESUMED' });
    expect(lines[0]).toHaveLength(4000 + ' [cut]'.length);
    expect(lines[0]).toContain('[hidden]');
    expect(lines[0]).not.toContain('canary');
  });
});

describe('of an error', () => {
  it('class, code and own places are told, never the message', () => {
    const error = Object.assign(
      new TypeError(`${CANARIES.email}\n    at x (/app/out/main/${CANARIES.serial}.js:1:1)`),
      {
        code: 'ENOSPC',
      },
    );
    error.stack =
      `TypeError: ${error.message}\n` +
      '    at Monitor.start (file:///home/ada/app.asar/out/main/index.js:10:5)\n' +
      '    at run (C:\\Program Files\\x\\resources\\app.asar\\out\\main\\chunks\\program-a1.js:2:3)\n' +
      '    at node:internal/process:3:4\n' +
      '    at async /home/ada/node_modules/zod/index.js:1:1';
    expect(errorFields(error)).toEqual({
      error: 'TypeError',
      errorCode: 'ENOSPC',
      frames: ['main/index.js:10:5', 'main/chunks/program-a1.js:2:3'],
    });
  });

  it('a message that was changed later brings nothing in', () => {
    const error = new Error(`x\n    at x (/app/out/main/${CANARIES.serial}.js:1:1)\n-`);
    error.stack = `${error.stack}`;
    error.message = 'harmless';
    expect(JSON.stringify(errorFields(error))).not.toContain(CANARIES.serial);
  });

  it.each([[undefined], ['text'], [null], [{ message: 'x', stack: 'at out/main/x.js:1:1' }]])(
    '%j is none',
    (thrown) => {
      expect(errorFields(thrown)).toEqual({ error: 'NoError', frames: [] });
    },
  );
});

it.each([
  ['api.libreview.io', 'api.libreview.io'],
  ['https://api-eu2.libreview.io', 'api-eu2.libreview.io'],
  ['https://api-eu2.libreview.io:8443/x', 'api-eu2.libreview.io'],
  ['http://127.0.0.1:4711', 'loopback'],
  ['localhost:1', 'loopback'],
  ['http://[::1]:2', 'loopback'],
  ['ada.example.com', 'other'],
  ['api.ada.libreview.io', 'other'],
  ['api.libreview.io.evil.test', 'other'],
  ['', 'other'],
])('the server %j is told as %j', (host, told) => {
  expect(serverName(host)).toBe(told);
});
