import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { BackupEntry, BackupNamed } from '../../../shared/ipc/backups.ts';
import type { FileAtHand } from '../../../shared/ipc/imports.ts';
import { tenthText } from '../../../shared/messages/figures.ts';
import { say } from '../../../shared/messages/say.ts';
import { together } from '../../../shared/messages/sentences/lists.ts';
import { windowProblemSentence } from '../../../shared/messages/sentences/problem.ts';
import { backupSentences, restoredSentence } from '../../../shared/messages/sentences/restoring.ts';
import { dateInFull, localTime } from '../../../shared/messages/times.ts';
import { ask } from '../../bridge.ts';
import { Icon } from '../../components/icon.tsx';
import { mode, snapshot } from '../../live.ts';
import { isAtData } from '../first-run/progress.ts';
import { Loaded, useRecorded } from './recorded.tsx';
import { backingUp, isBusy, restoring } from './work.ts';
import { WorkLine } from './work-line.tsx';

const MEGABYTE = 1024 * 1024;
const megabytesOf = (bytes: number): string => tenthText(bytes / MEGABYTE);

/** Copies of the history, and the way back to one of them. */
export function BackupsSection() {
  useEffect(() => {
    backingUp.forget();
    restoring.forget();
  }, []);
  return (
    <section class="panel stack data-section" aria-label={say('window.backups.title')}>
      <h2>{say('window.backups.title')}</h2>
      {mode.value === 'demo' ? <p class="muted">{say('window.backups.demo')}</p> : <Backups />}
    </section>
  );
}

function Backups() {
  const { last, problem } = snapshot.value?.backup ?? {};
  const listed = useRecorded(
    (left) => ask('backups:list', undefined, left),
    `${last?.at}/${backingUp.now.value?.state}`,
  );
  /** The one that somebody thinks of putting back: by its name, or a file from elsewhere. */
  const lookedAt = useSignal<string | FileAtHand | null>(null);
  return (
    <>
      <p class="muted">{say('window.backups.lead')}</p>
      {last !== undefined && (
        <p>
          {last === null
            ? say('window.backups.none')
            : say('window.backups.last', { time: localTime(last.at), megabytes: megabytesOf(last.bytes) })}
        </p>
      )}
      {problem && <p class="problem">{windowProblemSentence(problem, localTime)}</p>}
      {!isAtData.value && (
        <div>
          <button
            type="button"
            class="button"
            disabled={isBusy.value}
            onClick={() => void backingUp.run((left) => ask('backups:make', undefined, left))}
          >
            {say('window.backups.make')}
          </button>
          <WorkLine
            doing={backingUp.now.value}
            running={say('window.backups.making')}
            done={({ readings, bytes }) => (
              <p>{say('window.backups.made', { count: readings, megabytes: megabytesOf(bytes) })}</p>
            )}
            canCancel
          />
        </div>
      )}
      <div>
        <WorkLine
          doing={restoring.now.value}
          running={say('window.backups.restoring')}
          done={(restored) => <p>{restoredSentence(restored)}</p>}
        />
        <Loaded asked={listed} loading={say('window.backups.listing')}>
          {(entries) =>
            entries.length > 0 && (
              <div class="stack tight kept">
                <h3>{say('window.backups.kept')}</h3>
                <ul class="plain kept-backups">
                  {entries.map((entry) => (
                    <Entry
                      key={entry.name}
                      entry={entry}
                      isLookedAt={lookedAt.value === entry.name}
                      onLook={(looks) => (lookedAt.value = looks ? entry.name : null)}
                    />
                  ))}
                </ul>
              </div>
            )
          }
        </Loaded>
        <Elsewhere
          chosen={typeof lookedAt.value === 'object' ? lookedAt.value : null}
          onChoose={(file) => (lookedAt.value = file)}
        />
      </div>
    </>
  );
}

/** A copy that somebody keeps where the program does not look: on a stick, or of another computer. */
function Elsewhere(props: { chosen: FileAtHand | null; onChoose: (file: FileAtHand | null) => void }) {
  const { chosen, onChoose } = props;
  const button = useRef<HTMLButtonElement>(null);
  const choose = async () => {
    const answer = await ask('backups:choose');
    if (answer.ok && answer.value !== null) onChoose(answer.value);
  };
  const leave = () => {
    onChoose(null);
    requestAnimationFrame(() => button.current?.focus());
  };
  return chosen === null ? (
    <div>
      <button type="button" class="button" ref={button} disabled={isBusy.value} onClick={() => void choose()}>
        <Icon name="open" />
        {say('window.backups.elsewhere')}
      </button>
    </div>
  ) : (
    <Look
      key={chosen.file}
      meant={{ file: chosen.file }}
      label={say('window.backups.lookFile', { name: chosen.name })}
      onLeave={leave}
      onDone={() => onChoose(null)}
    />
  );
}

function Entry(props: { entry: BackupEntry; isLookedAt: boolean; onLook: (looks: boolean) => void }) {
  const { entry, isLookedAt, onLook } = props;
  const { at, reason, holds, bytes } = entry;
  const time = localTime(at);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    onLook(false);
    // It is there again with the next drawing.
    requestAnimationFrame(() => button.current?.focus());
  };
  return (
    <li class="kept-backup">
      <div class="row">
        <div class="grow">
          <p>{reason === 'copy' ? time : `${time} · ${say(`window.backups.reasons.${reason}`)}`}</p>
          <p class={holds ? 'hint' : 'error'}>
            {holds ? `${heldText(holds)} · ` : ''}
            {say('window.backups.size', { megabytes: megabytesOf(bytes) })}
            {holds ? '' : ` · ${say('window.backups.damaged')}`}
          </p>
        </div>
        {holds && !isLookedAt && (
          <button
            type="button"
            class="button"
            ref={button}
            disabled={isBusy.value}
            aria-label={say('window.backups.lookName', { time })}
            onClick={() => onLook(true)}
          >
            {say('window.backups.look')}
          </button>
        )}
      </div>
      {isLookedAt && (
        <Look
          meant={{ name: entry.name }}
          label={say('window.backups.lookName', { time })}
          onLeave={close}
          onDone={() => onLook(false)}
        />
      )}
    </li>
  );
}

function heldText({ readings, from, to }: NonNullable<BackupEntry['holds']>): string {
  if (from === null || to === null) return say('window.backups.holdsNothing');
  return say('window.backups.holds', { count: readings, from: dateInFull(from), to: dateInFull(to) });
}

/** What putting it back would come to, and the two ways on. */
function Look(props: { meant: BackupNamed; label: string; onLeave: () => void; onDone: () => void }) {
  const { meant, label, onLeave, onDone } = props;
  const looked = useRecorded((left) => ask('backups:look', meant, left));
  const no = useRef<HTMLButtonElement>(null);
  const isThere = looked.value !== null;
  useEffect(() => no.current?.focus(), [isThere]);
  const restore = () => {
    onDone();
    void restoring.run(() => ask('backups:restore', meant));
  };
  return (
    <div class="problem" role="group" aria-label={label}>
      <Loaded asked={looked} loading={say('window.backups.looking')}>
        {(value) => (
          <>
            <p>{backupSentences(value, localTime).reduce(together)}</p>
            {!isAtData.value && <p>{say('window.backups.paused')}</p>}
          </>
        )}
      </Loaded>
      <div class="row">
        <button type="button" class="button" ref={no} onClick={onLeave}>
          {say('window.backups.no')}
        </button>
        {looked.value && 'value' in looked.value && (
          <button type="button" class="button danger" disabled={isBusy.value} onClick={restore}>
            {say('window.backups.yes')}
          </button>
        )}
      </div>
    </div>
  );
}
