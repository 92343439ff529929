import { signal } from '@preact/signals';
import { ui } from '../../../shared/messages/en.ts';
import { Choice } from '../../components/choice.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import { goTo } from './progress.ts';

type Item = keyof typeof ui.firstRun.invitation.items;

/** Kept while the window is open, so that going back loses nothing. */
const ticked = signal<readonly Item[]>([]);

const WEARER: readonly Item[] = ['invite'];
const FOLLOWER: readonly Item[] = ['account', 'accept'];

/** The two accounts it takes, as a list to tick off. */
export function Invitation() {
  const words = ui.firstRun.invitation;
  const all = ticked.value.length === WEARER.length + FOLLOWER.length;
  return (
    <>
      <h1 tabIndex={-1}>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <div class="panel stack">
        <List title={words.follower} items={['account']} />
        <List title={words.wearer} items={WEARER} />
        <List title={words.follower} items={['accept']} />
        <p class="hint">{words.own}</p>
      </div>
      <p role="status">{all ? words.ready : words.notReady}</p>
      <div class="row">
        <button type="button" class="button" onClick={() => goTo('welcome')}>
          {ui.back}
        </button>
        <button type="button" class="button primary" onClick={() => goTo('signIn')}>
          {ui.continue}
        </button>
        <LinkButton link="librelinkup" label={ui.connection.openLibrelinkup} />
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
          {ui.firstRun.invitation.items[item]}
        </Choice>
      ))}
    </fieldset>
  );
}
