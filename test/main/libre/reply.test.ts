import { describe, expect, it } from 'vitest';
import { readReply } from '../../../src/main/libre/reply.ts';

function read(httpStatus: number, body: unknown, retryAt: number | null = null) {
  return readReply({ httpStatus, body, retryAt }, 'server');
}

const locked = {
  status: 429,
  data: { code: 60, data: { failures: 3, interval: 60, lockout: 300 }, message: 'locked' },
};
const step = { step: { type: 'tou' }, authTicket: {} };

// Every row of the protocol's tables of body statuses (4.1) and HTTP statuses (4.2) that comes as JSON or bare;
// what is no JSON at all is in transport.test.ts.
describe('what an answer means', () => {
  it.each([
    [
      'success',
      200,
      { status: 0, data: [1], ticket: { t: 1 } },
      { kind: 'data', data: [1], ticket: { t: 1 } },
    ],
    ['an empty list', 200, { status: 0, data: [] }, { kind: 'data', data: [] }],
    [
      'a redirect',
      200,
      { status: 0, data: { redirect: true, region: 'eu2' } },
      { kind: 'redirect', region: 'eu2' },
    ],
    [
      'W9: a redirect beside the data',
      200,
      { status: 0, data: null, redirect: true, region: 'eu' },
      { kind: 'redirect', region: 'eu' },
    ],
    [
      'W9: a redirect beside the data, with a status that refuses',
      200,
      { status: 2, redirect: true, region: 'eu', error: { message: 'notAuthenticated' } },
      { kind: 'redirect', region: 'eu' },
    ],
    [
      'W9: a redirect in the data, with a status that refuses',
      200,
      { status: 2, data: { redirect: true, region: 'eu' } },
      { kind: 'redirect', region: 'eu' },
    ],
    [
      'W9: a redirect with HTTP 401',
      401,
      { status: 2, redirect: true, region: 'eu' },
      { kind: 'redirect', region: 'eu' },
    ],
    [
      'W9: a redirect whose region stands in the other place',
      200,
      { status: 0, data: { region: 'de' }, redirect: true, region: 'eu' },
      { kind: 'redirect', region: 'eu' },
    ],
    [
      'W9: a redirect to nowhere, which refuses nothing',
      200,
      { status: 2, redirect: true },
      { kind: 'redirect', region: '' },
    ],
    [
      'W9: no redirect',
      200,
      { status: 0, data: [], redirect: false, region: 'eu' },
      { kind: 'data', data: [] },
    ],
    ['W18: a step without a type', 200, { status: 4, data: { step: {} } }, { kind: 'step' }],
    ['W18: a step with an empty type', 200, { status: 4, data: { step: { type: '' } } }, { kind: 'step' }],
    ['W18: a step whose type is no text', 200, { status: 4, data: { step: { type: 7 } } }, { kind: 'step' }],
    ['wrong credentials', 200, { status: 2, error: { message: 'notAuthenticated' } }, { kind: 'refused' }],
    [
      'wrong credentials, newer wording',
      200,
      { status: 2, error: { message: 'incorrect username/password' } },
      { kind: 'refused' },
    ],
    [
      'status 2 that is not about credentials',
      200,
      { status: 2, error: { message: 'failedToLoadHistory' } },
      {
        kind: 'failed',
        problem: { code: 'statusUnknown', params: { status: 2, message: 'failedToLoadHistory' } },
      },
    ],
    [
      'wrong credentials, with data beside them',
      200,
      { status: 2, data: {}, error: { message: 'notAuthenticated' } },
      { kind: 'refused' },
    ],
    ['status 4: a step', 200, { status: 4, data: step }, { kind: 'step', data: step }],
    [
      'status 4: an unknown patient',
      200,
      { status: 4, error: { message: 'couldNotLoadPatient' } },
      { kind: 'failed', problem: { code: 'personUnknown', params: { given: '' } } },
    ],
    [
      'status 4: no longer shared',
      200,
      { status: 4, error: { message: 'followerNotConnectToPatient' } },
      { kind: 'failed', problem: { code: 'noLongerShared', params: { name: 'This person' } } },
    ],
    [
      'status 4: no longer shared, newer wording',
      200,
      { status: 4, error: { message: 'follower not connect to patient' } },
      { kind: 'failed', problem: { code: 'noLongerShared', params: { name: 'This person' } } },
    ],
    [
      'status 4: not sharing, in more words',
      200,
      { status: 4, error: { message: 'the follower not connect to patient' } },
      { kind: 'failed', problem: { code: 'statusUnknown' } },
    ],
    [
      'status 4: not sharing, in more words behind',
      200,
      { status: 4, error: { message: 'follower not connect to patients yet' } },
      { kind: 'failed', problem: { code: 'statusUnknown' } },
    ],
    [
      'status 4 with an error of its own',
      200,
      { status: 4, error: { message: 'other' } },
      { kind: 'failed', problem: { code: 'statusUnknown' } },
    ],
    ['a lockout with HTTP 200', 200, locked, { kind: 'locked', seconds: 300 }],
    [
      'a lockout of another length',
      200,
      { status: 429, data: { data: { lockout: 900 }, message: 'locked' } },
      { kind: 'locked', seconds: 900 },
    ],
    [
      'a lockout that does not say for how long',
      200,
      { status: 429, data: { message: 'locked' } },
      { kind: 'locked', seconds: 300 },
    ],
    [
      'data that names a version and is none of the errors',
      200,
      { status: 0, data: { minimumVersion: '4.18.0' } },
      { kind: 'data' },
    ],
    [
      'trouble of the server that names a version',
      500,
      { data: { minimumVersion: '4.18.0' } },
      { kind: 'failed', problem: { code: 'serverError' } },
    ],
    [
      'a version too old, by the first of the refusals',
      400,
      { data: { minimumVersion: '4.18.0' } },
      { kind: 'versionTooOld', minimum: '4.18.0' },
    ],
    [
      'a refusal with a status of success',
      400,
      { status: 0, data: [1] },
      { kind: 'failed', problem: { code: 'statusUnknown', params: { status: 0 } } },
    ],
    [
      'a refusal without a status, with data',
      418,
      { data: [1] },
      { kind: 'failed', problem: { code: 'statusUnknown', params: { status: 418 } } },
    ],
    ['success without a status', 200, { data: [1] }, { kind: 'data', data: [1] }],
    [
      'a message that looks like no word',
      200,
      { status: 77, error: { message: '<b>oops</b>' } },
      { kind: 'failed', problem: { code: 'statusUnknown', params: { status: 77, message: '' } } },
    ],
    ['a lockout with HTTP 429', 429, locked, { kind: 'locked', seconds: 300 }],
    [
      'a session the server ended',
      401,
      { status: 401, error: { message: 'invalid auth session' } },
      { kind: 'sessionInvalid' },
    ],
    ['another region, or maintenance', 200, { status: 911 }, { kind: 'elsewhere' }],
    [
      'a version too old',
      403,
      { status: 920, data: { minimumVersion: '4.18.0' } },
      { kind: 'versionTooOld', minimum: '4.18.0' },
    ],
    [
      'a version too old, by its body only',
      200,
      { status: 920, data: { minimumVersion: '4.18.0' } },
      { kind: 'versionTooOld', minimum: '4.18.0' },
    ],
    [
      'a version too old, by HTTP only',
      403,
      { data: { minimumVersion: '4.18.0' } },
      { kind: 'versionTooOld', minimum: '4.18.0' },
    ],
    ['a version too old that names none', 403, { status: 920 }, { kind: 'versionTooOld', minimum: null }],
    [
      'a status nobody knows',
      200,
      { status: 77, error: { message: 'oops' } },
      { kind: 'failed', problem: { code: 'statusUnknown', params: { status: 77, message: 'oops' } } },
    ],
    [
      'a status nobody knows, without a word',
      200,
      { status: 77 },
      { kind: 'failed', problem: { code: 'statusUnknown', params: { status: 77, message: '' } } },
    ],
    [
      'a word without a status',
      200,
      { message: 'oops' },
      { kind: 'failed', problem: { code: 'statusUnknown', params: { status: 200, message: 'oops' } } },
    ],
    [
      '400 without a word',
      400,
      null,
      { kind: 'failed', problem: { code: 'statusUnknown', params: { status: 400, message: '' } } },
    ],
    [
      '400 without Account-Id',
      400,
      { message: 'RequiredHeaderMissing' },
      { kind: 'sessionInvalid', headerMissing: true },
    ],
    [
      '400 for a wrong product',
      400,
      { message: 'ProductMismatch' },
      {
        kind: 'failed',
        problem: { code: 'statusUnknown', params: { status: 400, message: 'ProductMismatch' } },
      },
    ],
    [
      '401 with an expired token',
      401,
      { message: 'invalid or expired jwt' },
      { kind: 'sessionInvalid', headerMissing: false },
    ],
    ['401 without a body', 401, null, { kind: 'refused' }],
    ['MissingCachedUser with HTTP 200', 200, { message: 'MissingCachedUser\n' }, { kind: 'sessionInvalid' }],
    ['MissingCachedUser with HTTP 500', 500, { message: 'MissingCachedUser' }, { kind: 'sessionInvalid' }],
    ['403 for another reason', 403, { message: 'no' }, { kind: 'forbidden' }],
    ['429 in JSON', 429, { message: 'slow down' }, { kind: 'slowDown' }],
    ['429 that locks nobody out', 429, { data: { message: 'slow down' } }, { kind: 'slowDown' }],
    ['430 in JSON', 430, {}, { kind: 'slowDown' }],
    ['W6: 301 to where we do not follow', 301, null, { kind: 'missing', httpStatus: 301 }],
    ['W6: 308 to where we do not follow', 308, null, { kind: 'missing', httpStatus: 308 }],
    ['W6: 404 in JSON', 404, { message: 'no' }, { kind: 'missing', httpStatus: 404 }],
    [
      'W6: 410, which names no version',
      410,
      { message: 'no' },
      { kind: 'failed', problem: { code: 'interfaceSwitchedOff', params: { minimum: '' } } },
    ],
    ['476, which nobody has ever seen', 476, null, { kind: 'failed', problem: { code: 'statusUnknown' } }],
    ['500 in JSON', 500, { message: 'x' }, { kind: 'failed', problem: { code: 'serverError' } }],
    [
      '503 in JSON',
      503,
      { message: 'x' },
      { kind: 'failed', problem: { code: 'serverError', params: { status: 503 } } },
    ],
    [
      'the body {}',
      200,
      {},
      {
        kind: 'failed',
        problem: { code: 'answerUnreadable', params: { host: 'server', detail: 'answerWithoutStatus' } },
      },
    ],
    ['a list where an object belongs', 200, [], { kind: 'failed', problem: { code: 'answerUnreadable' } }],
  ])('%s', (_, httpStatus, body, expected) => {
    expect(read(httpStatus, body)).toMatchObject(expected);
  });

  it('keeps the time the server named', () => {
    expect(read(429, {}, 5000)).toEqual({ kind: 'slowDown', retryAt: 5000 });
    expect(read(503, {}, 5000)).toMatchObject({ problem: { code: 'serverError', retryAt: 5000 } });
  });

  it('is not led astray by names every object has', () => {
    const body = JSON.parse(
      '{"__proto__":{"status":0},"constructor":1,"data":{"__proto__":{"redirect":true}}}',
    ) as unknown;
    expect(read(200, body)).toMatchObject({ kind: 'data' });
    expect(({} as { redirect?: unknown }).redirect).toBeUndefined();
  });
});
