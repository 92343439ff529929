import '../../shared/messages/every-language.generated.ts';
import { computed, effect, signal, untracked } from '@preact/signals';
import { render } from 'preact';
import { alarmKey, strongestOf, type ShownAlarm } from '../../shared/alarms/shown-alarm.ts';
import { say } from '../../shared/messages/say.ts';
import { windowProblemSentence } from '../../shared/messages/sentences/problem.ts';
import { act, failure } from '../acts.ts';
import { bridge } from '../bridge.ts';
import { clockText, localTime } from '../../shared/messages/times.ts';
import { clock, connect, mode, now, snapshot } from '../live.ts';
import { personOf } from '../people.ts';
import { AlarmCard, TestCard } from './alarm-card.tsx';
import { cardFacts } from './card-facts.ts';
import { QuietCard } from './quiet-card.tsx';
import { Ringing } from './ringing.ts';
import { shownSilenced, withJustSilenced, type JustSilenced } from './silenced.ts';
import { SoundSign } from './sound-sign.tsx';
import { soundOf } from './sounds.ts';
import { TypingGuard } from './typing-guard.ts';

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
const isActive = ({ phase }: ShownAlarm) => phase === 'active';
const active = computed(() => strongestOf(snapshot.value?.alarms.filter(isActive) ?? []));

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
  const label = first
    ? `${say(`alarms.kinds.${first.kind}`)}, ${first.name ?? say('alarmWindow.program')}`
    : say('alarmWindow.title');
  return (
    <main>
      <div class="window" role="alertdialog" aria-label={label}>
        <p class="announcement" aria-live="assertive">
          {tested.value === null ? announcement : say('alarmWindow.testTitle')}
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
        {failure.value !== null && (
          <p class="failure" role="alert">
            {windowProblemSentence(failure.value, localTime)}
          </p>
        )}
        <footer>
          <SoundSign sounding={ringing.sounding.value !== null} />
          {mode.value === 'demo' && <strong class="demo">{say('alarmWindow.demo')}</strong>}
          <button type="button" onClick={() => void act('window:open', { page: 'now' })}>
            {say('alarmWindow.open')}
          </button>
        </footer>
      </div>
    </main>
  );
}

function announced(alarm: ShownAlarm): string {
  const { value, unit, words: said } = factsOf(alarm);
  const name = alarm.name ?? say('alarmWindow.program');
  return `${say(`alarms.kinds.${alarm.kind}`)}, ${name}: ${value === null ? said.join(' ') : `${value} ${unit}`.trim() + '.'}`;
}

function factsOf(alarm: ShownAlarm) {
  const unit = snapshot.value?.settings.unit ?? alarm.unit ?? 'mgdl';
  const person = personOf(alarm.patientId);
  return cardFacts(alarm, person?.reading ?? null, person?.recent ?? [], unit, now.value, clockText);
}

/** What the last snapshot had. */
let before: readonly ShownAlarm[] = [];
effect(() => {
  const shown = snapshot.value?.alarms ?? [];
  const rang = new Set(before.filter(isActive).map(alarmKey));
  justSilenced.value = withJustSilenced(justSilenced.peek(), before, shown, clock.peek());
  // Its buttons come under a hand that is on the way to others.
  if (shown.some((one) => isActive(one) && !rang.has(alarmKey(one)))) guard.came();
  before = shown;
});

effect(() => void (document.title = say('alarmWindow.title')));

bridge.on('alarm:ring', (told) => {
  tested.value = told.test ? told.priority : tested.value;
  ringing.ring(told);
});
bridge.on('alarm:came', () => guard.came());
bridge.on('alarm:still', () => {
  tested.value = null;
  ringing.still();
});
guard.watch(window);
render(<AlarmWindow />, document.getElementById('app')!);
// Nothing of it is out of sight to the system, so that it sounds; without a card nothing on it counts seconds.
void connect(false, () => tested.value !== null || active.value.length > 0 || silenced.value.length > 0);
