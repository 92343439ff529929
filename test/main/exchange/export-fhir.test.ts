import { expect, test } from 'vitest';
import { SAFETY_IN_ENGLISH } from '../../../src/shared/messages/safety.ts';
import { ADA, exported, profileWith, READINGS } from './exported.ts';

/*
 * The structure of the bundle against the guide "Continuous Glucose Monitoring" 1.0.0 (hl7.fhir.uv.cgm, FHIR R4), as its
 * profiles say it; written down here without our writer.
 */

type Json = Record<string, unknown>;

const PROFILES: Record<string, { loinc: string; ucum: string; unit: string }> = {
  'cgm-sensor-reading-mass-per-volume': { loinc: '99504-3', ucum: 'mg/dL', unit: 'mg/dl' },
  'cgm-sensor-reading-moles-per-volume': { loinc: '105272-9', ucum: 'mmol/L', unit: 'mmol/l' },
};
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})$/;

/** What is wrong with a bundle; empty where nothing is. */
function faultsOf(bundle: Json): string[] {
  const faults: string[] = [];
  const must = (holds: boolean, what: string): void => void (holds || faults.push(what));
  must(bundle['resourceType'] === 'Bundle', 'Bundle.resourceType');
  must(bundle['type'] === 'transaction', 'Bundle.type = transaction');
  must(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(String(bundle['timestamp'])), 'Bundle.timestamp 1..1');
  const entries = bundle['entry'] as { fullUrl?: string; resource: Json; request: Json }[];
  must(entries.length > 0, 'Bundle.entry 1..*');
  const urls = entries.flatMap(({ fullUrl }) => (fullUrl === undefined ? [] : [fullUrl]));
  must(new Set(urls).size === urls.length, 'fullUrl unique');
  must(
    urls.every((url) => /^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(url)),
    'fullUrl urn:uuid',
  );
  const typeOf = new Map(entries.map(({ fullUrl, resource }) => [fullUrl, resource['resourceType']]));
  must([...typeOf.values()].filter((type) => type === 'Patient').length <= 1, 'patient 0..1');
  entries.forEach(({ resource, request }, index) => {
    const type = String(resource['resourceType']);
    const here = (holds: boolean, what: string): void => must(holds, `entry[${index}] ${type}: ${what}`);
    here(request['method'] === 'POST' && request['url'] === type, 'request');
    const [profile = ''] = (resource['meta'] as { profile: string[] } | undefined)?.profile ?? [];
    const name = profile.replace('http://hl7.org/fhir/uv/cgm/StructureDefinition/', '');
    if (type === 'Patient') return;
    if (type === 'Device') {
      here(name === 'cgm-device', 'profile');
      const identifiers = resource['identifier'] as { value: string }[];
      here(identifiers.length > 0 && identifiers.every(({ value }) => value !== ''), 'identifier 1..*');
      const names = resource['deviceName'] as { name: string; type: string }[];
      here(names.filter((one) => one.type === 'user-friendly-name').length === 1, 'cgmDeviceName 1..1');
      here(
        names.every((one) => one.name !== ''),
        'deviceName.name 1..1',
      );
      return;
    }
    here(type === 'Observation', 'of no type of the guide');
    const wanted = PROFILES[name];
    here(wanted !== undefined, `profile ${profile}`);
    here(resource['status'] === 'final', 'status');
    const category = JSON.stringify(resource['category']);
    here(category.includes('terminology.hl7.org/CodeSystem/observation-category'), 'category.system');
    here(category.includes('"laboratory"'), 'category laboratory');
    const { coding } = resource['code'] as { coding: Json[] };
    here(coding.length === 1 && coding[0]?.['system'] === 'http://loinc.org', 'code.system');
    here(coding[0]?.['code'] === wanted?.loinc, 'code');
    here(DATE_TIME.test(String(resource['effectiveDateTime'])), 'effectiveDateTime 1..1');
    const subject = (resource['subject'] as { reference: string }).reference;
    here(typeOf.get(subject) === 'Patient', 'subject 1..1');
    const device = (resource['device'] as { reference: string }).reference;
    here(typeOf.get(device) === 'Device', 'device');
    const value = resource['valueQuantity'] as Json;
    here(typeof value['value'] === 'number' && value['value'] > 0, 'valueQuantity.value');
    here(value['system'] === 'http://unitsofmeasure.org', 'valueQuantity.system');
    here(value['code'] === wanted?.ucum && value['unit'] === wanted?.unit, 'valueQuantity unit');
    here([undefined, '<', '>'].includes(value['comparator'] as string | undefined), 'comparator');
  });
  return faults;
}

const bundleOf = (text: string): Json => JSON.parse(text) as Json;

test.each(['mgdl', 'mmol'] as const)('a bundle in %s is of the structure of the guide', async (unit) => {
  const { profile } = profileWith();
  for (const names of [false, true]) {
    const { text } = await exported(profile, { format: 'fhir', names, unitFor: () => unit });
    const bundle = bundleOf(text);
    expect(faultsOf(bundle)).toEqual([]);
    const all = bundle['entry'] as { resource: Json }[];
    const observations = all.filter(({ resource }) => resource['resourceType'] === 'Observation');
    expect(observations).toHaveLength(READINGS.length);
    const instants = observations.map(({ resource }) =>
      new Date(String(resource['effectiveDateTime'])).getTime(),
    );
    expect(instants).toEqual(READINGS.map(({ measuredAt }) => measuredAt));
    const values = observations.map(({ resource }) => (resource['valueQuantity'] as Json)['value']);
    const expected = READINGS.map(({ mgdl }) => (unit === 'mgdl' ? mgdl : Math.round((mgdl / 18) * 10) / 10));
    expect(values).toEqual(expected);
    for (const sentence of SAFETY_IN_ENGLISH) expect(text).toContain(sentence);
  }
});

test('a bundle without readings is one all the same', async () => {
  const { profile } = profileWith({ people: [ADA], readings: [] });
  expect(faultsOf(bundleOf((await exported(profile, { format: 'fhir' })).text))).toEqual([]);
});

test('the checker sees what is wrong', async () => {
  const { profile } = profileWith();
  const { text } = await exported(profile, { format: 'fhir' });
  const spoilt: [string, string][] = [
    ['"transaction"', '"collection"'],
    ['105272-9', '99504-3'],
    ['"mmol/L"', '"mmol"'],
    ['"final"', '"done"'],
    ['T02:30:00+02:00', 'T02:30'],
    ['"user-friendly-name"', '"other"'],
    ['"subject":{"reference":"urn:uuid:', '"subject":{"reference":"urn:uuid:0'],
  ];
  for (const [from, to] of spoilt) {
    expect(text).toContain(from);
    expect(faultsOf(bundleOf(text.replace(from, to))), from).not.toEqual([]);
  }
});
