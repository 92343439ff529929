import { effect } from '@preact/signals';
import { bridge } from '../bridge.ts';
import { stage } from './data/importing.ts';
import { page } from './navigation.ts';

/** What was typed last; whoever leaves its page, or has it saved, takes the field away. */
let typed: HTMLInputElement | null = null;

/** Tells main where this page is, so that a program that starts itself anew comes back to it and loses nothing. */
export function tellWhereWeStand(): void {
  let before = false;
  const tell = () => {
    before = isUnsaved();
    bridge.invoke('page:stands', { page: page.value, unsaved: before }).catch(() => {});
  };
  effect(tell);
  bridge.on('monitor:alive', tell);
  document.addEventListener('input', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    typed = target;
    if (isUnsaved() !== before) tell();
  });
}

function isUnsaved(): boolean {
  const isChoosing = !['idle', 'imported', 'severalFiles'].includes(stage.value.at);
  if (isChoosing || typed === null || !typed.isConnected || typed.value === '') return isChoosing;
  // What is in no form is kept as soon as it is left.
  return typed.form !== null || typed === document.activeElement;
}
