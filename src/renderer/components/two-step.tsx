import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

/** A button whose deed takes a second click, on another button that says what it does. */
export function TwoStep(props: {
  label: string;
  /** By id: what it is done to, where several do the same. */
  describedBy?: string;
  question: string;
  yes: string;
  no: string;
  onYes: () => void;
}) {
  const asked = useSignal(false);
  const no = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (asked.value) no.current?.focus();
  }, [asked.value]);
  if (!asked.value)
    return (
      <button
        type="button"
        class="button"
        aria-describedby={props.describedBy}
        onClick={() => (asked.value = true)}
      >
        {props.label}
      </button>
    );
  return (
    <div class="problem" role="group" aria-label={props.question}>
      <p>{props.question}</p>
      <div class="row">
        <button type="button" class="button" ref={no} onClick={() => (asked.value = false)}>
          {props.no}
        </button>
        <button
          type="button"
          class="button danger"
          onClick={() => {
            asked.value = false;
            props.onYes();
          }}
        >
          {props.yes}
        </button>
      </div>
    </div>
  );
}
