import { describe, expect, it, onTestFinished } from 'vitest';
import { apiSecret, NightscoutSite } from '../../../src/main/nightscout/site.ts';
import { systemClock } from '../../../src/main/time/clock.ts';
import {
  html,
  hangUp,
  json,
  startFaultServer,
  text,
  truncated,
  type Reply,
} from '../../support/fault-server.ts';
import { sha1, startFakeNightscout } from '../../support/fake-nightscout.ts';

const token = 'glucoglance-0123456789abcdef';

async function asking(...replies: Reply[]) {
  const server = await startFaultServer(...replies);
  onTestFinished(() => server.close());
  return { server, site: new NightscoutSite({ url: server.url, token, fetch, clock: systemClock }) };
}

const codeOf = (result: { ok: boolean; problem?: { code: string } }) =>
  result.ok ? 'ok' : result.problem?.code;

describe('a Nightscout site', () => {
  it('hears the SHA-1 of a token or a secret, and one as it is', () => {
    expect(apiSecret(token)).toBe(sha1(token));
    expect(apiSecret(sha1(token).toUpperCase())).toBe(sha1(token));
  });

  it.each([false, true])('knows its token, or its secret (%s), and nobody else', async (isSecret) => {
    const fake = await startFakeNightscout({ token, isSecret });
    onTestFinished(() => fake.close());
    const of = (given: string) =>
      new NightscoutSite({ url: fake.url, token: given, fetch, clock: systemClock });
    expect(await of(token).verify()).toEqual({ ok: true, value: { canRead: true } });
    expect(codeOf(await of('another-0123456789abcdef').verify())).toBe('nightscoutRefused');
  });

  it.each([
    ['401', json(401, { status: 401, message: 'Unauthorized' }), 'nightscoutRefused'],
    ['a bare 401', text(401, ''), 'nightscoutRefused'],
    ['403', json(403, {}), 'nightscoutRefused'],
    ['429', json(429, {}), 'nightscoutBusy'],
    ['a wall in front of it', html(403, 'Attention Required! | Cloudflare'), 'nightscoutBusy'],
    ['a page that it wakes up', html(200, 'Application starting'), 'answerNotFromServer'],
    ['404', text(404, ''), 'serverError'],
    ['502 in HTML', html(502, 'Bad gateway'), 'serverError'],
    ['500 in JSON', json(500, {}), 'serverError'],
    ['no list', json(200, { status: 200 }), 'answerUnreadable'],
    ['half an answer', truncated, 'answerCut'],
    ['no answer', hangUp, 'connectionFailed'],
  ] as const)(
    'that answers with %s has stored nothing, and nothing is asked twice',
    async (_, reply, code) => {
      const { server, site } = await asking(reply);
      expect(codeOf(await site.send([]))).toBe(code);
      expect(server.received).toHaveLength(1);
    },
  );

  it('is followed to no other place, and the token stays with it', async () => {
    const { server: elsewhere } = await asking(json(200, []));
    const redirect: Reply = (_, response) => response.writeHead(307, { location: elsewhere.url }).end();
    const { site } = await asking(redirect);
    expect(codeOf(await site.send([]))).toBe('answerNotFromServer');
    expect(codeOf(await site.instants(0, 1))).toBe('answerNotFromServer');
    expect(elsewhere.received).toEqual([]);
  });

  it('tells what it has, whoever sent it, half a day at a time', async () => {
    const noon = Date.UTC(2026, 10, 20, 12);
    const { server, site } = await asking(
      json(200, [
        { date: noon + 250, sgv: 100, type: 'sgv' },
        { date: noon + 60_000, sgv: 101 },
        { date: noon + 120_000, mbg: 101, type: 'mbg' },
        { date: 'later', sgv: 1 },
        null,
      ]),
      json(200, []),
    );
    const found = await site.instants(noon, noon + 24 * 3_600_000);
    expect(found).toEqual({ ok: true, value: new Set([noon, noon + 60_000]) });
    expect(server.received.map(({ path }) => decodeURIComponent(path))).toEqual([
      `/api/v1/entries.json?find[date][$gte]=${noon}&find[date][$lt]=${noon + 43_200_000}&count=2000`,
      `/api/v1/entries.json?find[date][$gte]=${noon + 43_200_000}&find[date][$lt]=${noon + 86_400_000}&count=2000`,
    ]);
  });
});
