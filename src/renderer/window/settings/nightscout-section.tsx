import { useSignal } from '@preact/signals';
import { say } from '../../../shared/messages/say.ts';
import { uploadSentence } from '../../../shared/messages/sentences/outside.ts';
import { localTime } from '../../../shared/messages/times.ts';
import { ask } from '../../bridge.ts';
import { ChoiceSetting, SwitchSetting } from '../../components/fields.tsx';
import { TwoStep } from '../../components/two-step.tsx';
import { mode, snapshot } from '../../live.ts';
import { followed, nameOf } from '../../people.ts';
import { Field, Told, useAsked } from './asking.tsx';

const INTERVALS = [1, 5, 10, 15];

/** Readings for a site of the person's own. */
export function NightscoutSection() {
  const { url } = snapshot.value!.settings.nightscout;
  if (mode.value === 'demo') return <p class="muted">{say('problems.demoNotUploaded')}</p>;
  return url === null ? <Connect /> : <Connected url={url} />;
}

function Connect() {
  const asked = useAsked();
  const url = useSignal('');
  const token = useSignal('');
  const connect = async () => {
    const given = { url: url.value.trim(), token: token.value.trim(), patientId: null };
    if (await asked.run(ask('nightscout:connect', given))) token.value = '';
  };
  return (
    <form
      class="stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        if (!asked.busy.value) void connect();
      }}
    >
      <p class="hint">{say('window.settings.nightscout.lead')}</p>
      <Field label={say('window.settings.nightscout.url')} text={url} />
      <Field
        label={say('window.settings.nightscout.token')}
        hint={say('window.settings.nightscout.tokenHint')}
        hidden
        text={token}
      />
      <div class="row">
        <button type="submit" class="button primary" disabled={asked.busy.value}>
          {say(asked.busy.value ? 'window.asking' : 'window.settings.nightscout.connect')}
        </button>
      </div>
      <Told asked={asked} />
    </form>
  );
}

function Connected({ url }: { url: string }) {
  const asked = useAsked();
  const { upload, settings } = snapshot.value!;
  const { on, patientId, intervalMinutes } = settings.nightscout;
  const people = followed.value.map(({ person }) => [person.patientId, nameOf(person)] as const);
  const isChosen = people.some(([id]) => id === patientId);
  const minutes = [...new Set([...INTERVALS, intervalMinutes])].sort((a, b) => a - b);
  return (
    <>
      <p class="label">{say('window.settings.nightscout.connected', { url })}</p>
      <ChoiceSetting
        label={say('window.settings.nightscout.person')}
        value={isChosen ? (patientId ?? '') : ''}
        options={[...(isChosen ? [] : [['', say('window.settings.nightscout.nobody')] as const]), ...people]}
        change={(chosen) => ({ nightscout: { patientId: chosen === '' ? null : chosen } })}
      />
      <SwitchSetting
        label={say('window.settings.nightscout.on')}
        hint={say('window.settings.nightscout.onHint')}
        on={on}
        change={(wanted) => ({ nightscout: { on: wanted } })}
      />
      {upload && (
        <p role="status" class={upload.problem ? 'error' : 'hint'}>
          {uploadSentence(upload, localTime)}
        </p>
      )}
      <ChoiceSetting
        label={say('window.settings.nightscout.interval')}
        hint={say('window.settings.nightscout.intervalHint')}
        value={intervalMinutes}
        options={minutes.map((one) => [one, say('window.settings.nightscout.minutes', { count: one })])}
        change={(chosen) => ({ nightscout: { intervalMinutes: chosen } })}
      />
      <div class="row">
        <button
          type="button"
          class="button"
          disabled={asked.busy.value}
          onClick={() =>
            void asked.run(ask('nightscout:test'), () => say('window.settings.nightscout.tested', { url }))
          }
        >
          {say('window.settings.nightscout.test')}
        </button>
        <TwoStep
          label={say('window.settings.nightscout.disconnect')}
          question={say('window.settings.nightscout.disconnectSure')}
          yes={say('window.settings.nightscout.disconnectYes')}
          no={say('window.settings.nightscout.keep')}
          onYes={() => void asked.run(ask('nightscout:disconnect'))}
        />
      </div>
      <Told asked={asked} />
    </>
  );
}
