import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/main/time/clock.ts';
import { readReply, type Reply } from '../../../src/main/libre/reply.ts';
import { createTransport } from '../../../src/main/libre/transport.ts';
import {
  readConnections,
  readCountryConfiguration,
  readGraph,
  readLogbook,
  readSignIn,
} from '../../../src/main/libre/wire.ts';
import { hasReferenceData, referenceJson, referencePath } from '../../support/reference-data.ts';

const FOLDER = 'libre-payloads';

/** What each captured answer must be read as; HTTP statuses as they were seen. */
const EXPECTED: Record<string, [httpStatus: number, reply: object]> = {
  'config-country-nl-2023.json': [200, { kind: 'data' }],
  'continue-tou-ok-nl-2023.json': [200, { kind: 'data' }],
  'error-http400-ProductMismatch.json': [400, { kind: 'failed', problem: { code: 'statusUnknown' } }],
  'error-http400-RequiredHeaderMissing.json': [400, { kind: 'sessionInvalid' }],
  'error-http401-invalid-or-expired-jwt.json': [401, { kind: 'sessionInvalid' }],
  'error-http403-status920-minimumVersion.json': [403, { kind: 'versionTooOld', minimum: '4.16.0' }],
  'error-status2-failedToLoadHistory.json': [200, { kind: 'failed', problem: { code: 'statusUnknown' } }],
  'error-status2-incorrect-username-password.json': [200, { kind: 'refused' }],
  'error-status2-notAuthenticated.json': [200, { kind: 'refused' }],
  'error-status4-couldNotLoadPatient.json': [200, { kind: 'failed', problem: { code: 'personUnknown' } }],
  'error-status4-follower-not-connect-to-patient.json': [
    200,
    { kind: 'failed', problem: { code: 'noLongerShared' } },
  ],
  'error-status4-followerNotConnectToPatient.json': [
    200,
    { kind: 'failed', problem: { code: 'noLongerShared' } },
  ],
  'error-status429-locked.json': [200, { kind: 'locked', seconds: 300 }],
  'error-status911.json': [200, { kind: 'elsewhere' }],
  'graph-mgdl-libre3-de-2022.json': [200, { kind: 'data' }],
  'graph-mgdl-std-sd-trend1.json': [200, { kind: 'data' }],
  'graph-mmol-libre3-nl-2023.json': [200, { kind: 'data' }],
  'graph-redirect-midsession-us-2026.json': [200, { kind: 'redirect', region: 'us' }],
  'logbook-mmol-scans-gb-2024.json': [200, { kind: 'data' }],
  'login-ok-emailday-null-se-2026.abridged.json': [200, { kind: 'data' }],
  'login-ok-mgdl-de-2022.json': [200, { kind: 'data' }],
  'login-redirect-eu.json': [200, { kind: 'redirect', region: 'eu' }],
  'login-redirect-eu2.json': [200, { kind: 'redirect', region: 'eu2' }],
  'login-step-tou-nl-2023.json': [200, { kind: 'step' }],
  'login-step-verifyemail-gb.json': [200, { kind: 'step' }],
  'notification-settings-nl-2023.json': [200, { kind: 'data' }],
};

function reply(name: string, httpStatus = 200): Reply {
  return readReply({ httpStatus, body: referenceJson(FOLDER, name), retryAt: null }, 'server');
}

function dataOf(name: string): unknown {
  const read = reply(name);
  if (read.kind !== 'data' && read.kind !== 'step') throw new Error(`${name} is ${read.kind}`);
  return read.data;
}

describe.skipIf(!hasReferenceData)('captured answers (GLUCOGLANCE_REFERENCE_DATA)', () => {
  it('are all known here', () => {
    const bodies = readdirSync(referencePath(FOLDER)).filter((name) => name.endsWith('.json'));
    const claims = 'login-legacy-step-tou-token-claims.json'; // decoded tokens, not an answer
    expect(bodies.filter((name) => name !== claims).toSorted()).toEqual(Object.keys(EXPECTED).toSorted());
  });

  it.each(Object.entries(EXPECTED))('%s', (name, [httpStatus, expected]) => {
    expect(reply(name, httpStatus)).toMatchObject(expected);
  });

  it.each([
    ['login-ok-mgdl-de-2022.json', { country: 'DE', step: null }],
    ['continue-tou-ok-nl-2023.json', { userId: 'masked', country: 'NL', step: null }],
    ['login-ok-emailday-null-se-2026.abridged.json', { userId: 'masked', country: 'SE', ticket: null }],
    ['login-step-tou-nl-2023.json', { userId: null, country: 'NL', language: 'nl-NL', step: 'tou' }],
    ['login-step-verifyemail-gb.json', { userId: null, step: 'verifyEmail' }],
  ])('%s signs in as it says', (name, expected) => {
    expect(readSignIn(dataOf(name))).toMatchObject(expected);
  });

  it.each([
    ['graph-mgdl-libre3-de-2022.json', 141, 'mgdl', { low: 70, high: 160 }],
    ['graph-mmol-libre3-nl-2023.json', 140, 'mmol', { low: 70, high: 180 }],
    ['graph-mgdl-std-sd-trend1.json', null, 'mgdl', { low: 70, high: 130 }],
  ])('%s has every point and its connection', (name, points, unit, target) => {
    const data = dataOf(name) as { graphData: unknown[] };
    const graph = readGraph(data, 'p', Infinity);
    expect(graph?.skipped).toBe(0);
    expect(graph?.readings).toHaveLength(points ?? data.graphData.length);
    expect(graph?.connection).toMatchObject({ unit, target, latest: { source: 'live' } });
  });

  it('the logbook has its scans, oldest first', () => {
    const data = dataOf('logbook-mmol-scans-gb-2024.json') as unknown[];
    const scans = readLogbook(data, 'p', Infinity);
    expect(scans).toHaveLength(data.length);
    expect(scans?.at(-1)).toMatchObject({
      mgdl: 197,
      trend: 3,
      measuredAt: Date.parse('2024-11-10T17:13:36Z'),
    });
  });

  it('the configuration names the documents in the account’s language', () => {
    const configuration = readCountryConfiguration(dataOf('config-country-nl-2023.json'), 'nl-NL');
    expect(configuration?.minimumVersion).toBe('4.7.0');
    expect(configuration?.terms.link).toMatch(/^https:\/\/files\.libreview\.io\/.*nl/i);
    expect(configuration?.terms.version).toBe('2023-06-13T10:44:00-07:00');
  });

  it.each([
    ['connections-HI.json', { mgdl: 500, offScale: 'HI', trend: null }],
    ['connections-LO.json', { mgdl: 40, offScale: 'LO', trend: null }],
    ['connections-yellow-below-target.json', { mgdl: 105, offScale: null, color: 2 }],
    ['connections-no-measurement.json', null],
  ])('%s, made up', (name, latest) => {
    const { data } = referenceJson(FOLDER, 'synthetic', name) as { data: unknown };
    const [connection] = readConnections(data, Infinity)!.people;
    if (latest === null) expect(connection?.latest).toBeNull();
    else expect(connection?.latest).toMatchObject(latest);
  });

  it('an empty list is a list', () => {
    const { data } = referenceJson(FOLDER, 'synthetic', 'connections-empty.json') as { data: unknown };
    expect(readConnections(data, Infinity)?.people).toEqual([]);
  });

  it('the block page is a block', async () => {
    const page = readFileSync(
      referencePath(FOLDER, 'error-cloudflare-403-attention-required.excerpt.html'),
      'utf8',
    );
    const answering = (async () => new Response(page, { status: 403 })) as typeof fetch;
    const send = createTransport({ fetch: answering, clock: systemClock });
    const answer = await send({
      method: 'GET',
      url: 'https://api.libreview.io/llu/connections',
      headers: {},
    });
    expect(answer).toMatchObject({ ok: false, problem: { code: 'blocked' } });
  });
});
