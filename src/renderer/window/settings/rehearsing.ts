import { useSignal, type Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { AlarmRules } from '../../../shared/alarms/rules.ts';
import type { Rehearsed } from '../../../shared/ipc/alarms.ts';
import { ask } from '../../bridge.ts';

export type RehearsalState = 'busy' | 'failed' | Rehearsed;

const QUIET_MS = 250;

/** What the rules would have made of somebody's last fortnight; asked for once a slider rests for a moment. */
export function useRehearsal(patientId: string | null, rules: AlarmRules): Signal<RehearsalState> {
  const state = useSignal<RehearsalState>('busy');
  const key = JSON.stringify(rules);
  useEffect(() => {
    if (patientId === null) return;
    const left = new AbortController();
    const timer = setTimeout(() => {
      ask('alarms:rehearse', { patientId, rules }, left.signal).then(
        (answer) => (state.value = answer.ok ? answer.value : 'failed'),
        () => {},
      );
    }, QUIET_MS);
    return () => {
      clearTimeout(timer);
      left.abort();
    };
  }, [patientId, key]);
  return state;
}
