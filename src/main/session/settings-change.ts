import type { SettingsChange } from '../../shared/ipc/settings.ts';
import { problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { personSettings, type Settings } from '../../shared/settings/settings.ts';
import type { Following } from './following.ts';

/**
 * Changes what the window may change, of the settings of those who are followed; everything else stays as it is. What
 * goes by the settings hears of it.
 */
export function changeSettings(following: Following | null, change: SettingsChange): Result<null> {
  if (following === null) return fail(problem('signInNeeded', { noKeychain: '' }));
  const { profile, monitor, alarms, feed, upload } = following;
  // Writing them would keep everything waiting for that disk, alarms too.
  const { storage } = monitor.state;
  if (storage?.code === 'historyHangs') return fail(storage);
  const store = profile.settings();
  if (!store.ok) return store;
  const known = new Set(monitor.state.people.map(({ person }) => person.patientId));
  const stranger = Object.keys(change.people ?? {}).find((patientId) => !known.has(patientId));
  if (stranger !== undefined) return fail(problem('personUnknown', { given: '' }));
  const updated = store.value.update((settings) => withChange(settings, change));
  if (!updated.ok) return updated;
  // The next request speaks as the version that is chosen now.
  if (change.apiVersion !== undefined) profile.forgetClient();
  alarms.settingsChanged();
  if (change.feed) void feed?.settingsChanged();
  if (change.nightscout) void upload.settingsChanged();
  return ok(null);
}

function withChange(
  settings: Settings,
  { desktop, feed, nightscout, people, ...change }: SettingsChange,
): Settings {
  const changedPeople = Object.entries(people ?? {}).map(([patientId, one]) => [
    patientId,
    { ...personSettings(settings, patientId), ...one },
  ]);
  return {
    ...settings,
    ...change,
    feed: { ...settings.feed, ...feed },
    nightscout: { ...settings.nightscout, ...nightscout },
    desktop: { ...settings.desktop, ...desktop },
    people: { ...settings.people, ...Object.fromEntries(changedPeople) },
  } as Settings;
}
