import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ada } from '../../../src/main/simulator/people.ts';
import type { WireAnswer } from '../../../src/main/simulator/wire-request.ts';
import { networkError } from '../../support/simulated-world.ts';
import { LIST, storedIn } from '../monitor/served-world.ts';
import { Evening } from './evening.ts';

const MINUTE = 60_000;
const HOUR = 60;
const YEAR = 365 * 24 * 60;

function golden(name: string): string {
  return join(import.meta.dirname, 'golden', `evening-${name}.txt`);
}

/** The journal holds what was decided, no more and no less. */
function expectKept({ alarmed }: Evening): void {
  const plain = (entries: readonly { kind: string; decision: string; reason: string; at: number }[]) =>
    entries.map(({ kind, decision, reason, at }) => `${at} ${kind} ${decision} ${reason}`).toSorted();
  const kept = alarmed.journal().filter(({ decision }) => decision !== 'delivery');
  expect(plain(kept)).toEqual(plain(alarmed.decisions.map(({ decision }) => decision)));
}

/** Somebody sets the clock again and again, during a low that nobody answers and while no data come. */
async function eveningWithClocks(): Promise<string> {
  const evening = new Evening(
    [
      [0, 120],
      [15, 120],
      [27, 48],
      [100, 48],
      [115, 110],
      [500, 110],
    ],
    {
      knownUntil(_, now, _person, launchedAt) {
        const minute = (now - launchedAt) / MINUTE;
        return minute >= 130 && minute < 250 ? launchedAt + 130 * MINUTE : now;
      },
    },
  );
  const { world } = evening;
  await evening.begin();
  await evening.until(40.5);
  evening.setClock('the clock is set forward an hour', HOUR);
  await evening.until(55.5);
  evening.setClock('the clock is set back two hours', -2 * HOUR);
  await evening.until(70.5);
  evening.setClock('the clock is set forward a year', YEAR);
  await evening.until(80.5);
  evening.setClock('the clock is set right', HOUR - YEAR);
  await evening.until(130);
  evening.note('the phone sends nothing any more');
  await evening.until(160.5);
  evening.setClock('the clock is set forward an hour', HOUR);
  await evening.until(175.5);
  evening.setClock('the clock is set back two hours', -2 * HOUR);
  await evening.until(190.5);
  evening.setClock('the clock is set forward a year', YEAR);
  await evening.until(200.5);
  evening.setClock('the clock is set right', HOUR - YEAR);
  await evening.until(250);
  evening.note('the phone sends again');
  await evening.until(270);
  evening.note('the network goes');
  world.fault = () => networkError('ENETUNREACH');
  await evening.until(275.5);
  evening.setClock('the clock is set back an hour', -HOUR);
  await evening.until(305.5);
  evening.setClock('the clock is set right', HOUR);
  await evening.until(310);
  world.fault = () => null;
  world.monitor.networkIsBack();
  evening.note('the network is back');
  await evening.until(320);
  expectKept(evening);
  return evening.end(
    'somebody sets the clock of the computer: during a low that nobody answers, and without data',
  );
}

/** The service goes on naming the old sensor among the active ones, as it has been seen to. */
function withOldSensor(old: Record<string, unknown>): (reply: WireAnswer) => WireAnswer {
  return (reply) => {
    const { data, ...body } = reply.body as { data: { activeSensors: { sensor: object }[] } };
    const [one] = data.activeSensors;
    const activeSensors = [...data.activeSensors, { ...one, sensor: { ...one?.sensor, ...old } }];
    return { ...reply, body: { ...body, data: { ...data, activeSensors } } };
  };
}

/** The old sensor ends, the new one warms up, the program is started anew half-way, and its first value is a low one. */
async function eveningWithNewSensor(): Promise<string> {
  const evening = new Evening(
    [
      [0, 120],
      [85, 120],
      [90, 58],
      [105, 58],
      [115, 100],
    ],
    { sensorChanges: [{ ends: 10 * MINUTE, next: 30 * MINUTE }] },
  );
  const { world } = evening;
  const [old, next] = [0, 30].map((minute) => world.world.sensor(ada, world.clock.now() + minute * MINUTE));
  const isNewWorn = () => evening.minute >= 30;
  world.fault = ({ path }) =>
    path.endsWith('/graph') && isNewWorn() && evening.minute < 105
      ? withOldSensor({ sn: old!.serial, a: old!.activatedAt / 1000 })
      : null;
  await evening.begin();
  await evening.until(10);
  evening.note('the sensor ends');
  await evening.until(30);
  evening.note('a new one is put on; the service lists the old one beside it');
  await evening.until(55);
  evening.note('the program is ended');
  await evening.alarmed.restart(4 * MINUTE);
  evening.note('the program was started again');
  await evening.until(90);
  evening.note('the new sensor has warmed up');
  await evening.until(130);
  expectKept(evening);
  const stored = storedIn(world.profile).map(({ measuredAt, sensorSerial }) => [
    Math.floor((measuredAt - world.world.launchedAt) / MINUTE) < 90 ? old!.serial : next!.serial,
    sensorSerial,
  ]);
  expect(stored.filter(([wanted, serial]) => serial !== null && serial !== wanted)).toEqual([]);
  expect(stored.some(([, serial]) => serial === next!.serial)).toBe(true);
  return evening.end('the sensor ends, a new one is put on and warms up, and its first values are low');
}

/** What the gateway in front of the service says in its place, dated as it likes. */
function gatewaySays(http: number, body: string, minutesOff: number, more: Record<string, string> = {}) {
  return (reply: WireAnswer, at: number): WireAnswer => {
    const date = new Date(at + minutesOff * MINUTE).toUTCString();
    const type = body.startsWith('<') ? 'text/html' : 'text/plain';
    return { ...reply, http, body, headers: { ...reply.headers, 'content-type': type, date, ...more } };
  };
}
const BAD_GATEWAY =
  '<html><head><title>api.libreview.io | 502: Bad gateway</title></head><body>Cloudflare</body></html>';

/** The gateway is in trouble, blocks, and asks for patience; lows before, during and after it. */
async function eveningWithGateway(): Promise<string> {
  const evening = new Evening([
    [0, 120],
    [8, 66],
    [18, 66],
    [24, 110],
    [34, 110],
    [42, 64],
    [52, 50],
    [70, 50],
    [80, 100],
    [118, 100],
    [130, 50],
    [150, 50],
    [160, 110],
  ]);
  const { world } = evening;
  let says: ReturnType<typeof gatewaySays> | null = null;
  world.fault = (_, at) => {
    const answer = says;
    return answer && ((reply) => answer(reply, at));
  };
  await evening.begin();
  await evening.until(44);
  evening.note('the gateway answers with HTML of 502, dated 40 minutes ahead');
  says = gatewaySays(502, BAD_GATEWAY, 40);
  await evening.until(62);
  evening.note('it blocks: 403, "error code: 1010", dated a day ago');
  says = gatewaySays(403, 'error code: 1010', -1440);
  await evening.until(75);
  evening.note('it asks to be asked less often: 429, dated two hours ahead');
  says = gatewaySays(429, '', 120);
  await evening.until(95);
  evening.note('all is well again');
  says = null;
  await evening.until(120);
  evening.note('every other answer is a 502, dated an hour ago');
  let count = 0;
  world.fault = ({ path }, at) =>
    path !== LIST || (count += 1) % 2 === 0 ? null : (reply) => gatewaySays(502, BAD_GATEWAY, -60)(reply, at);
  await evening.until(155);
  world.fault = () => null;
  evening.note('all is well again');
  await evening.until(175);
  expectKept(evening);
  return evening.end(
    'the gateway in front of LibreLinkUp is in trouble, with lows before, during and after it',
  );
}

const GERMAN = '18.11.2026 20:15:00';

/** The answers take other forms while somebody is low. */
async function eveningWithForms(): Promise<string> {
  const evening = new Evening([
    [0, 120],
    [5, 120],
    [20, 66],
    [30, 66],
    [40, 50],
    [95, 50],
    [110, 110],
  ]);
  const { world } = evening;
  let form: ((item: Record<string, unknown>) => Record<string, unknown>) | null = null;
  const changed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(changed);
    if (typeof value !== 'object' || value === null) return value;
    const all = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, changed(one)]));
    return 'FactoryTimestamp' in all && form ? form(all) : all;
  };
  world.fault = ({ path }) =>
    path.startsWith(LIST) && form
      ? (reply) => ({ ...reply, body: changed(reply.body) as WireAnswer['body'] })
      : null;
  const iso = (us: unknown) => `${new Date(`${String(us)} UTC`).toISOString().slice(0, 19)}+00:00`;
  await evening.begin();
  await evening.until(10);
  evening.note('times come as ISO 8601 with an offset');
  form = (item) => ({ ...item, FactoryTimestamp: iso(item['FactoryTimestamp']) });
  await evening.until(25);
  evening.note('numbers come as text');
  form = (item) => ({
    ...item,
    ValueInMgPerDl: String(item['ValueInMgPerDl']),
    Value: String(item['Value']),
    TrendArrow: String(item['TrendArrow']),
  });
  await evening.until(45);
  evening.note('times come in German');
  form = (item) => ({ ...item, FactoryTimestamp: GERMAN, Timestamp: GERMAN });
  await evening.until(80);
  evening.note('all is as ever again');
  form = null;
  await evening.until(120);
  expectKept(evening);
  return evening.end('the answers take other forms while somebody is low');
}

describe('the journal of an evening', () => {
  it('W1, W2, W12: in which the gateway is in trouble, with lows before, during and after it', async () => {
    await expect(await eveningWithGateway()).toMatchFileSnapshot(golden('gateway'));
  });

  it('W5: in which the answers take other forms while somebody is low', async () => {
    await expect(await eveningWithForms()).toMatchFileSnapshot(golden('format-change'));
  });

  it('W7, W8: in which the sensor is changed, and the program started anew while the new one warms up', async () => {
    await expect(await eveningWithNewSensor()).toMatchFileSnapshot(golden('sensor-change'));
  });

  it('R4, W8: in which the clock is set, during a low that nobody answers and without data', async () => {
    await expect(await eveningWithClocks()).toMatchFileSnapshot(golden('clock-set'));
  });
});
