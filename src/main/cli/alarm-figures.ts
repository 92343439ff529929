import {
  BOUNDS,
  figureFault,
  hoursText,
  isBoundedKind,
  ruleFaults,
  withFigure,
  type AlarmRules,
  type BoundedKind,
} from '../../shared/alarms/rules.ts';
import { ALARM_KINDS, type AlarmKind } from '../../shared/alarms/kinds.ts';
import { mmolToMgdl, type Unit } from '../../shared/glucose/units.ts';
import { problem, type Expected } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { readTyped } from './arguments.ts';

type Change = { kind: BoundedKind; figure: number } | { kind: AlarmKind; on: boolean };

/** Reads `low=75`, `noData=30`, `urgentHigh=on`, `high=off`; glucose in `unit`. `badInput` for anything else. */
export function readRuleChanges(given: readonly string[], unit: Unit): Result<Change[]> {
  const changes: Change[] = [];
  for (const text of given) {
    const [name = '', value = '', ...more] = text.split('=');
    const kind = ALARM_KINDS.find((one) => one === name);
    const change = kind === undefined || more.length > 0 ? null : readChange(kind, value, unit);
    if (change === null || kind === undefined) return fail(notUnderstood(text));
    const fault = 'figure' in change ? figureFault(change.kind, change.figure) : null;
    if (fault !== null)
      return fail(
        problem('badInput', { what: `--set ${kind}`, given: value, expected: expectedOf(change.kind) }),
      );
    changes.push(change);
  }
  return ok(changes);
}

function readChange(kind: AlarmKind, value: string, unit: Unit): Change | null {
  // Switching off an urgent low takes more than a word.
  if (value === 'on' || (value === 'off' && kind !== 'urgentLow')) return { kind, on: value === 'on' };
  const figure = readTyped(value);
  if (!isBoundedKind(kind) || Number.isNaN(figure)) return null;
  const isMmol = unit === 'mmol' && BOUNDS[kind].unit === 'mg/dL';
  return { kind, figure: isMmol ? mmolToMgdl(figure) : figure };
}

function notUnderstood(text: string) {
  return problem('badInput', { what: '--set', given: text, expected: { code: 'ruleChange' } });
}

function expectedOf(kind: AlarmKind): Expected {
  if (!isBoundedKind(kind)) return { code: 'onOrOff' };
  const { least, most, unit } = BOUNDS[kind];
  return { code: 'wholeFigure', least, most, unit };
}

/** The rules with the changes made. `badInput` where they are impossible together. */
export function changedRules(rules: AlarmRules, changes: readonly Change[]): Result<AlarmRules> {
  let changed = rules;
  for (const change of changes) {
    changed =
      'figure' in change
        ? withFigure(changed, change.kind, change.figure)
        : { ...changed, [change.kind]: { ...changed[change.kind], on: change.on } };
  }
  const [fault] = ruleFaults(changed);
  if (!fault) return ok(changed);
  const { kind, figure, expected, hours } = fault;
  const [what, given] = hours
    ? [`alarms.${kind}.night`, hoursText(hours.night)]
    : [`--set ${kind}`, String(figure)];
  return fail(problem('badInput', { what, given, expected }));
}
