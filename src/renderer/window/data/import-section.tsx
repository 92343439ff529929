import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { FileAtHand } from '../../../shared/ipc/imports.ts';
import { IMPORT_LIMITS } from '../../../shared/exchange/import-file.ts';
import { percentText, wholeText } from '../../../shared/messages/figures.ts';
import { say } from '../../../shared/messages/say.ts';
import { windowProblemSentence } from '../../../shared/messages/sentences/problem.ts';
import { localTime } from '../../../shared/messages/times.ts';
import { Icon } from '../../components/icon.tsx';
import { ImportPreview } from './import-preview.tsx';
import { ImportQuestion } from './import-question.tsx';
import { chooseFile, lookAgain, stage, type Stage } from './importing.ts';
import { PastImports } from './past-imports.tsx';
import { isBusy } from './work.ts';
import { UndoImport } from './undo-import.tsx';

/** Readings out of files: choose, look, import, take back. */
export function ImportSection() {
  const title = useRef<HTMLHeadingElement>(null);
  const { at } = stage.value;
  const before = useRef(at);
  useEffect(() => {
    // What was pressed is gone, and nothing else has taken the keyboard.
    if (before.current !== at && document.activeElement === document.body) title.current?.focus();
    before.current = at;
  }, [at]);
  return (
    <section class="panel stack data-section" aria-label={say('window.imports.title')}>
      <h2 tabIndex={-1} ref={title}>
        {say('window.imports.title')}
      </h2>
      <Now now={stage.value} />
      <PastImports />
    </section>
  );
}

function Now({ now }: { now: Stage }) {
  switch (now.at) {
    case 'asked':
      return <ImportQuestion chosen={now.chosen} asked={now.asked} />;
    case 'seen':
      return <ImportPreview chosen={now.chosen} preview={now.preview} />;
    case 'reading':
      return (
        <UnderWay cancel={now.cancel} what={say('window.imports.reading', { name: now.chosen.name })}>
          <progress aria-label={say('window.imports.readingName')} />
        </UnderWay>
      );
    case 'importing':
      return (
        <UnderWay cancel={now.cancel} what={say('window.imports.importing', { name: now.chosen.name })}>
          <progress value={now.done} aria-label={say('window.imports.progress')} />
          <span class="figures">{percentText(now.done)}</span>
        </UnderWay>
      );
    case 'imported': {
      const { importId, inserted, duplicates, conflicts } = now.imported;
      return (
        <Told>
          <p>
            {say('importing.imported', {
              count: inserted,
              duplicates: wholeText(duplicates),
              conflicts: wholeText(conflicts),
            })}
          </p>
          <div class="row">
            {importId !== null && <UndoImport importId={importId} label={say('window.imports.undoThis')} />}
            <ChooseButton label={say('window.imports.another')} />
          </div>
        </Told>
      );
    }
    case 'failed':
    case 'severalFiles':
      return (
        <>
          <p class="problem" role="alert">
            {now.at === 'failed'
              ? windowProblemSentence(now.problem, localTime)
              : say('window.imports.severalFiles')}
          </p>
          {now.at === 'failed' && now.file && <LookAgain file={now.file} />}
          <Choose />
        </>
      );
    case 'idle':
    case 'choosing':
      return <Choose />;
  }
}

function LookAgain({ file }: { file: FileAtHand }) {
  return (
    <div>
      <button type="button" class="button" disabled={isBusy.value} onClick={() => void lookAgain(file)}>
        <Icon name="refresh" />
        {say('window.imports.again')}
      </button>
    </div>
  );
}

function Choose() {
  return (
    <>
      <p>{say('window.imports.lead')}</p>
      <div class="row">
        <ChooseButton label={say('window.imports.choose')} primary />
        <span class="muted">{say('window.imports.orDrop')}</span>
      </div>
      <p class="hint">
        {say('window.imports.limits', {
          megabytes: IMPORT_LIMITS.bytes / 1024 / 1024,
          rows: wholeText(IMPORT_LIMITS.rows),
        })}
      </p>
    </>
  );
}

function ChooseButton({ label, primary = false }: { label: string; primary?: boolean }) {
  return (
    <button
      type="button"
      class={`button ${primary ? 'primary' : ''}`}
      disabled={stage.value.at === 'choosing' || isBusy.value}
      onClick={() => void chooseFile()}
    >
      <Icon name="open" />
      {label}
    </button>
  );
}

function UnderWay(props: { what: string; cancel: () => void; children: ComponentChildren }) {
  return (
    <div class="stack tight">
      <p role="status">{props.what}</p>
      <div class="row work">
        {props.children}
        <button type="button" class="button" onClick={props.cancel}>
          {say('window.cancel')}
        </button>
      </div>
    </div>
  );
}

/** What became of it: read out, and where the keyboard goes on. */
function Told({ children }: { children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div class="stack tight told" role="status" tabIndex={-1} ref={box}>
      {children}
    </div>
  );
}
