import { useSignal, type Signal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { windowProblemSentence } from '../../../shared/messages/sentences/problem.ts';
import { localTime } from '../../../shared/messages/times.ts';
import type { Result } from '../../../shared/result.ts';

/** One thing asked of main by a button: whether it is under way, and how it ended. */
export interface Asked {
  busy: Signal<boolean>;
  /** Says what went wrong, or what there is to say of success, in the language of the moment; null: nothing yet. */
  told: Signal<{ say: () => string; isFault: boolean } | null>;
  /** @param done says what there is to say where it went well @returns whether it did */
  run: (question: Promise<Result<unknown>>, done?: () => string) => Promise<boolean>;
}

export function useAsked(): Asked {
  const busy = useSignal(false);
  const told = useSignal<{ say: () => string; isFault: boolean } | null>(null);
  return {
    busy,
    told,
    async run(question, done) {
      busy.value = true;
      const answer = await question;
      busy.value = false;
      if (answer.ok) {
        told.value = done ? { say: done, isFault: false } : null;
        return true;
      }
      const why = answer.problem;
      told.value = { say: () => windowProblemSentence(why, localTime), isFault: true };
      return false;
    },
  };
}

/** How it ended, for everybody to hear. */
export function Told({ asked: { told } }: { asked: Asked }) {
  return (
    <p role="status" class={told.value?.isFault ? 'error' : 'hint'}>
      {told.value?.say()}
    </p>
  );
}

const TEXT = { type: 'text' } as const;
const HIDDEN = { type: 'password' } as const;

/** A line that is typed and kept with others by a button. */
export function Field(props: {
  label: string;
  hint?: string;
  /** What is typed is not shown. */
  hidden?: boolean;
  text: Signal<string>;
  shortest?: number;
}) {
  const { label, hint, hidden = false, text, shortest } = props;
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="input"
        {...(hidden ? HIDDEN : TEXT)}
        required
        autocomplete="off"
        minLength={shortest}
        maxLength={200}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        value={text.value}
        onInput={(event) => (text.value = event.currentTarget.value)}
      />
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
