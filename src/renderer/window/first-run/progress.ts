import { computed, signal } from '@preact/signals';
import { ask, bridge } from '../../bridge.ts';
import { mode, snapshot } from '../../live.ts';

/** Before there is an account, and after. */
const BEFORE = ['welcome', 'invitation', 'signIn'] as const;
const AFTER = ['people', 'limits', 'test', 'done'] as const;
export const STEPS = [...BEFORE, ...AFTER] as const;
export type Step = (typeof STEPS)[number];

/** The user has ticked that they know what this is. Settings cannot be kept before an account is there. */
export const confirmed = signal(false);

/** What is recorded here, or lies on another computer, is looked after before the sign-in. */
export const isAtData = signal(false);

const before = signal<(typeof BEFORE)[number] | null>(null);
const after = signal<(typeof AFTER)[number] | null>(null);
/** The rest is left for another day, perhaps before the sign-in has quite answered. */
let isFinished = false;

const welcomed = computed(() => snapshot.value?.settings.desktop.welcomed === true);

/** An account is there, but not everything has been asked that is asked once. */
export const isSettingUp = computed(
  () => mode.value === 'account' && (!welcomed.value || after.value !== null),
);

export const step = computed<Step>(() => {
  if (mode.value === 'account') {
    // Whoever comes from signing in has read what this is; an account may also come from the command line.
    const hasRead = welcomed.value || before.value === 'signIn';
    return after.value ?? (hasRead ? 'people' : 'welcome');
  }
  return before.value ?? (welcomed.value ? 'signIn' : 'welcome');
});

export function goTo(next: Step): void {
  if ((BEFORE as readonly Step[]).includes(next)) before.value = next as (typeof BEFORE)[number];
  else after.value = next as (typeof AFTER)[number];
}

/** Goes on from the first page. */
export async function confirm(): Promise<void> {
  if (mode.value === 'account') await keepWelcome();
  else goTo('invitation');
}

/** The sign-in has worked; whoever has been through all this is spared it. */
export async function signedIn(): Promise<void> {
  const { settings } = await bridge.invoke('snapshot:read', undefined);
  if (!settings.desktop.welcomed) await keepWelcome();
  before.value = null;
}

/** Where it cannot be kept, it is asked again at the next start. */
async function keepWelcome(): Promise<void> {
  if (!isFinished) after.value = 'people';
  await ask('settings:update', { desktop: { welcomed: true } });
}

export function finish(): void {
  isFinished = true;
  after.value = null;
  confirmed.value = false;
}
