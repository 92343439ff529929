import type { Typing, Press, Step } from '../scenes/scene.ts';

const OF_ROLE: Record<Press['role'], string> = {
  button: 'button',
  checkbox: 'input[type="checkbox"]:not([role])',
  radio: 'input[type="radio"]',
  switch: '[role="switch"]',
};
type Field = HTMLInputElement | HTMLSelectElement;

const PATIENCE_MS = 10_000;

/** Does one thing in this page, as soon as it can be done. */
export async function take(step: Step): Promise<void> {
  if ('field' in step) return enter(step);
  const found = await within(() => {
    const around =
      step.within === undefined ? document : document.querySelector(`[aria-label="${step.within}"]`);
    const all = around?.querySelectorAll<HTMLButtonElement | HTMLInputElement>(OF_ROLE[step.role]) ?? [];
    return [...all].find((one) => !one.disabled && isCalled(one, step.name));
  }, step.name);
  // By a pointer, which leaves no ring around what was pressed.
  found.focus({ preventScroll: true, focusVisible: false } as FocusOptions);
  found.click();
}

async function enter({ field, text }: Typing): Promise<void> {
  const input = await within(
    () =>
      [...document.querySelectorAll<Field>('input, select')].find(
        (one) => !one.disabled && isCalled(one, field),
      ),
    field,
  );
  input.value =
    input instanceof HTMLSelectElement ? [...input.options].find(({ label }) => label === text)!.value : text;
  for (const event of ['input', 'change']) input.dispatchEvent(new Event(event, { bubbles: true }));
}

/** Whether that is what is read out. */
function isCalled(element: HTMLElement, name: string): boolean {
  const isField = element instanceof HTMLInputElement || element instanceof HTMLSelectElement;
  const labels = isField ? [...(element.labels ?? [])] : [element];
  const words = element.ariaLabel ?? labels.map(({ textContent }) => textContent).join(' ');
  const called = words.replaceAll(/\s+/g, ' ').trim();
  return name.endsWith('…') ? called.startsWith(name.slice(0, -1)) : called === name;
}

/** Looks each frame, until it is there. */
async function within<T>(look: () => T | undefined, name: string): Promise<T> {
  for (const until = performance.now() + PATIENCE_MS; performance.now() < until;) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise(requestAnimationFrame);
  }
  throw new Error(`There is no “${name}” in this scene.`);
}
