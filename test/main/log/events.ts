import { DECISIONS } from '../../../src/shared/alarms/decisions.ts';
import { ALARM_KINDS, PRIORITIES } from '../../../src/shared/alarms/kinds.ts';
import { PROBLEMS } from '../../../src/shared/problems.ts';
import type { ProblemCode } from '../../../src/shared/problems.ts';
import type { LogEvent } from '../../../src/main/log/events.ts';
import fc from '../../support/seeds.ts';

const number = fc.integer({ min: -1e6, max: 1e9 });
const instant = fc.integer({ min: 0, max: 4e12 });
const problem = fc.record({
  problem: fc.constantFrom(...(Object.keys(PROBLEMS) as ProblemCode[])),
  server: fc.constantFrom('api.libreview.io', 'api-eu2.libreview.io', '127.0.0.1:4711', 'https://other.test'),
  status: number,
  error: fc.constantFrom('CERT_HAS_EXPIRED', 'ENOSPC', 'SQLITE_IOERR_SHORT_READ', 'UND_ERR_SOCKET'),
  retryAt: instant,
});

/** Events as the program writes them. */
export const ordinaryEvents: fc.Arbitrary<LogEvent> = fc.oneof(
  fc.record({
    event: fc.constant('APP_STARTED' as const),
    version: fc.constantFrom('0.1.0', '10.20.30-rc.1'),
    electron: fc.constant('45.4.1'),
    platform: fc.constantFrom('linux' as const, 'darwin' as const, 'win32' as const),
    arch: fc.constantFrom('x64' as const, 'arm64' as const),
    packaged: fc.boolean(),
  }),
  fc
    .tuple(problem, number)
    .map(([failed, people]) => ({ event: 'STATE' as const, link: 'problem' as const, people, ...failed })),
  fc.record({
    event: fc.constant('PERSON_STATE' as const),
    person: number,
    link: fc.constantFrom('ok' as const, 'phoneSilent' as const, 'sensorWarmingUp' as const),
    readingAgeSeconds: number,
  }),
  fc
    .tuple(problem, fc.boolean(), number, instant)
    .map(([failed, ok, readings, until]) => ({ event: 'UPLOAD' as const, ok, readings, until, ...failed })),
  fc.record({
    event: fc.constant('ALARM' as const),
    person: fc.option(number),
    kind: fc.constantFrom(...ALARM_KINDS),
    decision: fc.constantFrom(...DECISIONS),
    reason: fc.constantFrom(
      'belowLimit' as const,
      'soundedRecently' as const,
      'readingsNotExpected' as const,
    ),
    priority: fc.constantFrom(...PRIORITIES),
    sound: fc.boolean(),
    until: instant,
  }),
  fc.record({
    event: fc.constant('CRASHED' as const),
    error: fc.constantFrom('TypeError', 'SqliteError'),
    errorCode: fc.constantFrom('ERR_INVALID_ARG_TYPE', 'SQLITE_FULL'),
    frames: fc.array(
      fc.constantFrom(
        'main/index.js:1:2',
        'main/chunks/program-DbX3k2aQ.js:12345:67',
        'main/desktop/notifications/linux-notifier.ts:3:1',
      ),
    ),
    relaunch: fc.boolean(),
  }),
);
