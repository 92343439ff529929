import type { Bridge, Channel, WindowEvent, WindowEvents } from '../../src/shared/ipc/contracts.ts';
import type { SettingsChange } from '../../src/shared/ipc/settings.ts';
import type { Snapshot } from '../../src/shared/state/snapshot.ts';
import { DEFAULT_PERSON } from '../../src/shared/settings/settings.ts';
import { chartAnswers, type Answers } from './scenes/chart-answers.ts';
import { dataAnswers } from './scenes/data-answers.ts';
import { journalAnswers } from './scenes/journal.ts';
import { reportAnswers } from './scenes/report-answers.ts';

export interface FakeOptions {
  snapshot: Snapshot;
  answers: Answers;
  /** Of a person nothing is stored of. */
  defaultPerson: typeof DEFAULT_PERSON;
}

/** What a spec finds in the page beside the bridge. */
export interface Fake {
  calls: { channel: Channel; request: unknown; work: number | undefined }[];
  /** The names of the files that were handed over. */
  handedOver: string[];
  answers: Answers;
  snapshot: Snapshot;
  /** Whether main gives signs of life. */
  isAlive: boolean;
  /** As main tells its windows. */
  tell<E extends WindowEvent>(event: E, told: WindowEvents[E]): void;
  /** Another snapshot, newer than the last. */
  change(next: Partial<Snapshot>): void;
}

declare global {
  interface Window {
    fake: Fake;
  }
}

export const fakeOptions = (snapshot: Snapshot, answers: Answers = {}): FakeOptions => ({
  snapshot,
  answers: { ...chartAnswers, ...dataAnswers, ...journalAnswers, ...reportAnswers, ...answers },
  defaultPerson: DEFAULT_PERSON,
});

/**
 * Runs in the page before its own scripts: a main process that keeps settings, says yes to everything else unless told
 * otherwise, and remembers what was asked. It may use nothing from outside itself.
 */
export function installFake({ snapshot, answers, defaultPerson }: FakeOptions): void {
  const listeners = new Map<string, Set<(told: never) => void>>();
  /** Typed arrays do not survive the way into the page. */
  const revived = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if ('$typed' in value && 'values' in value) {
      const name = value.$typed as 'Float64Array';
      return new (globalThis[name] as typeof Float64Array)(
        (value.values as (number | null)[]).map((one) => one ?? Number.NaN),
      );
    }
    if (Array.isArray(value)) return value.map(revived);
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, revived(one)]));
  };
  const fake: Fake = {
    calls: [],
    handedOver: [],
    answers,
    snapshot,
    isAlive: true,
    tell(event, told) {
      for (const listener of listeners.get(event) ?? []) (listener as (told: unknown) => void)(told);
    },
    change(next) {
      fake.snapshot = { ...fake.snapshot, ...next, sequence: fake.snapshot.sequence + 1 };
      fake.tell('snapshot:changed', fake.snapshot);
    },
  };
  /** What is never answered, by the number that it goes by. */
  const underWay = new Map<number, (nothing: null) => void>();
  const update = ({ desktop, feed, nightscout, people, ...rest }: SettingsChange) => {
    const { settings } = fake.snapshot;
    const changed = Object.entries(people ?? {}).map(([id, one]) => [
      id,
      { ...defaultPerson, ...settings.people[id], ...one },
    ]);
    fake.change({
      settings: {
        ...settings,
        ...rest,
        feed: { ...settings.feed, ...feed },
        nightscout: { ...settings.nightscout, ...nightscout },
        desktop: { ...settings.desktop, ...desktop },
        people: { ...settings.people, ...(Object.fromEntries(changed) as typeof settings.people) },
      } as Snapshot['settings'],
    });
  };
  const answer = (channel: Channel): unknown => {
    const given = fake.answers[channel];
    if (Array.isArray(given)) return revived(given.length > 1 ? given.shift() : given[0]);
    return revived(given ?? { ok: true, value: null });
  };
  const bridge: Bridge = {
    invoke(channel: Channel, request: unknown, work?: number) {
      fake.calls.push({ channel, request, work });
      if (fake.answers[channel] === 'never')
        return new Promise((settle) => underWay.set(work ?? 0, settle as unknown as (nothing: null) => void));
      // As main answers what is not wanted any more.
      if (channel === 'work:cancel') underWay.get((request as { work: number }).work)?.(null);
      if (channel === 'snapshot:read')
        return fake.isAlive ? Promise.resolve(fake.snapshot as never) : new Promise(() => {});
      const answered = answer(channel) as { ok: boolean };
      if (channel === 'settings:update' && answered.ok) update(request as SettingsChange);
      return Promise.resolve(answered as never);
    },
    handOver(file) {
      const { name } = file as File;
      fake.handedOver.push(name);
      return Promise.resolve({ ok: true, value: { file: 1, name } });
    },
    on(event, listener) {
      const all = listeners.get(event) ?? new Set();
      all.add(listener as (told: never) => void);
      listeners.set(event, all);
      return () => all.delete(listener as (told: never) => void);
    },
  };
  // As main does, once a page has loaded,
  addEventListener('load', () => fake.tell('snapshot:changed', fake.snapshot));
  // and for as long as a test does not have it stand still.
  setInterval(() => fake.isAlive && fake.tell('monitor:alive', { overdueMs: 0 }), 15_000);
  Object.assign(window, { glucoglance: Object.freeze(bridge), fake });
}
