import { personName, type Person } from '../glucose/reading.ts';
import { formatGlucose, type Unit } from '../glucose/units.ts';
import { MAX_ZONE_SECONDS, offsetText } from '../statistics/civil-clock.ts';
import type { ReadingsWriter } from './readings-writer.ts';
import { isoStamps } from './stamp-text.ts';
import type { StoredContext } from './stored-columns.ts';

/** Of the guide "Continuous Glucose Monitoring" of HL7, 1.0.0 (FHIR R4). */
const GUIDE = 'http://hl7.org/fhir/uv/cgm/StructureDefinition/';

/** A sensor's reading by unit: its profile, its LOINC code, and the unit as the profile spells it (UCUM code beside it). */
const READING = {
  mgdl: { profile: 'cgm-sensor-reading-mass-per-volume', loinc: '99504-3', unit: 'mg/dl', ucum: 'mg/dL' },
  mmol: { profile: 'cgm-sensor-reading-moles-per-volume', loinc: '105272-9', unit: 'mmol/l', ucum: 'mmol/L' },
} as const satisfies Record<Unit, object>;

const COMPARATORS = { LO: '<', HI: '>' } as const;

export interface FhirOptions {
  unit: Unit;
  /** Where their name may be told. */
  person: Person | null;
  /** ms UTC */
  writtenAt: number;
  /** Version of the program. */
  version: string;
  /** What the program must say of its readings. */
  statement: readonly string[];
  /** Makes a new UUID. */
  uuid: () => string;
}

/**
 * The bundle that the guide has for handing readings over (a transaction): the person, the program as a device that
 * carries the statement, each sensor whose serial number is known, and the readings. Times have the wearer's offset
 * where it is known.
 */
export function fhirWriter(options: FhirOptions): ReadingsWriter {
  const { unit, person, writtenAt, version, statement, uuid } = options;
  const [patient, program] = [`urn:uuid:${uuid()}`, `urn:uuid:${uuid()}`];
  const sensors = new Map<string, string>();
  const stamp = isoStamps();
  const { profile, loinc, unit: label, ucum } = READING[unit];
  const named = person && { name: [{ text: personName(person), ...partsOf(person) }] };
  const timestamp = new Date(writtenAt).toISOString();
  const opening = JSON.stringify({ resourceType: 'Bundle', type: 'transaction', timestamp });

  /** Both sides of time and value of a reading, and the sensor if it is a new one. */
  const around = ({ offScale, sensor, zone }: StoredContext) => {
    const known = sensor === null ? program : sensors.get(sensor);
    const device = known ?? `urn:uuid:${uuid()}`;
    if (sensor !== null) sensors.set(sensor, device);
    const before = JSON.stringify({
      resourceType: 'Observation',
      meta: { profile: [GUIDE + profile] },
      status: 'final',
      category: [{ coding: [{ system: `${TERMINOLOGY}observation-category`, code: 'laboratory' }] }],
      code: { coding: [{ system: 'http://loinc.org', code: loinc }] },
      subject: { reference: patient },
    }).slice(0, -1);
    const quantity = {
      ...(offScale !== null && { comparator: COMPARATORS[offScale] }),
      unit: label,
      system: 'http://unitsofmeasure.org',
      code: ucum,
    };
    const offset = zone !== null && Math.abs(zone) <= MAX_ZONE_SECONDS ? zone : null;
    return {
      newSensor: known === undefined && sensor !== null ? `,\n${sensorEntry(device, sensor)}` : '',
      before: `,\n{"resource":${before},"effectiveDateTime":"`,
      offset: offset ?? 0,
      after: `${offset === null ? 'Z' : offsetText(offset)}","valueQuantity":{"value":`,
      end: `,${JSON.stringify(quantity).slice(1)},"device":{"reference":"${device}"}},"request":${posted('Observation')}}`,
    };
  };
  const first = [
    entry(patient, { resourceType: 'Patient', active: true, ...named }),
    entry(program, {
      ...device('Glucoglance', 'glucoglance'),
      version: [{ value: version }],
      note: statement.map((text) => ({ text })),
    }),
  ];
  return {
    head: `${opening.slice(0, -1)},"entry":[\n${first.join(',\n')}`,
    foot: '\n]}\n',
    newestFirst: false,
    needsRest: false,
    daysAtOnce: 0.125,
    lines(part) {
      const arounds = part.contexts.map(around);
      let text = arounds.map(({ newSensor }) => newSensor).join('');
      for (let i = 0; i < part.at.length; i++) {
        const own = arounds[part.context[i] ?? 0];
        if (own === undefined) continue;
        const time = stamp((part.at[i] ?? 0) + own.offset);
        const value = Number(formatGlucose(part.mgdl[i] ?? 0, unit));
        text += `${own.before}${time}${own.after}${value}${own.end}`;
      }
      return text;
    },
  };
}

const TERMINOLOGY = 'http://terminology.hl7.org/CodeSystem/';

function posted(url: string): string {
  return JSON.stringify({ method: 'POST', url });
}

function entry<R extends { resourceType: string }>(fullUrl: string, resource: R): string {
  const request = { method: 'POST', url: resource.resourceType };
  return JSON.stringify({ fullUrl, resource, request });
}

/** As the guide wants a device: with an identifier and a name for people. */
function device(name: string, identifier: string) {
  return {
    resourceType: 'Device',
    meta: { profile: [`${GUIDE}cgm-device`] },
    identifier: [{ value: identifier }],
    deviceName: [{ name, type: 'user-friendly-name' }],
  };
}

function sensorEntry(fullUrl: string, serial: string): string {
  return entry(fullUrl, { ...device('Abbott FreeStyle Libre', serial), serialNumber: serial });
}

function partsOf({ firstName, lastName }: Person) {
  return { ...(lastName !== '' && { family: lastName }), ...(firstName !== '' && { given: [firstName] }) };
}
