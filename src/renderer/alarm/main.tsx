import { batch, computed, signal, untracked } from '@preact/signals';
import { render } from 'preact';
import type { ShownAlarm } from '../../shared/alarms/shown-alarm.ts';
import type { Reading } from '../../shared/glucose/reading.ts';
import type { Snapshot } from '../../shared/ipc.ts';
import { alarms, alarmWindow as words } from '../../shared/messages/en.ts';
import { bridge } from '../bridge.ts';
import { AlarmCard, TestCard } from './alarm-card.tsx';
import { clockText } from '../format.ts';
import { setLocale } from '../locale.ts';
import { cardFacts } from './card-facts.ts';
import { Ringing } from './ringing.ts';
import { SoundSign } from './sound-sign.tsx';
import { soundOf } from './sounds.ts';

const snapshot = signal<Snapshot | null>(null);
/** What this computer's clock says, ms UTC. */
const clock = signal(Date.now());
/** The priority of the test that is on the screen. */
const tested = signal<'high' | 'medium' | 'low' | null>(null);
const ringing = new Ringing({
  clock: {
    monotonic: () => performance.now(),
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
  const keys = active.value.map(keyOf).join();
  return keys === '' ? '' : untracked(() => active.value.map(announced).join(' '));
});

/**
 * No key of its own, not even escape: some desktops give every new window the keyboard, and what is typed elsewhere must
 * not silence an alarm. Tab leads to the buttons.
 */
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
            <AlarmCard key={keyOf(alarm)} alarm={alarm} facts={factsOf(alarm)} />
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

function keyOf({ patientId, kind }: ShownAlarm): string {
  return `${patientId ?? ''}/${kind}`;
}

function announced(alarm: ShownAlarm): string {
  const { value, unit, words: said } = factsOf(alarm);
  const name = alarm.name ?? words.program;
  return `${alarms.kinds[alarm.kind]}, ${name}: ${value === null ? said.join(' ') : `${value} ${unit}`.trim() + '.'}`;
}

function factsOf(alarm: ShownAlarm) {
  const unit = snapshot.value?.settings.unit ?? alarm.unit ?? 'mgdl';
  const now = clock.value + (snapshot.value?.clockOffset ?? 0);
  return cardFacts(alarm, readingOf(alarm), unit, now, clockText);
}

function readingOf({ patientId }: ShownAlarm): Reading | null {
  const people = snapshot.value?.state?.people ?? [];
  return people.find(({ person }) => person.patientId === patientId)?.reading ?? null;
}

function readClock(): void {
  clock.value = Date.now();
}

function take(next: Snapshot): void {
  if (snapshot.value !== null && next.sequence < snapshot.value.sequence) return;
  setLocale(next.locale);
  batch(() => {
    snapshot.value = next;
    readClock();
  });
  document.documentElement.dataset['palette'] = next.settings.desktop.palette;
}

bridge.on('snapshot:changed', take);
bridge.on('alarm:ring', (told) => {
  tested.value = told.test ? told.priority : tested.value;
  ringing.ring(told);
});
bridge.on('alarm:still', () => {
  tested.value = null;
  ringing.still();
});
setInterval(readClock, 1000);
render(<AlarmWindow />, document.getElementById('app')!);
void bridge.invoke('snapshot:read', undefined).then(take);
