import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { AskedMinute, Happened } from '../../../shared/ipc/alarms.ts';
import { say } from '../../../shared/messages/say.ts';
import { windowProblemSentence } from '../../../shared/messages/sentences/problem.ts';
import { localTime } from '../../../shared/messages/times.ts';
import { dateAsUtc } from '../../../shared/statistics/period.ts';
import { DAY, MINUTE, SECOND } from '../../../shared/time.ts';
import { readersOffset } from '../../charts/drawing/times.ts';
import { TimeField } from '../../components/time-field.tsx';
import { now } from '../../live.ts';
import { askedMinute } from '../navigation.ts';
import { useAsked } from '../period/asked.ts';
import { explained } from './written.ts';

/** Why it rang, or did not, at any minute. @param onAnswered told which day that was, `2026-11-21` */
export function WhyAsked({ onAnswered }: { onAnswered: (date: string) => void }) {
  const opened = useSignal(Math.floor(now.peek() / MINUTE) * MINUTE);
  const local = useSignal(opened.value + readersOffset(opened.value) * SECOND);
  // What is typed is on the clock of the wearer, which may be another; the minute that stands there at first is not.
  const isTyped = useSignal(false);
  const change = (next: number) => {
    local.value = next;
    isTyped.value = true;
  };
  const date = new Date(local.value).toISOString().slice(0, 10);
  const minutes = (local.value - (dateAsUtc(date) ?? 0)) / MINUTE;
  const asked = askedMinute.value;
  return (
    <section class="panel stack why-asked" aria-label={say('window.journal.question')}>
      <h2>{say('window.journal.question')}</h2>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          const instant = Math.min(opened.value + MINUTE - 1, now.peek());
          askedMinute.value = isTyped.value ? { local: local.value } : { instant };
        }}
      >
        <label class="row">
          {say('window.journal.date')}
          <input
            type="date"
            class="input"
            required
            value={date}
            onChange={(event) => {
              const midnight = dateAsUtc(event.currentTarget.value);
              if (midnight !== null) change(midnight + minutes * MINUTE);
            }}
          />
        </label>
        <TimeField
          label={say('window.journal.time')}
          minutes={minutes}
          onChange={(next) => change(local.value - (local.value % DAY) + next * MINUTE)}
        />
        <button type="submit" class="button primary">
          {say('window.journal.ask')}
        </button>
      </form>
      {asked && (
        <Answer
          asked={asked}
          onAnswered={(at) => {
            change(Math.floor(at / MINUTE) * MINUTE);
            onAnswered(new Date(at).toISOString().slice(0, 10));
          }}
        />
      )}
    </section>
  );
}

function Answer(props: { asked: AskedMinute; onAnswered: (local: number) => void }) {
  const answer = useAsked('alarms:why', props.asked).value;
  if (answer === 'busy')
    return (
      <p class="muted" role="status">
        {say('window.period.loading')}
      </p>
    );
  if ('problem' in answer)
    return (
      <p class="problem" role="alert">
        {windowProblemSentence(answer.problem, localTime)}
      </p>
    );
  return <Sentences happened={answer.value} onAnswered={props.onAnswered} />;
}

/** The answer, read out when it comes and brought into sight. */
function Sentences({ happened, onAnswered }: { happened: Happened; onAnswered: (local: number) => void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { local, time, sentences } = explained(happened);
  useEffect(() => {
    onAnswered(local);
    heading.current?.focus({ preventScroll: true });
    heading.current?.closest('section')?.scrollIntoView({ block: 'nearest' });
  }, [happened]);
  return (
    <div class="why-answer">
      <div class="row">
        <h3 class="grow" tabIndex={-1} ref={heading}>
          {say('window.journal.answer', { time })}
        </h3>
        <button type="button" class="link" onClick={() => (askedMinute.value = null)}>
          {say('window.journal.close')}
        </button>
      </div>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}
