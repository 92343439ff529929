import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { ErasureBegun, ErasureShown } from '../../../shared/ipc/erase.ts';
import type { RecordedPerson } from '../../../shared/ipc/exports.ts';
import { say } from '../../../shared/messages/say.ts';
import { erasedSentence, erasureSentences } from '../../../shared/messages/sentences/erasing.ts';
import { ask } from '../../bridge.ts';
import { mode } from '../../live.ts';
import { ChoiceField } from './choice-field.tsx';
import { Loaded, usePeople, useRecorded } from './recorded.tsx';
import { erasing, isBusy } from './work.ts';
import { WorkLine } from './work-line.tsx';

const EVERYTHING = '';

/** Takes somebody, or everything, off this computer. */
export function EraseSection() {
  const people = usePeople();
  const begun = useRecorded<ErasureBegun | null>((left) => ask('erase:begun', undefined, left));
  const interrupted = begun.value && 'value' in begun.value ? begun.value.value : null;
  useEffect(erasing.forget, []);
  return (
    <section class="panel stack data-section" aria-label={say('window.erase.title')}>
      <h2>{say('window.erase.title')}</h2>
      {mode.value === 'demo' ? (
        <p class="muted">{say('window.erase.demo')}</p>
      ) : (
        <>
          <p class="muted">{say('window.erase.lead')}</p>
          <div>
            <Loaded asked={people}>
              {(recorded) => <EraseForm people={recorded} interrupted={interrupted} />}
            </Loaded>
            <WorkLine
              doing={erasing.now.value}
              running={mode.value === 'paused' ? say('window.erase.erasing') : say('window.erase.asking')}
              done={(done) => <p>{erasedSentence(done)}</p>}
            />
          </div>
        </>
      )}
    </section>
  );
}

interface FormProps {
  people: readonly RecordedPerson[];
  interrupted: ErasureBegun | null;
}

function EraseForm({ people: recorded, interrupted }: FormProps) {
  const gone = interrupted?.people ?? [];
  const people = [
    ...gone,
    ...recorded.filter((one) => gone.every(({ patientId }) => patientId !== one.patientId)),
  ];
  const whom = useSignal<string | null>(null);
  const isShown = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  const ids = [...people.map((one) => one.patientId), EVERYTHING];
  // Whoever was chosen may be gone.
  const patientId = ids.find((one) => one === whom.value) ?? ids[0]!;
  const leave = () => {
    isShown.value = false;
    // It is there again with the next drawing.
    requestAnimationFrame(() => button.current?.focus());
  };
  return (
    <div class="stack">
      {interrupted && (
        <p class="problem" role="status">
          {say('window.erase.interrupted')}
        </p>
      )}
      <ChoiceField
        label={say('window.erase.whom')}
        value={patientId}
        options={[
          ...people.map((one) => [one.patientId, one.name] as const),
          [EVERYTHING, say('window.erase.everything')],
        ]}
        disabled={isBusy.value}
        onChange={(next) => {
          whom.value = next;
          isShown.value = false;
        }}
      />
      {isShown.value ? (
        <Erasure
          key={patientId}
          patientId={patientId === EVERYTHING ? null : patientId}
          onLeave={leave}
          onDone={() => (isShown.value = false)}
        />
      ) : (
        <div>
          <button
            type="button"
            class="button"
            ref={button}
            disabled={isBusy.value}
            onClick={() => (isShown.value = true)}
          >
            {say('window.erase.look')}
          </button>
        </div>
      )}
    </div>
  );
}

/** What would go, and the two ways on; before the one without return the system asks once more. */
function Erasure(props: { patientId: string | null; onLeave: () => void; onDone: () => void }) {
  const { patientId, onLeave, onDone } = props;
  const shown = useRecorded<ErasureShown>((left) => ask('erase:look', { patientId }, left), patientId);
  const no = useRef<HTMLButtonElement>(null);
  const isThere = shown.value !== null;
  useEffect(() => no.current?.focus(), [isThere]);
  const erase = async () => {
    await erasing.run((left) => ask('erase:do', { patientId }, left));
    if (erasing.now.value === null) no.current?.focus();
    else onDone();
  };
  const canGo = shown.value !== null && 'value' in shown.value;
  return (
    <div class="problem" role="group" aria-label={say('window.erase.goes')}>
      <Loaded asked={shown} loading={say('window.erase.looking')}>
        {(what) => (
          <>
            <h3>{say('window.erase.goes')}</h3>
            <ul class="goes">
              {erasureSentences(what).map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
      <div class="row">
        <button type="button" class="button" ref={no} onClick={onLeave}>
          {say('window.erase.no')}
        </button>
        {canGo && (
          <button type="button" class="button danger" disabled={isBusy.value} onClick={() => void erase()}>
            {say('window.erase.yes')}
          </button>
        )}
      </div>
    </div>
  );
}
