import { batch, computed, signal, untracked } from '@preact/signals';
import { render } from 'preact';
import { alarmKey, type ShownAlarm } from '../../shared/alarms/shown-alarm.ts';
import type { PersonState } from '../../shared/app-state.ts';
import type { Snapshot } from '../../shared/ipc.ts';
import { alarms, alarmWindow as words } from '../../shared/messages/en.ts';
import { SECOND } from '../../shared/time.ts';
import { bridge } from '../bridge.ts';
import { AlarmCard, TestCard } from './alarm-card.tsx';
import { clockText } from '../format.ts';
import { setLocale } from '../locale.ts';
import { cardFacts } from './card-facts.ts';
import { QuietCard } from './quiet-card.tsx';
import { Ringing } from './ringing.ts';
import { shownSilenced, withJustSilenced, type JustSilenced } from './silenced.ts';
import { SoundSign } from './sound-sign.tsx';
import { soundOf } from './sounds.ts';
import { TypingGuard } from './typing-guard.ts';

const snapshot = signal<Snapshot | null>(null);
/** What this computer's clock says, ms UTC. */
const clock = signal(Date.now());
/** The priority of the test that is on the screen. */
const tested = signal<'high' | 'medium' | 'low' | null>(null);
const justSilenced = signal<JustSilenced>(new Map());
const monotonic = () => performance.now();
const guard = new TypingGuard(monotonic);
const ringing = new Ringing({
  clock: {
    monotonic,
    after(milliseconds, callback) {
      const timer = setTimeout(callback, milliseconds);
      return () => clearTimeout(timer);
    },
  },
  newContext: () => new AudioContext(),
  soundOf,
  tell: (id, heard) => void bridge.invoke('alarm:rung', { id, heard }),
});
const active = computed(() => snapshot.value?.alarms.filter(({ phase }) => phase === 'active') ?? []);

/** What is read out when another alarm comes; not when a value or its age changes. */
const announcement = computed(() => {
  const keys = active.value.map(alarmKey).join();
  return keys === '' ? '' : untracked(() => active.value.map(announced).join(' '));
});

/** What was silenced a moment ago. */
const silenced = computed(() => shownSilenced(snapshot.value?.alarms ?? [], justSilenced.value, clock.value));

/** No key of its own, not even escape; Tab leads to the buttons, once nobody types for another window any more. */
function AlarmWindow() {
  const [first] = active.value;
  const label = first ? `${alarms.kinds[first.kind]}, ${first.name ?? words.program}` : words.title;
  return (
    <main>
      <div class="window" role="alertdialog" aria-label={label}>
        <p class="announcement" aria-live="assertive">
          {tested.value === null ? announcement : words.testTitle}
        </p>
        <div class="cards">
          {tested.value !== null && <TestCard priority={tested.value} />}
          {active.value.map((alarm) => (
            <AlarmCard key={alarmKey(alarm)} alarm={alarm} facts={factsOf(alarm)} />
          ))}
          {silenced.value.map((alarm) => (
            <QuietCard key={alarmKey(alarm)} alarm={alarm} />
          ))}
        </div>
        <footer>
          <SoundSign sounding={ringing.sounding.value !== null} />
          {snapshot.value?.mode === 'demo' && <strong class="demo">{words.demo}</strong>}
          <button type="button" onClick={() => void bridge.invoke('window:open', { page: 'now' })}>
            {words.open}
          </button>
        </footer>
      </div>
    </main>
  );
}

function announced(alarm: ShownAlarm): string {
  const { value, unit, words: said } = factsOf(alarm);
  const name = alarm.name ?? words.program;
  return `${alarms.kinds[alarm.kind]}, ${name}: ${value === null ? said.join(' ') : `${value} ${unit}`.trim() + '.'}`;
}

function factsOf(alarm: ShownAlarm) {
  const unit = snapshot.value?.settings.unit ?? alarm.unit ?? 'mgdl';
  const now = clock.value + (snapshot.value?.clockOffset ?? 0);
  const person = personOf(alarm);
  return cardFacts(alarm, person?.reading ?? null, person?.recent ?? [], unit, now, clockText);
}

function personOf({ patientId }: ShownAlarm): PersonState | undefined {
  return snapshot.value?.state?.people.find(({ person }) => person.patientId === patientId);
}

function readClock(): void {
  clock.value = Date.now();
}

function take(next: Snapshot): void {
  if (snapshot.value !== null && next.sequence < snapshot.value.sequence) return;
  setLocale(next.locale);
  const before = snapshot.value?.alarms ?? [];
  const known = new Set(active.value.map(alarmKey));
  batch(() => {
    snapshot.value = next;
    readClock();
    justSilenced.value = withJustSilenced(justSilenced.value, before, next.alarms, clock.value);
  });
  // Its buttons come under a hand that is on the way to others.
  if (active.value.some((one) => !known.has(alarmKey(one)))) guard.came();
  document.documentElement.dataset['palette'] = next.settings.desktop.palette;
}

bridge.on('snapshot:changed', take);
bridge.on('alarm:ring', (told) => {
  tested.value = told.test ? told.priority : tested.value;
  ringing.ring(told);
});
bridge.on('alarm:came', () => guard.came());
bridge.on('alarm:still', () => {
  tested.value = null;
  ringing.still();
});
setInterval(readClock, SECOND);
guard.watch(window);
render(<AlarmWindow />, document.getElementById('app')!);
void bridge.invoke('snapshot:read', undefined).then(take);
