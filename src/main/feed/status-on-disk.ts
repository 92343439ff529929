import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { personName } from '../../shared/glucose/reading.ts';
import type { Result } from '../../shared/result.ts';
import { glimpsedSettings } from '../../shared/settings/glimpsed-settings.ts';
import { isFollowed, type Settings } from '../../shared/settings/settings.ts';
import type { Link, PersonState } from '../../shared/state/app-state.ts';
import { everyShownAlarm } from '../../shared/status/every-shown-alarm.ts';
import {
  livingPoller,
  personKey,
  readKeptPoller,
  withName,
  type KeptPoller,
  type NotWatching,
} from '../../shared/status/kept-poller.ts';
import type { Known } from '../../shared/status/status.ts';
import { glimpsedStates } from '../alarms/glimpsed-states.ts';
import { goesOn } from '../files/named-process.ts';
import { glance, type Glimpse } from '../history/glance.ts';
import { personLink } from '../monitor/link.ts';
import { asCalled } from '../profile/people.ts';

/** `isAccounts`: the folder is marked as that of an account. */
export interface KnownOnDisk extends Known {
  isAccounts: boolean;
}

/**
 * What a process that watches shows now, for one that only looks: out of the history, the settings and the state on
 * disk, in milliseconds, without a lock, a network, or a word to anybody. Waits for the disk: for a command that does
 * this, or only serves it.
 *
 * @param now the computer's clock, ms UTC
 * @param isDemo the folder is the demo's, whoever wrote it
 */
export function knownOnDisk(dataDir: string, now: number, isDemo = false): KnownOnDisk {
  const settings = glimpsedSettings(objectIn(dataDir, 'config.json'));
  const { salt, poller: kept, owner } = objectIn(dataDir, 'state.json');
  const poller = readKeptPoller(kept);
  const living = livingPoller(poller, now, goesOn);
  const watching = 'by' in living ? living : null;
  const trusted = now + (watching?.clockOffset ?? 0);
  const seen = glance(join(dataDir, 'history.db'), trusted);
  const glimpses = seen.ok ? seen.value : [];
  const linkOf = (patientId: string) => watching?.people[personKey(String(salt), patientId)] ?? null;
  const people = glimpses
    .filter(({ info }) => isFollowed(settings, info.patientId))
    .map((one) => personState(one, settings, linkOf(one.info.patientId), trusted));
  return {
    people,
    order: glimpses.map(({ info }) => info.patientId),
    way: wayOf(living, seen),
    polledBy: watching?.by ?? null,
    // What was on when somebody last watched is not on now.
    alarms: watching ? everyShownAlarm(glimpsedStates(dataDir), people, settings) : [],
    settings,
    demo: isDemo || owner === 'demo' || poller?.demo === true,
    isAccounts: owner === 'account',
    now: trusted,
  };
}

/** Whoever cannot read the history has nothing to show: that is to be said first. */
function wayOf(living: KeptPoller | NotWatching, seen: Result<unknown>): Link | NotWatching {
  if (!seen.ok) return { code: 'problem', problem: seen.problem };
  return 'by' in living ? living.link : living;
}

function personState(
  { info, newest, recent }: Glimpse,
  settings: Settings,
  kept: Link | null,
  now: number,
): PersonState {
  const { target, unit, ...account } = info;
  const person = asCalled(account, settings);
  return { person, unit, target, reading: newest, recent, link: linkNow(kept, { person, newest }, now) };
}

/** Those that follow from the age of the newest reading alone: of this very moment. */
const BY_AGE: readonly Link['code'][] = ['ok', 'delayed', 'phoneSilent', 'noReadingYet'];

function linkNow(
  kept: Link | null,
  { person, newest }: Pick<PersonState, 'person'> & Pick<Glimpse, 'newest'>,
  now: number,
): Link {
  if (kept !== null && !BY_AGE.includes(kept.code)) return withName(kept, personName(person));
  const unknown = { sensor: null, sensorDays: null, doubt: null, inFuture: false };
  return personLink({ person, reading: newest, ...unknown }, now);
}

/** A small file of ours; empty where there is none, or none that can be understood, which another process will say. */
function objectIn(dataDir: string, name: string): Record<string, unknown> {
  try {
    const text = readFileSync(join(dataDir, name), 'utf8').replace(/^\uFEFF/, '');
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
