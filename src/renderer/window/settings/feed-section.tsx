import { useSignal } from '@preact/signals';
import { say } from '../../../shared/messages/say.ts';
import { windowProblemSentence } from '../../../shared/messages/sentences/problem.ts';
import { localTime } from '../../../shared/messages/times.ts';
import { ask } from '../../bridge.ts';
import { SwitchSetting, TextSetting } from '../../components/fields.tsx';
import { snapshot } from '../../live.ts';
import { followed } from '../../people.ts';
import { Field, Told, useAsked } from './asking.tsx';

const isPort = (text: string) => /^\d{4,5}$/.test(text) && Number(text) >= 1024 && Number(text) <= 65_535;

/** Readings for other programs of this computer. */
export function FeedSection() {
  const { feed: state, settings } = snapshot.value!;
  const { on, port } = settings.feed;
  const isOpen = followed.value.length > 1 && settings.desktop.trayPerson === null;
  return (
    <>
      <SwitchSetting
        label={say('window.settings.feed.on')}
        hint={say('window.settings.feed.onHint')}
        on={on}
        change={(wanted) => ({ feed: { on: wanted } })}
      />
      {state && (
        <p role="status" class={'problem' in state ? 'error' : 'hint'}>
          {'problem' in state
            ? windowProblemSentence(state.problem, localTime)
            : say('window.settings.feed.served', { url: state.url })}
        </p>
      )}
      {on && isOpen && <p class="hint">{say('window.settings.feed.several')}</p>}
      <TextSetting
        label={say('window.settings.feed.port')}
        value={String(port)}
        allowed={{
          length: 5,
          fault: (text) => (isPort(text) ? null : say('window.settings.feed.portFault')),
        }}
        change={(text) => ({ feed: { port: Number(text) } })}
      />
      <Secret />
    </>
  );
}

function Secret() {
  const asked = useAsked();
  const text = useSignal('');
  const isAsked = snapshot.value!.settings.feed.guarded;
  const keep = async (secret: string | null) => {
    if (await asked.run(ask('feed:secret', { secret }))) text.value = '';
  };
  return (
    <form
      class="stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        void keep(text.value.trim());
      }}
    >
      <p class="label">
        {say(isAsked ? 'window.settings.feed.secretAsked' : 'window.settings.feed.secretNone')}
      </p>
      <Field
        label={say('window.settings.feed.secret')}
        hint={say('window.settings.feed.secretHint')}
        hidden
        text={text}
        shortest={12}
      />
      <div class="row">
        <button type="submit" class="button" disabled={asked.busy.value}>
          {say('window.settings.feed.secretKeep')}
        </button>
        {isAsked && (
          <button type="button" class="button" disabled={asked.busy.value} onClick={() => void keep(null)}>
            {say('window.settings.feed.secretForget')}
          </button>
        )}
      </div>
      <Told asked={asked} />
    </form>
  );
}
