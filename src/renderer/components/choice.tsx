import type { ComponentChildren } from 'preact';

/** A box to tick, or a switch, and what it says. */
export function Choice(props: {
  on: boolean;
  onChange: (on: boolean) => void;
  role?: 'switch';
  class?: string;
  describedBy?: string;
  children: ComponentChildren;
}) {
  return (
    <label class={`choice ${props.class ?? ''}`}>
      <input
        type="checkbox"
        role={props.role}
        class={props.role}
        aria-describedby={props.describedBy}
        checked={props.on}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      {props.children}
    </label>
  );
}

/** What a choice says, and under it what that means. */
export function Hinted({ children, hint }: { children: ComponentChildren; hint: string }) {
  return (
    <span>
      {children}
      <span class="hint block">{hint}</span>
    </span>
  );
}
