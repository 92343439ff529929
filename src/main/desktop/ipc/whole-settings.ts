import { z } from '../../../shared/schemas.ts';
import { DEFAULT_RULES } from '../../../shared/alarms/rules.ts';
import type { SettingsChange } from '../../../shared/ipc/settings.ts';
import { alarmRules, settingsChange } from '../../../shared/settings/schema.ts';

/** The file's schemas fill in what is missing and keep what they do not know; a window must say exactly what it means. */
export const wholeRules = z
  .custom((given) => isPlain(given) && isWhole(given, DEFAULT_RULES))
  .pipe(alarmRules());
export const wholeChange = z.any().refine(saysAll).pipe(settingsChange()) as z.ZodType<SettingsChange>;

const LIMITS = { low: 0, high: 0 };
const QUIET = { from: 0, to: 0 };

/** Whether the rules and limits in a change of settings are whole; what else is in it, its schema knows. */
function saysAll(request: unknown): boolean {
  if (!isPlain(request)) return false;
  const { alarms = DEFAULT_RULES, people = {} } = request;
  if (!isObject(people)) return false;
  const limits = Object.values(people).map((one) => (isObject(one) ? (one['limits'] ?? null) : null));
  return isWhole(alarms, DEFAULT_RULES) && limits.every((one) => one === null || isWhole(one, LIMITS));
}

/** Whether something has the keys of the sample and no other, at every depth; where the sample has null, quiet hours. */
function isWhole(given: unknown, sample: unknown): boolean {
  if (given === null && sample === null) return true;
  const wanted = sample ?? QUIET;
  if (!isObject(wanted) || !isObject(given)) return !isObject(wanted) && !isObject(given);
  const keys = Object.keys(wanted);
  return (
    Object.keys(given).length === keys.length &&
    keys.every((key) => Object.hasOwn(given, key) && isWhole(given[key], wanted[key]))
  );
}

const MOST_VALUES = 500;
const LONGEST_TEXT = 200;
const DEEPEST = 5;

/** Plain objects, texts, finite numbers, yes and no, of a size that a person could have put in; no circles. */
function isPlain(request: unknown): request is Record<string, unknown> {
  let values = 0;
  const plain = (value: unknown, depth: number): boolean => {
    values += 1;
    if (values > MOST_VALUES || depth > DEEPEST) return false;
    if (typeof value === 'string') return value.length <= LONGEST_TEXT;
    if (typeof value === 'number') return Number.isFinite(value);
    if (typeof value === 'boolean' || value === null) return true;
    if (!isObject(value)) return false;
    return Object.entries(value).every(([key, one]) => key.length <= LONGEST_TEXT && plain(one, depth + 1));
  };
  return isObject(request) && plain(request, 0);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
