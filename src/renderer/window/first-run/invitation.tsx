import { signal } from '@preact/signals';
import { say } from '../../../shared/messages/say.ts';
import { Choice } from '../../components/choice.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import { goTo } from './progress.ts';

type Item = 'invite' | 'account' | 'accept';

/** Kept while the window is open, so that going back loses nothing. */
const ticked = signal<readonly Item[]>([]);

const WEARER: readonly Item[] = ['invite'];
const FOLLOWER: readonly Item[] = ['account', 'accept'];

/** The two accounts it takes, as a list to tick off. */
export function Invitation() {
  const all = ticked.value.length === WEARER.length + FOLLOWER.length;
  return (
    <>
      <h1 tabIndex={-1}>{say('window.firstRun.invitation.title')}</h1>
      <p class="lead">{say('window.firstRun.invitation.lead')}</p>
      <div class="panel stack">
        <List title={say('window.firstRun.invitation.follower')} items={['account']} />
        <List title={say('window.firstRun.invitation.wearer')} items={WEARER} />
        <List title={say('window.firstRun.invitation.follower')} items={['accept']} />
        <p class="hint">{say('window.firstRun.invitation.own')}</p>
      </div>
      <p role="status">
        {all ? say('window.firstRun.invitation.ready') : say('window.firstRun.invitation.notReady')}
      </p>
      <div class="row">
        <button type="button" class="button" onClick={() => goTo('welcome')}>
          {say('window.back')}
        </button>
        <button type="button" class="button primary" onClick={() => goTo('signIn')}>
          {say('window.continue')}
        </button>
        <LinkButton link="librelinkup" label={say('window.connection.openLibrelinkup')} />
      </div>
    </>
  );
}

function List({ title, items }: { title: string; items: readonly Item[] }) {
  return (
    <fieldset>
      <legend class="label">{title}</legend>
      {items.map((item) => (
        <Choice
          key={item}
          on={ticked.value.includes(item)}
          onChange={(on) => {
            const others = ticked.value.filter((one) => one !== item);
            ticked.value = on ? [...others, item] : others;
          }}
        >
          {say(`window.firstRun.invitation.items.${item}`)}
        </Choice>
      ))}
    </fieldset>
  );
}
