import { resolve } from 'node:path';
import { problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { Unit } from '../../shared/glucose/units.ts';
import { languageFor, speechOf, type Language } from '../../shared/messages/speech.ts';
import type { Speech } from '../../shared/state/speech.ts';
import type { Credentials } from '../credentials/vault.ts';
import { defaultDataDirectory } from '../files/data-directory.ts';
import { compareVersions } from '../libre/version.ts';
import { parseBaseUrl, shownBaseUrl } from '../settings/base-url.ts';

/** The options every command takes, as typed. */
export interface GlobalOptions {
  dataDir?: string;
  baseUrl?: string;
  apiVersion?: string;
  demo?: boolean;
  json?: boolean;
  unit?: string;
  lang?: string;
}

/** What options and environment come to. */
export interface RunOptions {
  dataDir: string;
  server: { baseUrl: string | null; apiVersion: string | null };
  credentials: Credentials | null;
  /** A Nightscout site of the environment, as it was given. */
  nightscout: { url: string | undefined; token: string | undefined };
  demo: boolean;
  json: boolean;
  unit: Unit | null;
}

/**
 * Reads options and environment variables, the option before the variable. E-mail, password and token are taken out of the
 * environment, so that no process started from here inherits them. What the system recorded when this process began
 * (`/proc/<pid>/environ`) keeps them, readable for this user, until it ends.
 */
export function readRunOptions(given: GlobalOptions, environment: NodeJS.ProcessEnv): Result<RunOptions> {
  const email = take(environment, 'LIBRELINKUP_EMAIL')?.trim();
  const password = take(environment, 'LIBRELINKUP_PASSWORD')?.trim();
  const nightscout = {
    url: environment['NIGHTSCOUT_URL'] || undefined,
    token: take(environment, 'NIGHTSCOUT_TOKEN')?.trim(),
  };
  const demo = given.demo === true;
  if (!demo && !email !== !password) {
    const [set, missing] = email ? ['EMAIL', 'PASSWORD'] : ['PASSWORD', 'EMAIL'];
    return fail(
      problem('badInput', {
        what: `LIBRELINKUP_${missing}`,
        given: '',
        expected: { code: 'setToo', other: `LIBRELINKUP_${set}` },
      }),
    );
  }

  const url = given.baseUrl ?? (environment['LIBRELINKUP_BASE_URL'] || undefined);
  const baseUrl = url === undefined ? null : parseBaseUrl(url);
  if (url !== undefined && baseUrl === null) {
    const what = given.baseUrl === undefined ? 'LIBRELINKUP_BASE_URL' : '--base-url';
    return fail(problem('badInput', { what, given: shownBaseUrl(url), expected: { code: 'httpsAddress' } }));
  }

  const { apiVersion, unit } = given;
  if (apiVersion !== undefined && compareVersions(apiVersion, apiVersion) === null) {
    const expected = { code: 'version' } as const;
    return fail(problem('badInput', { what: '--api-version', given: apiVersion, expected }));
  }
  if (unit !== undefined && unit !== 'mmol' && unit !== 'mgdl') {
    return fail(problem('badInput', { what: '--unit', given: unit, expected: { code: 'unit' } }));
  }

  const directory = given.dataDir ?? (environment['GLUCOGLANCE_DATA_DIR'] || undefined);
  if (directory?.trim() === '') {
    return fail(problem('badInput', { what: '--data-dir', given: directory, expected: { code: 'folder' } }));
  }
  const own = defaultDataDirectory(environment);
  if (directory === undefined && own === null) {
    return fail(problem('badInput', { what: '--data-dir', given: '', expected: { code: 'folderGiven' } }));
  }
  return ok({
    dataDir: directory === undefined ? `${own}${demo ? '-demo' : ''}` : resolve(directory),
    server: { baseUrl, apiVersion: apiVersion ?? null },
    credentials: !demo && email && password ? { email, password } : null,
    nightscout,
    demo,
    json: given.json === true,
    unit: unit ?? null,
  });
}

/**
 * What language to speak: of `--lang`, else of the first of LC_ALL, LC_MESSAGES and LANG that is set, as every program
 * of a terminal has it. One that is not there, and C, is English. Before anything else is read: what is wrong with the
 * rest is said in it.
 */
export function languageOf(args: readonly string[], environment: NodeJS.ProcessEnv): Language {
  const at = args.findIndex((one) => one === '--lang' || one.startsWith('--lang='));
  const given = at < 0 ? undefined : (args[at]!.split('=')[1] ?? args[at + 1]);
  const ofSystem = ['LC_ALL', 'LC_MESSAGES', 'LANG'].map((name) => environment[name]).find(Boolean);
  const wanted = given ?? ofSystem;
  return languageFor(wanted === undefined ? [] : [wanted]);
}

/** How to speak: the language with the country of the terminal's times, which only a document needs. */
export function speechIn(args: readonly string[], environment: NodeJS.ProcessEnv): Speech {
  const language = languageOf(args, environment);
  const locale = ['LC_ALL', 'LC_TIME', 'LANG'].map((name) => environment[name]).find(Boolean) ?? '';
  return speechOf({ language, clock: null }, { languages: [], locale: locale.replace(/[.@].*$/, '') });
}

function take(environment: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = environment[name];
  delete environment[name];
  return value === '' ? undefined : value;
}
