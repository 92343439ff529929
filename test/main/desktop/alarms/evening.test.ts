import { beforeEach, expect, it } from 'vitest';
import { eveningWatch } from '../../../../src/main/desktop/alarms/evening.ts';
import { allWritten } from '../../../../src/main/files/in-turn.ts';
import { Snapshots } from '../../../../src/main/session/snapshots.ts';
import { systemOffset } from '../../../../src/main/time/civil-time.ts';
import { Pulse } from '../../../../src/main/time/pulse.ts';
import { NOTHING_TOLD } from '../../../../src/shared/night/told.ts';
import { DEFAULT_PERSON, DEFAULT_SETTINGS, type Settings } from '../../../../src/shared/settings/settings.ts';
import type { Snapshot } from '../../../../src/shared/state/snapshot.ts';
import { MINUTE } from '../../../../src/shared/time.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { temporaryDirectory } from '../../../support/run-cli.ts';
import { alarm, appState, person } from '../tray/people.ts';

/** 20:50 on the computer's clock, wherever that is. */
const BEFORE = Date.UTC(2026, 10, 21, 20, 50) - systemOffset(Date.UTC(2026, 10, 21)) * 1000;
const ada = person('Ada', null);
const settings = (desktop: Partial<Settings['desktop']>, followed = true): Settings => ({
  ...DEFAULT_SETTINGS,
  people: { [ada.person.patientId]: { ...DEFAULT_PERSON, followed } },
  desktop: { ...DEFAULT_SETTINGS.desktop, ...desktop },
});

let said: [title: string, body: string][];
beforeEach(() => {
  said = [];
});

/** An evening of a computer that falls asleep, by what is shown. */
async function evening(changes: Partial<Snapshot>): Promise<void> {
  const clock = new FakeClock(BEFORE);
  const fault = () => (error: unknown) => {
    throw error;
  };
  const snapshots = new Snapshots({
    system: () => ({ languages: ['en'], locale: 'en-GB' }),
    onFault: fault(),
  });
  snapshots.publishSession({
    mode: 'account',
    state: appState([ada]),
    alarms: [],
    clockOffset: 0,
    settings: settings({}),
    vault: null,
    backup: null,
    upload: null,
    feed: null,
    update: null,
    problems: [],
    ...changes,
  });
  const watch = eveningWatch({
    program: { dataDir: temporaryDirectory(), fault },
    pulse: new Pulse(clock),
    snapshots,
    armed: async () => ({ faults: ['soundMuted'], testedAt: null }),
    computer: async () => ({ ...NOTHING_TOLD, sleep: { mains: 20, battery: null } }),
    proxyOf: async () => 'DIRECT',
    sayQuietly: (title, body) => said.push([title, body]),
  });
  watch.start();
  for (let minute = 0; minute < 30; minute++) {
    await allWritten();
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(MINUTE);
  }
  await new Promise((resolve) => setImmediate(resolve));
  watch.stop();
}

const begin = 'Tonight an alarm might not come, or not be noticed:';

it('is said at its time, where somebody of an account is followed', async () => {
  await evening({});
  expect(said).toEqual([
    [
      'Before the night',
      `${begin} this computer falls asleep after 20 min without use and the sound is off.`,
    ],
  ]);
});

it('is not said of the sleep that the settings keep the computer from', async () => {
  await evening({ settings: settings({ keepAwake: true }) });
  expect(said).toEqual([['Before the night', `${begin} the sound is off.`]]);
});

it('is said in spite of a silence that somebody gave ahead', async () => {
  await evening({ alarms: [alarm('ada', 'high', { phase: 'snoozed', since: null })] });
  expect(said).toHaveLength(1);
});

it.each<[string, Partial<Snapshot>]>([
  ['in the demo', { mode: 'demo' }],
  ['where nobody is signed in', { mode: 'signedOut' }],
  ['while nobody is watched', { mode: 'paused' }],
  ['before it is known who is followed', { mode: 'starting', state: null }],
  ['where nobody shares', { state: appState([]) }],
  ['where nobody of those who share is followed', { settings: settings({}, false) }],
  ['where nobody wants it', { settings: settings({ eveningAt: null }) }],
  ['where it is wanted later', { settings: settings({ eveningAt: 22 * 60 }) }],
  ['while an alarm rings', { alarms: [alarm('ada', 'low')] }],
  [
    'while an alarm is on that somebody has silenced',
    { alarms: [alarm('ada', 'low', { phase: 'acknowledged' })] },
  ],
])('is not said %s', async (_, changes) => {
  await evening(changes);
  expect(said).toEqual([]);
});
