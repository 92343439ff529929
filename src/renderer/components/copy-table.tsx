import { useSignal } from '@preact/signals';
import { say } from '../../shared/messages/say.ts';
import { windowProblemSentence } from '../../shared/messages/sentences/problem.ts';
import { localTime } from '../../shared/messages/times.ts';
import { ask } from '../bridge.ts';
import { Icon } from './icon.tsx';
import { tableText, type Table } from './table-text.ts';

/** Puts what a page shows into the clipboard, as rows that a spreadsheet takes. @param table made when it is asked for */
export function CopyTable({ table }: { table: () => Table }) {
  const said = useSignal<{ words: string; isFault: boolean } | null>(null);
  const copy = async () => {
    const made = table();
    const answer = await ask('table:copy', { text: tableText(made) });
    said.value = answer.ok
      ? { words: say('window.table.copied', { count: made.rows.length }), isFault: false }
      : { words: windowProblemSentence(answer.problem, localTime), isFault: true };
  };
  return (
    <div class="row copy-table">
      <button type="button" class="button" onClick={() => void copy()}>
        <Icon name="copy" />
        {say('window.table.copy')}
      </button>
      <span role="status" class={said.value?.isFault ? 'error' : 'hint'}>
        {said.value?.words}
      </span>
    </div>
  );
}
