import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Person } from '../../shared/glucose/reading.ts';
import { problem, type Problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { DEFAULT_SETTINGS, erasedMark, type Settings } from '../../shared/settings/settings.ts';
import { forgetPeople, forgetStates } from '../alarms/kept-state.ts';
import { folderCause, WATCHDOG_FILE } from '../files/data-directory.ts';
import { SECRET_FILES } from '../credentials/encrypted-file.ts';
import { EVENING_FILE } from '../evening/evening-file.ts';
import type { Erasable } from '../history/erase.ts';
import { asCalled, findPerson } from '../profile/people.ts';
import type { Profile } from '../profile/profile.ts';
import { UPLOAD_FILE } from '../nightscout/upload-memory.ts';
import { beginErasure, endErasure, interruptedErasure, type Erasure } from './marker.ts';

/** What is to go, found out before anything does. */
export interface WhatGoes extends Erasure {
  /** As they are called here, with what the history has of them. */
  people: readonly Erasable[];
  /** Backups that will be rewritten, and files that will be deleted. */
  backups: number;
  files: number;
  /** It is everything, or nobody else is known: credentials go too. */
  credentials: boolean;
}

/** What went. `keychain`: why it could not be reached, null where it is empty now or nothing was to be done about it. */
export interface Erased {
  readings: number;
  journal: number;
  backups: number;
  files: number;
  keychain: Problem | null;
}

/**
 * Finds out what would go with a person, or with everybody; with it goes whoever was being erased when that was
 * interrupted. Changes nothing.
 *
 * @param patient null: everything
 * @returns `personUnknown` and `personAmbiguous` as anywhere
 */
export async function whatGoes(profile: Profile, patient: string | null): Promise<Result<WhatGoes>> {
  const asked = await profile.history.ask('whatCanGo', null);
  if (!asked.ok) return asked;
  const settings = profile.currentSettings();
  const interrupted = interruptedErasure(profile.dataDir);
  // What the settings called them is gone from these first.
  const begun = new Map(interrupted?.people.map((person) => [person.patientId, person]));
  const recorded = asked.value.people.map((person) => ({
    ...asCalled(person, settings),
    ...begun.get(person.patientId),
  }));
  const gone = [...begun.values()]
    .filter(({ patientId }) => recorded.every((one) => one.patientId !== patientId))
    .map((person) => ({ ...person, readings: 0, journal: 0, imports: 0 }));
  const known = [...recorded, ...gone];
  const found = patient === null ? ok(null) : findPerson(known, patient);
  if (!found.ok) return found;
  const everything = found.value === null || interrupted?.everything === true;
  const people = known.filter(
    (one) => everything || one.patientId === found.value?.patientId || begun.has(one.patientId),
  );
  const files = [...looseFiles(profile.dataDir), ...logs(profile.dataDir)];
  return ok({
    people,
    everything,
    backups: asked.value.backups,
    files: asked.value.setAside + files.length,
    credentials: everything || people.length === known.length,
  });
}

/**
 * Erases it. From the first step on nobody of them is recorded or judged, until chosen again. Interrupted anywhere, done
 * again it comes to its end. Nobody may be watching meanwhile.
 *
 * @returns `keychainUnavailable`, `historyBusy` and whatever the settings or the folder say before anything is erased
 */
export async function erase(profile: Profile, what: WhatGoes): Promise<Result<Erased>> {
  const { dataDir } = profile;
  const { people, everything } = what;
  const patientIds = people.map(({ patientId }) => patientId);
  const isAgain = interruptedErasure(dataDir) !== null;
  const vault = what.credentials ? await profile.lastingVault() : ok(null);
  if (!vault.ok && vault.problem.code !== 'keychainAbsent') return vault;
  try {
    beginErasure(dataDir, { people: people.map(nameOf), everything });
    const store = profile.settings();
    if (!store.ok) return store;
    const before = store.value.read();
    const updated = store.value.update((settings) => without(settings, patientIds, everything));
    const erased = updated.ok ? await profile.history.ask('erase', { patientIds }) : updated;
    if (!erased.ok) {
      if (!isAgain && (await isRecorded(profile, patientIds))) {
        store.value.update((settings) => ({ ...settings, ...before }));
        endErasure(dataDir);
      }
      return erased;
    }
    if (what.credentials) await forgetStates(dataDir);
    else forgetPeople(dataDir, patientIds);
    const files = [...looseFiles(dataDir), ...logs(dataDir)];
    for (const one of files) rmSync(one, { force: true });
    rmSync(join(dataDir, 'logs'), { recursive: true, force: true });
    const last = what.credentials ? [...SECRET_FILES, EVENING_FILE, WATCHDOG_FILE] : [];
    for (const one of [...last, UPLOAD_FILE]) rmSync(join(dataDir, one), { force: true });
    const cleared = vault.ok ? ((await vault.value?.clear()) ?? ok(undefined)) : ok(undefined);
    if (!cleared.ok) return cleared;
    profile.forgetClient();
    endErasure(dataDir);
    const keychain = vault.ok ? null : vault.problem;
    return ok({ ...erased.value, files: erased.value.files + files.length, keychain });
  } catch (error) {
    return fail(problem('folderUnusable', { path: dataDir, cause: folderCause(error) }));
  }
}

/** Whether all of them are in the history as before: they go from it together. */
async function isRecorded(profile: Profile, patientIds: readonly string[]): Promise<boolean> {
  const known = await profile.history.ask('people', null);
  return known.ok && known.value.some(({ patientId }) => patientIds.includes(patientId));
}

function nameOf({ patientId, firstName, lastName }: Person): Person {
  return { patientId, firstName, lastName };
}

/** With everything go also the choices about alarms; which server is asked, and what the desktop looks like, stay. */
function without(settings: Settings, patientIds: readonly string[], everything: boolean): Settings {
  const { erased, desktop, people, baseUrl, apiVersion } = settings;
  const salt = erased.salt || randomBytes(16).toString('hex');
  const marks = new Set([...erased.marks, ...patientIds.map((patientId) => erasedMark(salt, patientId))]);
  const others = Object.entries(people).filter(([patientId]) => !patientIds.includes(patientId));
  const { patientId } = settings.nightscout;
  const isUploaded = patientId !== null && patientIds.includes(patientId);
  const trayPerson =
    desktop.trayPerson !== null && patientIds.includes(desktop.trayPerson) ? null : desktop.trayPerson;
  return {
    ...(everything ? { ...DEFAULT_SETTINGS, baseUrl, apiVersion } : settings),
    ...(isUploaded && { nightscout: DEFAULT_SETTINGS.nightscout }),
    people: everything ? {} : Object.fromEntries(others),
    desktop: { ...desktop, trayPerson: everything ? null : trayPerson },
    erased: { ...erased, salt, marks: [...marks] },
  };
}

/** Settings that could not be read and were set aside, and what a process that was killed has left half written. */
function looseFiles(dataDir: string): string[] {
  return namesIn(dataDir)
    .filter((name) => /^(config|alarms|evening|watchdog|nightscout)\.json\../.test(name))
    .map((name) => join(dataDir, name));
}

function logs(dataDir: string): string[] {
  const folder = join(dataDir, 'logs');
  return namesIn(folder).map((name) => join(folder, name));
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
