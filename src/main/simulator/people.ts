import type { Unit } from '../../shared/glucose/units.ts';

/** Which product somebody wears. */
export type SensorKind = 'libre2' | 'libre3';

/** How somebody's glucose behaves; glucose in mg/dL. */
export interface Physiology {
  /** Where it settles with nothing eaten. */
  basal: number;
  /** What an ordinary main meal adds at its peak. */
  mealRise: number;
  /** What the early morning adds. */
  dawnRise: number;
  /** Share of the days with exercise. */
  exercise: number;
}

/** A made-up wearer. Ids, names and serials belong to nobody. */
export interface SimulatedPerson {
  /** Names the random streams: changing it changes the person's days. */
  key: string;
  patientId: string;
  connectionId: string;
  firstName: string;
  lastName: string;
  country: string;
  /** IANA zone of the wearer's phone. */
  zone: string;
  unit: Unit;
  sensorKind: SensorKind;
  /** Second of the minute at which the sensor measures. */
  phaseSeconds: number;
  /** When some sensor of theirs was started, ms UTC, whole seconds; the others follow every 14 days. */
  firstSensor: number;
  targetLow: number;
  targetHigh: number;
  /** Alarm limits of the wearer's own app, mg/dL. */
  phoneLow: number;
  phoneHigh: number;
  /** The follower's own limits and whether each rule is on; mg/dL and the account's mmol/L figure. */
  alarms: { high: AlarmLimit; low: AlarmLimit; noData: boolean };
  deviceId: string;
  appVersion: string;
  /** When the connection was made, ms UTC. */
  connectedAt: number;
  physiology: Physiology;
}

/** One limit; the mmol/L figure is the app's own, not a conversion (70 mg/dL goes with 3.9). */
export interface AlarmLimit {
  on: boolean;
  mgdl: number;
  mmol: number;
}

/** Follows mg/dL, wears a Libre 2 in Berlin. */
export const ada: SimulatedPerson = {
  key: 'ada',
  patientId: '3f6b0d52-91c4-4e0b-8a67-5b2d7c1e9f04',
  connectionId: 'a81c5e70-2d3f-4b96-b0e8-47d9136f2ac5',
  firstName: 'Ada',
  lastName: 'Lindqvist',
  country: 'DE',
  zone: 'Europe/Berlin',
  unit: 'mgdl',
  sensorKind: 'libre2',
  phaseSeconds: 37,
  firstSensor: Date.UTC(2024, 0, 6, 17, 12, 8),
  targetLow: 70,
  targetHigh: 180,
  phoneLow: 70,
  phoneHigh: 240,
  alarms: {
    high: { on: true, mgdl: 240, mmol: 13.3 },
    low: { on: true, mgdl: 70, mmol: 3.9 },
    noData: false,
  },
  deviceId: 'c4d92e18-6a05-4f7b-9d31-e08b5a7463f2',
  appVersion: '2.12.1.8965',
  connectedAt: Date.UTC(2023, 10, 4, 18, 20, 11),
  physiology: { basal: 122, mealRise: 110, dawnRise: 22, exercise: 0.35 },
};

/** Follows mmol/L, wears a Libre 3 in New York. */
export const ben: SimulatedPerson = {
  key: 'ben',
  patientId: 'd20a7c95-4be1-4c38-a5f6-8e913b60d7a2',
  connectionId: '6e5f49b3-0c87-4d1a-92fe-b3a60d84c719',
  firstName: 'Ben',
  lastName: 'Marlowe',
  country: 'US',
  zone: 'America/New_York',
  unit: 'mmol',
  sensorKind: 'libre3',
  phaseSeconds: 11,
  firstSensor: Date.UTC(2024, 0, 11, 23, 5, 42),
  targetLow: 70,
  targetHigh: 180,
  phoneLow: 70,
  phoneHigh: 250,
  alarms: {
    high: { on: true, mgdl: 250, mmol: 13.9 },
    low: { on: true, mgdl: 70, mmol: 3.9 },
    noData: true,
  },
  deviceId: '19e7b3d4-f52c-4a68-8b0d-7c6150fa93e8',
  appVersion: '3.6.1.9703',
  connectedAt: Date.UTC(2024, 1, 17, 12, 45, 30),
  physiology: { basal: 120, mealRise: 112, dawnRise: 28, exercise: 0.25 },
};
