import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../../src/main/simulator/simulator.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { at, call, HEADERS, listAt, login, signIn, textAt, type Json } from './third-party-client.ts';

const folder = join(process.env['GLUCOGLANCE_REFERENCE_DATA'] ?? '', 'libre-payloads');
const present = Boolean(process.env['GLUCOGLANCE_REFERENCE_DATA']) && existsSync(folder);

const captured = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Json;

/** Fields real answers have or leave out with the settings of the people in them. */
const OPTIONAL = new Set(['on', 'l', 'h', 'u', 'llu', 'sd', 's', 'lj', 'alarmType']);

function typeOf(json: Json): string {
  if (json === null) return 'null';
  return Array.isArray(json) ? 'array' : typeof json;
}

/**
 * What differs between two JSON values in keys and types, in words; lists by their first items. A null may stand
 * for anything. @param known keys whose content is keyed by ids or settings, so that only their type counts
 */
function differences(ours: Json, real: Json, known: ReadonlySet<string>, where = '$'): string[] {
  if (typeOf(ours) !== typeOf(real)) {
    const eitherNull = ours === null || real === null;
    return eitherNull ? [] : [`${where}: ours ${typeOf(ours)}, real ${typeOf(real)}`];
  }
  if (Array.isArray(ours) && Array.isArray(real)) {
    const [one, other] = [ours[0], real[0]];
    return one === undefined || other === undefined ? [] : differences(one, other, known, `${where}[0]`);
  }
  if (typeof ours !== 'object' || typeof real !== 'object' || ours === null || real === null) return [];
  if (Array.isArray(ours) || Array.isArray(real)) return [];
  const found: string[] = [];
  for (const key of new Set([...Object.keys(ours), ...Object.keys(real)])) {
    const [one, other] = [ours[key], real[key]];
    if (one !== undefined && other !== undefined) {
      if (known.has(key)) found.push(...differences(typeOf(one), typeOf(other), known, `${where}.${key}`));
      else found.push(...differences(one, other, known, `${where}.${key}`));
    } else if (!OPTIONAL.has(key)) {
      found.push(`${where}.${key}: only in ${one === undefined ? 'the real one' : 'ours'}`);
    }
  }
  return found;
}

if (!present) {
  it.skip('GLUCOGLANCE_REFERENCE_DATA names no folder with captured answers: not compared with real ones', () => {});
}

describe.runIf(present)('compared with captured answers of the real service', () => {
  let simulator: Simulator;
  let headers: Record<string, string>;
  const none: ReadonlySet<string> = new Set();

  beforeAll(async () => {
    simulator = await startSimulator({ clock: new FakeClock() });
    headers = await signIn(simulator);
  });
  afterAll(() => simulator.close());

  const get = async (path: string) => (await call(simulator.url + path, { headers })).body;
  const idOf = async (place: number, key: string) =>
    textAt(await get('/llu/connections'), 'data', place, key);

  it.each([
    [0, 'graph-mgdl-libre3-de-2022.json'],
    [1, 'graph-mmol-libre3-nl-2023.json'],
  ])('the graph of person %i has the shape of %s', async (place, name) => {
    const ours = await get(`/llu/connections/${await idOf(place, 'patientId')}/graph`);
    expect(differences(ours, captured(name), none)).toStrictEqual([]);
    const [list, real] = [await get('/llu/connections'), at(captured(name), 'data', 'connection')];
    expect(differences(at(list, 'data', place), real, none)).toStrictEqual([]);
    expect(at(list, 'data', place, 'uom')).toBe(at(real, 'uom'));
  });

  it('the sign-in and /user have the shape of the captured one', async () => {
    const real = captured('login-ok-mgdl-de-2022.json');
    const known = new Set(['devices', 'realWorldEvidence']);
    expect(differences((await login(simulator)).body, real, known)).toStrictEqual([]);
    expect(differences(await get('/user'), real, known)).toStrictEqual([]);
  });

  it('scans in the logbook have the shape of the captured ones', async () => {
    const ours = await get(`/llu/connections/${await idOf(0, 'patientId')}/logbook`);
    const scan = listAt(ours, 'data').find((entry) => at(entry, 'type') === 1) ?? null;
    const real = captured('logbook-mmol-scans-gb-2024.json');
    expect(differences(scan, at(real, 'data', 0), none)).toStrictEqual([]);
    expect(differences(ours, real, none)).toStrictEqual([]);
  });

  it('the notification settings have the shape of the captured ones', async () => {
    const ours = await get(`/llu/notifications/settings/${await idOf(1, 'id')}`);
    expect(differences(ours, captured('notification-settings-nl-2023.json'), none)).toStrictEqual([]);
  });

  it('the keys of the country configuration that are served have the captured types', async () => {
    const { body } = await call(`${simulator.url}/llu/config/country?country=NL`, { headers: HEADERS });
    const found = differences(body, captured('config-country-nl-2023.json'), none);
    // Fewer keys, documents and features are served; the region `la` is newer than the capture.
    const left = found.filter(
      (line) => !line.endsWith('only in the real one') && !line.includes('.regionalMap.la'),
    );
    expect(left).toStrictEqual([]);
  });

  it.each([
    ['error-status2-notAuthenticated.json', async () => (await login(simulator, 'wrong')).body],
    ['error-status4-couldNotLoadPatient.json', () => get('/llu/connections/x/graph')],
    [
      'error-http401-invalid-or-expired-jwt.json',
      async () => (await call(`${simulator.url}/user`, { headers: HEADERS })).body,
    ],
    ['error-http400-RequiredHeaderMissing.json', async () => (await call(`${simulator.url}/user`)).body],
    [
      'error-http403-status920-minimumVersion.json',
      async () => (await call(`${simulator.url}/user`, { headers: { ...headers, version: '4.7.0' } })).body,
    ],
  ])('the body of %s is the same', async (name, ours) => {
    expect(await ours()).toStrictEqual(captured(name));
  });
});
