import { readingMmol } from '../../shared/glucose/units.ts';
import { SECOND } from '../../shared/time.ts';
import { wireTime, zoneOffset } from './civil-time.ts';
import type { AlarmLimit, SimulatedPerson } from './people.ts';
import { latestReading, type LogbookEntry, type SensorValue } from './readings.ts';
import { PRODUCTS, WARM_UP_MINUTES } from './sensor.ts';
import type { World } from './world.ts';

/** 1 inside the target, 2 outside on either side, 3 over 240 mg/dL, 4 under 70: so in all captured readings. */
export function colorOf(
  mgdl: number,
  person: Pick<SimulatedPerson, 'targetLow' | 'targetHigh'>,
): 1 | 2 | 3 | 4 {
  if (mgdl < 70) return 4;
  if (mgdl > 240) return 3;
  return mgdl >= person.targetLow && mgdl <= person.targetHigh ? 1 : 2;
}

/** 0 mmol/L, 1 mg/dL; the wire's `uom` and `GlucoseUnits`. */
function unitNumber(person: SimulatedPerson): 0 | 1 {
  return person.unit === 'mmol' ? 0 : 1;
}

/** The fields that tell when: the wearer's wall clock and UTC. */
function times(at: number, person: SimulatedPerson) {
  return { FactoryTimestamp: wireTime(at), Timestamp: wireTime(at, zoneOffset(person.zone, at)) };
}

/** The fields that tell how much. */
function amount(value: SensorValue, person: SimulatedPerson) {
  return {
    MeasurementColor: colorOf(value.mgdl, person),
    GlucoseUnits: unitNumber(person),
    Value: person.unit === 'mmol' ? readingMmol(value.mgdl) : value.mgdl,
    isHigh: value.offScale === 'HI',
    isLow: value.offScale === 'LO',
  };
}

/** A live reading or a scan: with trend. */
export function measurement(value: SensorValue, person: SimulatedPerson, type: 1 | 3 = 1) {
  return {
    ...times(value.at, person),
    type,
    ValueInMgPerDl: value.mgdl,
    TrendArrow: value.trend,
    TrendMessage: null,
    ...amount(value, person),
  };
}

/** A point of `graphData`: without trend. */
export function graphPoint(value: SensorValue, person: SimulatedPerson) {
  return { ...times(value.at, person), type: 0, ValueInMgPerDl: value.mgdl, ...amount(value, person) };
}

/** Wire `alarmType` of a logbook entry of type 3. */
const ALARM_TYPES = { urgentLow: 0, low: 1, high: 2 } as const;

/** A logbook entry: type 1 for a scan, 3 with `alarmType` for the value that raised an alarm. */
export function logbookItem({ value, alarm }: LogbookEntry, person: SimulatedPerson) {
  return alarm === null
    ? measurement(value, person)
    : { ...measurement(value, person, 3), alarmType: ALARM_TYPES[alarm] };
}

/** A switched-off rule has no `on` at all. */
const onWhen = (on: boolean) => (on ? { on: true } : {});

function limitRule(limit: AlarmLimit) {
  return { ...onWhen(limit.on), th: limit.mgdl, thmm: limit.mmol, d: 1440 };
}

/** The follower's own alarm set-up for a person. */
export function alarmRules({ alarms }: SimulatedPerson) {
  return {
    c: true,
    h: { ...limitRule(alarms.high), f: 0.1 },
    f: { th: 55, thmm: 3, d: 30, tl: 10, tlmm: 0.6 },
    l: { ...limitRule(alarms.low), tl: 10, tlmm: 0.6 },
    nd: { ...onWhen(alarms.noData), i: 20, r: 5, l: 6 },
    p: 5,
    r: 5,
    std: {},
  };
}

/** The wearer's phone; its limits are mg/dL whatever the unit. */
export function patientDevice(person: SimulatedPerson) {
  return {
    did: person.deviceId,
    dtid: PRODUCTS[person.sensorKind].dtid,
    v: person.appVersion,
    l: true,
    ll: person.phoneLow,
    h: true,
    hl: person.phoneHigh,
    u: Math.floor(person.connectedAt / SECOND),
    fixedLowAlarmValues: { mgdl: 60, mmoll: 3.3 },
    alarms: false,
    fixedLowThreshold: 0,
  };
}

/** The worn sensor. `s` marks a streaming Libre 2, a Libre 3 always streams. */
function sensorShape(world: World, person: SimulatedPerson, deviceId: string) {
  const { serial, activatedAt } = world.sensor(person, world.now());
  const { pt } = PRODUCTS[person.sensorKind];
  return {
    deviceId,
    sn: serial,
    a: activatedAt / SECOND,
    w: WARM_UP_MINUTES,
    pt,
    s: person.sensorKind === 'libre2',
    lj: false,
  };
}

/** One entry of the connections list. */
export function connection(world: World, person: SimulatedPerson) {
  const latest = latestReading(world, person);
  const glucose = latest && measurement(latest, person);
  return {
    id: person.connectionId,
    patientId: person.patientId,
    country: person.country,
    status: 2,
    firstName: person.firstName,
    lastName: person.lastName,
    targetLow: person.targetLow,
    targetHigh: person.targetHigh,
    uom: unitNumber(person),
    sensor: sensorShape(world, person, ''),
    alarmRules: alarmRules(person),
    glucoseMeasurement: glucose,
    glucoseItem: glucose,
    glucoseAlarm: null,
    patientDevice: patientDevice(person),
    created: Math.floor(person.connectedAt / SECOND),
  };
}

/** The sensors of a graph answer: the worn one, with the phone that reads it; none once it has ended. */
export function activeSensors(world: World, person: SimulatedPerson) {
  if (world.sensor(person, world.now()).ended) return [];
  const sensor = sensorShape(world, person, person.deviceId);
  return [{ sensor, device: patientDevice(person) }];
}
