import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

/** A button that opens a panel under it; Escape and anything done elsewhere close it. */
export function Disclosure(props: {
  label: ComponentChildren;
  /** What the button is called where its words alone do not say it. */
  name?: string;
  class?: string;
  children: ComponentChildren;
}) {
  const open = useSignal(false);
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open.value) return;
    const elsewhere = (event: Event) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) open.value = false;
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      open.value = false;
      button.current?.focus();
    };
    document.addEventListener('pointerdown', elsewhere);
    document.addEventListener('focusin', elsewhere);
    document.addEventListener('keydown', escape);
    return () => {
      document.removeEventListener('pointerdown', elsewhere);
      document.removeEventListener('focusin', elsewhere);
      document.removeEventListener('keydown', escape);
    };
  }, [open.value]);
  return (
    <div class="disclosure" ref={box}>
      <button
        type="button"
        ref={button}
        class={props.class ?? 'button'}
        aria-expanded={open.value}
        aria-controls={id}
        aria-label={props.name}
        onClick={() => (open.value = !open.value)}
      >
        {props.label}
      </button>
      <div class="disclosed panel" id={id} hidden={!open.value}>
        {open.value && props.children}
      </div>
    </div>
  );
}
