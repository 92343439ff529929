import { useSignal } from '@preact/signals';
import { say } from '../../../shared/messages/say.ts';
import { windowProblemSentence } from '../../../shared/messages/sentences/problem.ts';
import { localTime } from '../../../shared/messages/times.ts';
import { TwoStep } from '../../components/two-step.tsx';
import { undo } from './importing.ts';

/** Takes an import back, once that is confirmed. */
export function UndoImport(props: { importId: number; label: string; describedBy?: string }) {
  const { importId, label, describedBy } = props;
  const fault = useSignal<string | null>(null);
  const take = async () => {
    const problem = await undo(importId);
    fault.value = problem && windowProblemSentence(problem, localTime);
  };
  return (
    <>
      <TwoStep
        label={label}
        {...(describedBy !== undefined && { describedBy })}
        question={say('window.imports.undoSure')}
        yes={say('window.imports.undoYes')}
        no={say('window.imports.keep')}
        onYes={() => void take()}
      />
      {fault.value !== null && (
        <p class="error" role="alert">
          {fault.value}
        </p>
      )}
    </>
  );
}
