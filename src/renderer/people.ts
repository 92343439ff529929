import { computed } from '@preact/signals';
import type { PersonState } from '../shared/state/app-state.ts';
import { personName, type Person } from '../shared/glucose/reading.ts';
import type { Unit } from '../shared/glucose/units.ts';
import { printable } from '../shared/printable.ts';
import { isFollowed, personSettings } from '../shared/settings/settings.ts';
import { snapshot } from './live.ts';

/** Everyone who shares and is followed. */
export const followed = computed<readonly PersonState[]>(() => {
  const { state, settings } = snapshot.value ?? {};
  if (!state || !settings) return [];
  return state.people.filter(({ person }) => isFollowed(settings, person.patientId));
});

/** Somebody by id. */
export function personOf(patientId: string | null): PersonState | null {
  const people = snapshot.value?.state?.people ?? [];
  return people.find(({ person }) => person.patientId === patientId) ?? null;
}

/** What this person is called here. */
export function nameOf(person: Person): string {
  const settings = snapshot.value?.settings;
  return printable((settings && personSettings(settings, person.patientId).name) || personName(person));
}

/** As `nameOf`, of somebody who is only known by id and the account's name. */
export function nameById(patientId: string | null, name: string | null): string | null {
  const settings = snapshot.value?.settings;
  const own = (patientId !== null && settings && personSettings(settings, patientId).name) || name;
  return own === null ? null : printable(own);
}

/** The unit everything about somebody is shown in. */
export function unitOf(person: PersonState | null): Unit {
  return snapshot.value?.settings.unit ?? person?.unit ?? 'mgdl';
}

export const unitById = (patientId: string | null): Unit => unitOf(personOf(patientId));
