import type { Opened } from '../catalogue.ts';
import { fakeOptions, installFake } from '../fake-bridge.ts';
import { inLanguage } from '../scenes/languages.ts';
import { take } from './hand.ts';

/*
 * Runs in a window before its own scripts: time stands still, a made-up main process answers, and once the window is there
 * a hand does what leads into the scene.
 */

const { scene, at } = JSON.parse(document.getElementById('scene')!.textContent) as Opened;

const chosen = new URLSearchParams(location.search);
const theme = chosen.get('theme');
if (theme !== null) document.documentElement.style.colorScheme = theme;
standStill(at);
installFake(fakeOptions(scene.snapshot, scene.answers));
if (parent !== window) keepFocusOut();
addEventListener('load', () => void play());

async function play(): Promise<void> {
  const { page, steps = [], later } = inLanguage(scene, chosen.get('language') ?? 'en');
  if (page) window.fake.tell('page:show', { page, patientId: null });
  for (const step of steps) await take(step);
  if (later) window.fake.change(later);
  document.documentElement.dataset['scene'] = 'ready';
}

/** Dates stand still, timers go on: what is shown does not depend on the hour it is looked at. */
function standStill(instant: number): void {
  class StandingDate extends Date {
    constructor(...given: unknown[]) {
      super(...((given.length === 0 ? [instant] : given) as [number]));
    }
    static override now(): number {
      return instant;
    }
  }
  globalThis.Date = StandingDate as DateConstructor;
}

/** A window in the gallery does not take the keyboard from whoever walks through the scenes, until it is turned to. */
function keepFocusOut(): void {
  const own = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'focus')!;
  Object.defineProperty(HTMLElement.prototype, 'focus', { ...own, value() {} });
  addEventListener('focus', () => void Object.defineProperty(HTMLElement.prototype, 'focus', own), {
    once: true,
  });
}
