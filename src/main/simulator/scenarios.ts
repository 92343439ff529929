import { ada, ben } from './people.ts';
import type { Course, Scenario } from './scenario.ts';
import { chain } from './scenarios/chain.ts';
import { garbage } from './scenarios/garbage.ts';
import { glucoseCourses } from './scenarios/glucose-courses.ts';
import { readingFaults } from './scenarios/reading-faults.ts';
import { serverFaults } from './scenarios/server-faults.ts';

export type { ScenarioMoment, Scenario } from './scenario.ts';

/** Who shares. Alone, nothing happens to them; in a chain they take no time. */
const companies = {
  steady: { description: 'one person, ordinary days', people: [ada] },
  'two-people': { description: 'two people, one in mg/dL and one in mmol/L', people: [ada, ben] },
  'nobody-shares': { description: 'an account nobody shares with', people: [] },
} as const satisfies Record<string, Scenario>;

/** What happens; to both people, where no chain says otherwise. */
const courses = {
  ...glucoseCourses,
  ...readingFaults,
  ...serverFaults,
  garbage,
} satisfies Record<string, Course>;

type CompanyName = keyof typeof companies;
type CourseName = keyof typeof courses;
export type ScenarioName = CompanyName | CourseName;

const company: Record<CompanyName, Scenario> = companies;
const course: Record<CourseName, Course> = courses;

/** The names, as the command line lists them. */
export const scenarioNames: readonly ScenarioName[] = [
  ...(Object.keys(company) as CompanyName[]),
  ...(Object.keys(course) as CourseName[]),
];

function isCompanyName(name: string): name is CompanyName {
  return Object.hasOwn(company, name);
}

export function isScenarioName(name: string): name is ScenarioName {
  return isCompanyName(name) || Object.hasOwn(course, name);
}

function scenarioOf(name: ScenarioName): Scenario {
  return isCompanyName(name) ? company[name] : { ...course[name], people: [ada, ben] };
}

/** Every scenario by name. */
export const scenarios = Object.fromEntries(
  scenarioNames.map((name) => [name, scenarioOf(name)]),
) as Readonly<Record<ScenarioName, Scenario>>;

/**
 * Reads a scenario, or several with commas between, each of which begins when the one before has run its course.
 * The last of `steady`, `two-people` and `nobody-shares` says who is there; without one there are two people.
 */
export function parseScenario(text: string): { scenario: Scenario } | { unknown: string[] } {
  const names = text.split(',').map((name) => name.trim());
  const known = names.filter(isScenarioName);
  if (known.length < names.length) return { unknown: names.filter((name) => !isScenarioName(name)) };
  const [only] = known;
  if (only !== undefined && known.length === 1) return { scenario: scenarios[only] };
  const people = scenarios[known.findLast(isCompanyName) ?? 'two-people'].people;
  return {
    scenario: chain(
      people,
      known.map((name) => scenarios[name]),
    ),
  };
}
