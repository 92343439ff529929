import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { wireTime } from '../../../src/main/simulator/civil-time.ts';
import { ada } from '../../../src/main/simulator/people.ts';
import type { WireAnswer } from '../../../src/main/simulator/wire-request.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';
import { LIST, storedIn } from '../monitor/served-world.ts';
import { AlarmedWorld, STEADY } from './alarmed-world.ts';

const MINUTE = 60_000;

type Json = unknown;
interface Mutation {
  /** Which of all the fields there are, as a share. */
  where: number;
  how: 'replace' | 'remove' | 'twice' | 'nest';
  value: Json;
}

const oddValue: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    false,
    '',
    ' ',
    '\ud800',
    'NaN',
    '115',
    '7.2',
    '1e3',
    '0x73',
    '115,5',
    {},
    [],
  ),
  fc.constantFrom<Json>(0, -1, -5e-324, 1e-9, 7.2, 19.99, 1000.1, 1e9, 1e300, -1e300, 2 ** 53),
  fc.constantFrom<Json>(
    '20.11.2026 12:00:00',
    '11/21/2026 13:00:00',
    '1/1/1970 1:00:00 AM',
    '2026-11-21T12:00:00+00:00',
  ),
  fc.jsonValue({ maxDepth: 3 }),
);
const mutation: fc.Arbitrary<Mutation> = fc.record({
  where: fc.double({ min: 0, max: 0.999, noNaN: true }),
  how: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'twice', 'nest'),
  value: oddValue,
});

/** Every place in a body: what holds it, and its key. */
function places(value: Json): [Record<string, Json>, string][] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, Json>;
  return Object.keys(holder).flatMap(
    (key) => [[holder, key], ...places(holder[key])] as [typeof holder, string][],
  );
}

function mutated(data: Json, mutations: readonly Mutation[]): Json {
  const body = structuredClone({ data }) as Record<string, Json>;
  for (const { where, how, value } of mutations) {
    const all = places(body);
    const [holder, key] = all[Math.floor(where * all.length)]!;
    if (how === 'remove') delete holder[key];
    else if (how === 'twice' && Array.isArray(holder)) holder.push(structuredClone(holder[Number(key)]));
    else if (how === 'nest') holder[key] = { [key]: holder[key] };
    else holder[key] = structuredClone(value);
  }
  return body['data'];
}

/** By other means than the client's: whether any value in it could be taken for a low, or a high. */
function claims(data: Json): { low: boolean; high: boolean } {
  const all = places({ data });
  const values = all.flatMap(([holder, key]) => (key === 'ValueInMgPerDl' ? [Number(holder[key])] : []));
  const isSet = (name: string) =>
    all.some(([holder, key]) => key === name && ![false, null, 0].includes(holder[key] as null));
  return {
    low: isSet('isLow') || values.some((value) => value >= 20 && value < 75),
    high: isSet('isHigh') || values.some((value) => value > 200 && value <= 1000),
  };
}

function valueOf(data: Json, at: number, mgdl: number): Json {
  return (data as Record<string, Json>[]).map((entry) => {
    const item = {
      ...(entry['glucoseMeasurement'] as object),
      FactoryTimestamp: wireTime(at),
      ValueInMgPerDl: mgdl,
    };
    return { ...entry, glucoseMeasurement: item, glucoseItem: item };
  });
}

it('whatever an answer holds: no crash, no alarm out of nothing, nothing odd stored, and the next low rings', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async (mutations) => {
      const dataDir = mkdtempSync(join(tmpdir(), 'glucoglance-'));
      const alarmed = new AlarmedWorld({ scenario: STEADY, dataDir });
      const { world } = alarmed;
      const claimed = { low: false, high: false };
      let phase: 'odd' | 'low' = 'odd';
      world.fault = ({ path }, at) => {
        if (!path.startsWith(LIST)) return null;
        return (reply: WireAnswer) => {
          const { data, ...body } = reply.body as { data: Json };
          if (phase === 'low')
            return path === LIST ? { ...reply, body: { ...body, data: valueOf(data, at, 48) } } : reply;
          const odd = mutated(path === LIST ? valueOf(data, at, 120) : data, mutations);
          const { low, high } = claims(odd);
          claimed.low ||= low;
          claimed.high ||= high;
          return { ...reply, body: { ...body, data: odd } };
        };
      };
      try {
        await alarmed.start();
        await world.run(4 * MINUTE);
        const { link } = world.monitor.state;
        expect(link.code === 'problem' && link.problem.code === 'unexpected').toBe(false);
        const kinds = alarmed.decisions.map(({ decision }) => decision.kind);
        if (!claimed.low) expect(kinds.filter((kind) => kind === 'low' || kind === 'urgentLow')).toEqual([]);
        if (!claimed.high)
          expect(kinds.filter((kind) => kind === 'high' || kind === 'urgentHigh')).toEqual([]);
        phase = 'low';
        await world.run(9 * MINUTE);
        const rang = alarmed.decisions.some(
          ({ patientId, decision }) =>
            patientId === ada.patientId && decision.kind === 'urgentLow' && decision.decision === 'raised',
        );
        expect(rang).toBe(true);
        for (const { mgdl, measuredAt, trend, patientId } of storedIn(world.profile)) {
          expect(Number.isInteger(mgdl) && mgdl >= 40 && mgdl <= 500).toBe(true);
          expect(Number.isInteger(measuredAt / 1000)).toBe(true);
          expect([null, 1, 2, 3, 4, 5]).toContain(trend);
          expect(patientId).toMatch(/^[\x21-\x7e]{1,100}$/);
        }
      } finally {
        await alarmed.stop();
        rmSync(dataDir, { recursive: true });
      }
    }),
    { numRuns: runs(100, 20_000) },
  );
}, 7_200_000);
