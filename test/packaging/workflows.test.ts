import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/*
 * What can be said of the workflows without GitHub: their form, their rights, what they call. What the steps call is
 * tried where it lives; actionlint was run by hand (docs/releasing.md).
 */
const ROOT = resolve(import.meta.dirname, '../..');
const FOLDER = join(ROOT, '.github/workflows');
// Of electron-builder, which reads its own file with it.
const yaml = createRequire(import.meta.url)('js-yaml') as { load: (text: string) => unknown };
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
  env?: Record<string, string>;
  if?: string;
}

interface Job {
  needs?: string;
  permissions?: Record<string, string>;
  'timeout-minutes'?: number;
  'runs-on'?: string;
  strategy?: { matrix: Record<string, string[]> };
  steps: Step[];
}

interface Workflow {
  on: Record<string, unknown>;
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}

const workflows = readdirSync(FOLDER).map((name) => {
  const text = readFileSync(join(FOLDER, name), 'utf8');
  return { name, text, workflow: yaml.load(text) as Workflow };
});
const jobsOf = ({ workflow }: { workflow: Workflow }) => Object.entries(workflow.jobs);
const steps = workflows.flatMap((one) => jobsOf(one).flatMap(([, job]) => job.steps));

/** Keys that GitHub knows, of those that are wanted here; a slip in a name would be ignored there. */
const KNOWN = {
  workflow: ['name', 'on', 'permissions', 'concurrency', 'jobs'],
  job: ['needs', 'permissions', 'strategy', 'runs-on', 'timeout-minutes', 'environment', 'steps'],
  step: ['uses', 'run', 'with', 'env', 'if'],
};

it('there are two', () => {
  expect(workflows.map(({ name }) => name)).toEqual(['check.yml', 'release.yml']);
});

describe.each(workflows)('$name', ({ text, workflow }) => {
  it('has no key that is not known', () => {
    const unknown = (of: object, known: string[]) => Object.keys(of).filter((key) => !known.includes(key));
    expect(unknown(workflow, KNOWN.workflow)).toEqual([]);
    for (const job of Object.values(workflow.jobs)) {
      expect(unknown(job, KNOWN.job)).toEqual([]);
      expect(job.steps.flatMap((step) => unknown(step, KNOWN.step))).toEqual([]);
      expect(job.steps.filter(({ uses, run }) => (uses === undefined) === (run === undefined))).toEqual([]);
    }
  });

  it('has no right that a job does not ask for, and no job without an end', () => {
    expect(workflow.permissions).toEqual({});
    for (const [name, { permissions = {}, 'timeout-minutes': minutes }] of Object.entries(workflow.jobs)) {
      const writes = Object.keys(permissions).filter((scope) => permissions[scope] === 'write');
      const wanted = { draft: ['contents', 'id-token', 'attestations'], publish: ['contents'] }[name] ?? [];
      expect(writes).toEqual(wanted);
      expect(minutes).toBeGreaterThan(0);
    }
  });

  it('takes actions by commit, with the release that it is', () => {
    const uses = text.split('\n').filter((line) => line.includes('uses:'));
    expect(uses.length).toBeGreaterThan(1);
    for (const line of uses) expect(line).toMatch(/uses: actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('needs what is there, and names systems', () => {
    for (const { needs, strategy, 'runs-on': on } of Object.values(workflow.jobs)) {
      if (needs) expect(Object.keys(workflow.jobs)).toContain(needs);
      const systems = on === '${{ matrix.os }}' ? strategy!.matrix['os']! : [on!];
      for (const system of systems)
        expect(system).toMatch(/^(ubuntu-2\d\.04|macos-\d+|windows-(2025|11))(-arm|-intel)?$/);
    }
  });
});

it('each step is one line that a person can run, and there is such a script', () => {
  const lines = steps.flatMap(({ run }) => (run === undefined ? [] : [run]));
  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines) {
    const called = /^npm run ([\w:-]+)( -- [\w=. -]+)?$/.exec(line)?.[1];
    if (called === undefined) expect(['npm ci', 'npm pack --pack-destination release']).toContain(line);
    else expect(scripts).toHaveProperty([called]);
  }
});

it('no expression of GitHub reaches a shell', () => {
  for (const { run } of steps) expect(run ?? '').not.toContain('${{');
});

it('the same action is the same everywhere', () => {
  const uses = new Map<string, Set<string>>();
  for (const { uses: action } of steps.filter((one) => one.uses)) {
    const [name, commit] = action!.split('@') as [string, string];
    uses.set(name, (uses.get(name) ?? new Set()).add(commit));
  }
  expect([...uses].filter(([, commits]) => commits.size > 1)).toEqual([]);
});

it('only the token of GitHub itself is used, and only to draft and to publish', () => {
  const secrets = workflows.flatMap(({ text }) => text.match(/secrets\.\w+/g) ?? []);
  expect(secrets).toEqual([]);
  const given = steps.filter(({ env }) => env !== undefined);
  expect(given.map(({ run, env }) => [run, env])).toEqual([
    ['npm run release -- draft', { GH_TOKEN: '${{ github.token }}' }],
    ['npm run release -- publish', { GH_TOKEN: '${{ github.token }}' }],
  ]);
});
