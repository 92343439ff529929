import { expect, it } from 'vitest';
import { createLog } from '../../../src/main/log/log.ts';
import { uploadLines } from '../../../src/main/session/observe-upload.ts';
import { MINUTE } from '../../../src/shared/time.ts';
import { at, minutes, uploadWorld } from '../nightscout/upload-world.ts';

/** An upload of real requests to a site of the tests, and the lines of the log that it leaves. */
async function logged() {
  const world = await uploadWorld();
  const lines: string[] = [];
  const log = createLog(
    world.clock,
    (line) => line,
    (line) => lines.push(line),
  );
  const upload = world.begin();
  const tell = uploadLines(log);
  const look = async () => {
    await upload.look();
    world.told.splice(0).forEach(tell);
  };
  return { ...world, look, lines };
}

it('one line says how many readings went, and up to when; none that there was nothing to send', async () => {
  const { record, look, lines, clock } = await logged();
  await record(...minutes(-60, 0));
  await look();
  await look();
  clock.advance(5 * MINUTE);
  await record(at(0), at(1, { mgdl: 250 }));
  await look();
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    {
      at: '2026-11-20T12:00:00.000Z',
      event: 'UPLOAD',
      ok: true,
      readings: 12,
      until: '2026-11-20T11:55:00.000Z',
    },
    {
      at: '2026-11-20T12:05:00.000Z',
      event: 'UPLOAD',
      ok: true,
      readings: 1,
      until: '2026-11-20T12:00:00.000Z',
    },
  ]);
});

it('one line says why nothing goes any more, and one that it does again; no token, no host, no value', async () => {
  const { site, record, look, lines, clock } = await logged();
  await record(...minutes(-10, 0));
  site.trouble = { status: 503 };
  await look();
  clock.advance(3 * MINUTE);
  await look();
  site.trouble = null;
  clock.advance(5 * MINUTE);
  await look();
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { ok: false, problem: 'serverError', status: 503, server: 'loopback' },
    { ok: true, readings: 2 },
  ]);
  expect(lines.join('\n')).not.toMatch(
    new RegExp(`${site.token}|${new URL(site.url).port}|sgv|mgdl|Ada|"ada"`),
  );
});
