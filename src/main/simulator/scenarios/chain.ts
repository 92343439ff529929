import { MINUTE } from '../../../shared/time.ts';
import type { SimulatedPerson } from '../people.ts';
import type { ScenarioMoment, Scenario } from '../scenario.ts';

interface Link {
  scenario: Scenario;
  /** ms after the launch of the chain. */
  begins: number;
}

/** What a link looks at: its own beginning, and a memory of its own. */
function seenBy({ begins }: Link, moment: ScenarioMoment): ScenarioMoment {
  return {
    ...moment,
    launchedAt: moment.launchedAt + begins,
    once: (what) => moment.once(`${begins}/${what}`),
  };
}

/**
 * One scenario after the other: each begins when the one before has run its course. Nothing keeps a link from acting
 * before or after its time but itself: every course is ordinary before its lead and after its minutes.
 */
export function chain(people: readonly SimulatedPerson[], scenarios: readonly Scenario[]): Scenario {
  let minutes = 0;
  const links = scenarios.map((scenario): Link => {
    const begins = minutes * MINUTE;
    minutes += scenario.minutes ?? 0;
    return { scenario, begins };
  });
  const later = <T>(items: readonly T[] | undefined, move: (item: T) => T) => (items ?? []).map(move);
  return {
    description: scenarios.map(({ description }) => description).join('; then '),
    people,
    minutes,
    steps: links.flatMap(({ scenario, begins }) =>
      later(scenario.steps, (step) =>
        typeof step === 'string'
          ? { type: step, after: begins }
          : { type: step.type, after: step.after + begins },
      ),
    ),
    sessionEnds: links.flatMap(({ scenario, begins }) =>
      later(scenario.sessionEnds, (end) => ({ ...end, after: end.after + begins })),
    ),
    raisedVersions: links.flatMap(({ scenario, begins }) =>
      later(scenario.raisedVersions, (raised) => ({ ...raised, after: raised.after + begins })),
    ),
    sensorChanges: links.flatMap(({ scenario, begins }) =>
      later(scenario.sensorChanges, ({ ends, next }) => ({ ends: ends + begins, next: next + begins })),
    ),
    ...hooksOf(links),
  };
}

type Hooks = Required<
  Pick<Scenario, 'glucose' | 'knownUntil' | 'datedAhead' | 'intercept' | 'change' | 'delay'>
>;

/** Each hook asks all links; those whose time it is not leave things as they are. */
function hooksOf(links: readonly Link[]): Hooks {
  return {
    glucose(mgdl, at, person, launchedAt, ordinary) {
      let value: number | null = mgdl;
      for (const { scenario, begins } of links) {
        if (value === null || !scenario.glucose) continue;
        value = scenario.glucose(value, at, person, launchedAt + begins, ordinary);
      }
      return value;
    },
    knownUntil: (of, now, person, launchedAt) =>
      Math.min(
        now,
        ...links.map(
          ({ scenario, begins }) => scenario.knownUntil?.(of, now, person, launchedAt + begins) ?? now,
        ),
      ),
    datedAhead: (at, person, launchedAt) =>
      Math.max(
        0,
        ...links.map(({ scenario, begins }) => scenario.datedAhead?.(at, person, launchedAt + begins) ?? 0),
      ),
    intercept(request, moment) {
      for (const link of links) {
        const own = link.scenario.intercept?.(request, seenBy(link, moment));
        if (own) return own;
      }
      return null;
    },
    change: (reply, request, moment) =>
      links.reduce(
        (changed, link) => link.scenario.change?.(changed, request, seenBy(link, moment)) ?? changed,
        reply,
      ),
    delay: (request, moment) =>
      Math.max(0, ...links.map((link) => link.scenario.delay?.(request, seenBy(link, moment)) ?? 0)),
  };
}
