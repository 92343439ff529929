import { HOUR, MINUTE } from '../../../src/shared/time.ts';
import type { ShownAlarm } from '../../../src/shared/alarms/shown-alarm.ts';
import type { PersonState } from '../../../src/shared/state/app-state.ts';
import type { TrendArrow } from '../../../src/shared/glucose/trend.ts';
import { person } from '../../../test/support/readings.ts';
import type { Scene } from './scene.ts';
import { ben, NOON, personState, ringing, snapshot } from './snapshots.ts';

const urgent = (changes: Partial<ShownAlarm> = {}) =>
  ringing({ kind: 'urgentLow', priority: 'high', mgdl: 50, since: NOON - 10 * MINUTE, ...changes });

/** Ada, falling, with the reading her alarm is about. */
const ada = (mgdl: number, trend: TrendArrow = 2, changes: Partial<PersonState> = {}) =>
  personState(changes, { mgdl, trend, ageMs: MINUTE });

const scene = (people: readonly PersonState[], ...alarms: ShownAlarm[]): Scene => ({
  snapshot: snapshot({ alarms }, { people: [...people] }),
});

const named = (name: string): Scene =>
  scene([ada(50, 1, { person: person({ firstName: name, lastName: '' }) })], urgent({ name }));

const bensHigh = ringing({
  patientId: 'ben',
  name: 'Ben Marlowe',
  unit: 'mgdl',
  kind: 'high',
  priority: 'low',
  cause: 'aboveLimit',
  mgdl: 212,
  measuredAt: NOON - 40_000,
  since: NOON - 2 * HOUR,
});

/** What the alarm window has to show, all that is in it. */
export const alarmScenes: Readonly<Record<string, Scene>> = {
  'one urgent low': scene([ada(50, 1)], urgent()),
  'one low': scene([ada(63)], ringing()),
  'one low at night': scene([ada(63)], ringing({ priority: 'high' })),
  'one LO': scene([ada(40, 1)], urgent({ mgdl: 40, cause: 'offScaleLow' })),
  'one that grows old': scene(
    [personState({}, { mgdl: 50, ageMs: 17 * MINUTE })],
    urgent({ measuredAt: NOON - 17 * MINUTE, since: NOON - 20 * MINUTE }),
  ),
  'one that is too old': scene(
    [personState({}, { mgdl: 50, ageMs: 25 * MINUTE })],
    urgent({ measuredAt: NOON - 25 * MINUTE, since: NOON - 40 * MINUTE }),
  ),
  'no data': scene(
    [personState({}, { mgdl: 133, ageMs: 35 * MINUTE })],
    ringing({ kind: 'noData', mgdl: 133, measuredAt: NOON - 35 * MINUTE, cause: 'noNewReading' }),
  ),
  'not working': scene(
    [],
    ringing({
      patientId: null,
      name: null,
      kind: 'impaired',
      mgdl: null,
      measuredAt: null,
      cause: 'notificationsFailed',
      since: NOON - 2 * HOUR,
    }),
  ),
  'two people': scene([ada(50, 1), ben()], urgent(), bensHigh),
  'urgent low over a low': scene([ada(50, 1)], urgent(), ringing()),
  'three alarms': scene(
    [ada(63), ben()],
    ringing(),
    bensHigh,
    ringing({ kind: 'sensor', priority: 'low', mgdl: null, measuredAt: null, cause: 'sensorEndsSoon' }),
  ),
  'four alarms': scene(
    [ada(50, 1), ben({ mgdl: 63, trend: 2 })],
    urgent(),
    ringing({ patientId: 'ben', name: 'Ben Marlowe', unit: 'mgdl', measuredAt: NOON - 40_000 }),
    ringing({
      kind: 'impaired',
      patientId: null,
      name: null,
      mgdl: null,
      measuredAt: null,
      cause: 'clockWrong',
    }),
    ringing({ kind: 'sensor', priority: 'low', mgdl: null, measuredAt: null, cause: 'sensorEndsSoon' }),
  ),
  'acknowledged a moment ago': {
    snapshot: snapshot({ alarms: [urgent()] }, { people: [ada(50, 1)] }),
    later: { alarms: [urgent({ phase: 'acknowledged', until: NOON + 15 * MINUTE })] },
  },
  'long name': named('Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley'),
  'long word as a name': named('Hubertblainewolfeschlegelsteinhausenbergerdorff'),
  'right to left name': named('عائشة بنت عبد الرحمن آل الشيخ المنصوري الدمشقي'),
  'name with emoji': named('🦄 Princess Ada 👩‍👩‍👧‍👦🏳️‍🌈 of the little house 🏡'),
};
