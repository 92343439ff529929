import { useSignal, type Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { SettingsChange } from '../../shared/ipc/settings.ts';
import { say } from '../../shared/messages/say.ts';
import { windowProblemSentence } from '../../shared/messages/sentences/problem.ts';
import { ask } from '../bridge.ts';
import { localTime } from '../../shared/messages/times.ts';
import { Icon } from './icon.tsx';

/** How the last change of a control ended. */
export type SaveState = 'untouched' | 'saving' | 'saved' | { fault: string };

const SHOWN_MS = 2500;

export interface Saving {
  state: Signal<SaveState>;
  /** Keeps the change; whoever shows `state` says how that went. */
  save: (change: SettingsChange) => Promise<boolean>;
  /** Says why a value is not kept. */
  refuse: (fault: string) => void;
}

/** Saving for one control, or a few that belong together. */
export function useSaving(): Saving {
  const state = useSignal<SaveState>('untouched');
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    state,
    async save(change) {
      clearTimeout(timer.current);
      state.value = 'saving';
      const answer = await ask('settings:update', change);
      if (!answer.ok) {
        state.value = { fault: windowProblemSentence(answer.problem, localTime) };
        return false;
      }
      state.value = 'saved';
      timer.current = window.setTimeout(() => (state.value = 'untouched'), SHOWN_MS);
      return true;
    },
    refuse(fault) {
      clearTimeout(timer.current);
      state.value = { fault };
    },
  };
}

/** The calm confirmation beside a control, or the sentence of what went wrong. */
export function SaveNote({ saving, id }: { saving: Saving; id?: string }) {
  const state = saving.state.value;
  return (
    <span id={id} role="status">
      {state === 'saved' && (
        <span class="saved">
          <Icon name="check" />
          {say('window.saved')}
        </span>
      )}
      {typeof state === 'object' && (
        <span class="error">
          <Icon name="warning" />
          {state.fault}
        </span>
      )}
    </span>
  );
}

export const isRefused = ({ state }: Saving): boolean => typeof state.value === 'object';
