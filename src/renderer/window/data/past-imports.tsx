import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ImportEntry } from '../../../shared/exchange/import-file.ts';
import { wholeText } from '../../../shared/messages/figures.ts';
import { say } from '../../../shared/messages/say.ts';
import { windowProblemSentence } from '../../../shared/messages/sentences/problem.ts';
import { dateInFull, localTime } from '../../../shared/messages/times.ts';
import type { Problem } from '../../../shared/problems.ts';
import { ask } from '../../bridge.ts';
import { TwoStep } from '../../components/two-step.tsx';

/** What was imported, newest first, each of which can be taken back. */
export function PastImports() {
  const listed = useSignal<readonly ImportEntry[] | null>(null);
  const fault = useSignal<Problem | null>(null);
  const told = useSignal('');
  const list = async () => {
    const answer = await ask('imports:list');
    if (answer.ok) listed.value = answer.value;
    else fault.value = answer.problem;
  };
  const undo = async (importId: number) => {
    const answer = await ask('imports:undo', { importId });
    fault.value = answer.ok ? null : answer.problem;
    told.value = answer.ok ? say('importing.undone', { count: answer.value.removed }) : '';
    await list();
  };
  useEffect(() => void list(), []);
  return (
    <div class="stack tight">
      <h3>{say('window.imports.past')}</h3>
      <p role="status" class="hint">
        {told.value}
      </p>
      {fault.value !== null && (
        <p class="problem" role="alert">
          {windowProblemSentence(fault.value, localTime)}
        </p>
      )}
      {listed.value?.length === 0 && <p class="muted">{say('importing.none')}</p>}
      <ul class="plain past-imports">
        {listed.value?.map((entry) => (
          <PastImport key={entry.importId} entry={entry} onUndo={() => void undo(entry.importId)} />
        ))}
      </ul>
    </div>
  );
}

function PastImport({ entry, onUndo }: { entry: ImportEntry; onUndo: () => void }) {
  const { at, format, from, to, inserted } = entry;
  return (
    <li class="past-import row">
      <div class="grow">
        <p>
          {say('window.imports.entry', {
            at: localTime(at),
            format: say(`importing.formats.${format}`),
            readings: wholeText(inserted),
          })}
        </p>
        {from !== null && to !== null && (
          <p class="hint">{say('window.imports.period', { from: dateInFull(from), to: dateInFull(to) })}</p>
        )}
      </div>
      <TwoStep
        label={say('window.imports.undo')}
        question={say('window.imports.undoSure')}
        yes={say('window.imports.undoYes')}
        no={say('window.imports.keep')}
        onYes={onUndo}
      />
    </li>
  );
}
