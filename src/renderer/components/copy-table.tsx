import { useSignal } from '@preact/signals';
import type { Problem } from '../../shared/problems.ts';
import { say } from '../../shared/messages/say.ts';
import { windowProblemSentence } from '../../shared/messages/sentences/problem.ts';
import { localTime } from '../../shared/messages/times.ts';
import { ask } from '../bridge.ts';
import { Icon } from './icon.tsx';
import { tableText, type Table } from './table-text.ts';

/** Puts what a page shows into the clipboard, as rows that a spreadsheet takes. @param table made when it is asked for */
export function CopyTable({ table }: { table: () => Table }) {
  const done = useSignal<{ count: number; problem: Problem | null } | null>(null);
  const copy = async () => {
    const made = table();
    const answer = await ask('table:copy', { text: tableText(made) });
    done.value = { count: made.rows.length, problem: answer.ok ? null : answer.problem };
  };
  return (
    <div class="row copy-table">
      <button type="button" class="button" onClick={() => void copy()}>
        <Icon name="copy" />
        {say('window.table.copy')}
      </button>
      <span role="status" class={done.value?.problem ? 'error' : 'hint'}>
        {done.value &&
          (done.value.problem
            ? windowProblemSentence(done.value.problem, localTime)
            : say('window.table.copied', { count: done.value.count }))}
      </span>
    </div>
  );
}
