import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { ImportEntry } from '../../../shared/exchange/import-file.ts';
import { wholeText } from '../../../shared/messages/figures.ts';
import { say } from '../../../shared/messages/say.ts';
import { windowProblemSentence } from '../../../shared/messages/sentences/problem.ts';
import { dateInFull, localTime } from '../../../shared/messages/times.ts';
import type { Problem } from '../../../shared/problems.ts';
import { ask } from '../../bridge.ts';
import { mode } from '../../live.ts';
import { changes, removed } from './importing.ts';
import { UndoImport } from './undo-import.tsx';

/** What was imported, newest first, each of which can be taken back. */
export function PastImports() {
  const listed = useSignal<readonly ImportEntry[] | null>(null);
  const fault = useSignal<Problem | null>(null);
  // While data is put back or erased nobody answers.
  const isThere = mode.value !== 'paused';
  const changed = changes.value;
  useEffect(() => {
    if (!isThere) return undefined;
    let current = true;
    void ask('imports:list').then((answer) => {
      if (!current) return;
      if (answer.ok) listed.value = answer.value;
      fault.value = answer.ok ? null : answer.problem;
    });
    return () => {
      current = false;
    };
  }, [isThere, changed]);
  const status = useRef<HTMLParagraphElement>(null);
  const gone = removed.value;
  useEffect(() => {
    if (gone !== null && document.activeElement === document.body) status.current?.focus();
  }, [gone, listed.value]);
  // What was taken back on an earlier visit is no news.
  useEffect(() => () => void (removed.value = null), []);
  return (
    <div class="stack tight">
      <h3>{say('window.imports.past')}</h3>
      <p class="told" role="status" tabIndex={-1} ref={status}>
        {gone !== null && say('importing.undone', { count: gone })}
      </p>
      {fault.value !== null && (
        <p class="problem" role="alert">
          {windowProblemSentence(fault.value, localTime)}
        </p>
      )}
      {listed.value?.length === 0 && <p class="muted">{say('importing.none')}</p>}
      <ul class="plain past-imports">
        {listed.value?.map((entry) => (
          <PastImport key={entry.importId} entry={entry} />
        ))}
      </ul>
    </div>
  );
}

function PastImport({ entry }: { entry: ImportEntry }) {
  const { importId, at, format, from, to, inserted } = entry;
  const id = useId();
  return (
    <li class="past-import row">
      <div class="grow">
        <p id={id}>
          {say('window.imports.entry', {
            format: say(`importing.formats.${format}`),
            readings: wholeText(inserted),
          })}
        </p>
        {from !== null && to !== null && (
          <p class="hint">{say('window.imports.period', { from: dateInFull(from), to: dateInFull(to) })}</p>
        )}
        <p class="hint">{say('window.imports.made', { at: localTime(at) })}</p>
      </div>
      <UndoImport importId={importId} label={say('window.imports.undo')} describedBy={id} />
    </li>
  );
}
