import type { ShownAlarm } from '../../shared/alarms/shown-alarm.ts';
import { isFollowed } from '../../shared/settings/settings.ts';
import { shownLink } from '../../shared/state/app-state.ts';
import type { Known } from '../../shared/status/status.ts';
import type { Monitor } from '../monitor/monitor.ts';
import { asCalled } from '../profile/people.ts';
import type { Profile } from '../profile/profile.ts';

interface Watching {
  mode: 'account' | 'demo';
  profile: Profile;
  monitor: Monitor;
  shownAlarms(): ShownAlarm[];
}

/** What this process shows now, for programs; those that only look find the same by `knownOnDisk`. */
export async function knownHere(watching: Watching): Promise<Known> {
  const { monitor, profile, mode } = watching;
  const recorded = await profile.history.ask('people', null);
  const { state, way } = monitor;
  const settings = profile.currentSettings();
  return {
    people: state.people
      .filter(({ person }) => isFollowed(settings, person.patientId))
      .map((one) => ({ ...one, person: asCalled(one.person, settings) })),
    order: recorded.ok ? recorded.value.map(({ patientId }) => patientId) : [],
    way: recorded.ok ? shownLink({ ...state, link: way }) : { code: 'problem', problem: recorded.problem },
    polledBy: state.polledBy === null ? 'desktop' : 'watch',
    alarms: watching.shownAlarms(),
    settings,
    demo: mode === 'demo',
    now: profile.time.now(),
  };
}
