import type { Link } from '../../shared/state/app-state.ts';
import { personName } from '../../shared/glucose/reading.ts';
import { say } from '../../shared/messages/say.ts';
import { windowLinkSentence } from '../../shared/messages/sentences/link.ts';
import type { ProblemCode } from '../../shared/problems.ts';
import { localTime } from '../../shared/messages/times.ts';
import { mode, snapshot } from '../live.ts';
import { nameOf } from '../people.ts';
import { Icon } from './icon.tsx';
import { LinkButton } from './link-button.tsx';

/** Problems that signing in again can end. */
const SIGN_IN: readonly ProblemCode[] = [
  'signInNeeded',
  'credentialsRejected',
  'credentialsKnownBad',
  'sessionRejected',
  'termsNotAccepted',
  'emailNotVerified',
  'keychainAbsent',
  'keychainUnavailable',
  'budgetNotKept',
];

/** Problems of the other side: its own page says more. */
const THEIRS: readonly ProblemCode[] = [
  'serverError',
  'maintenance',
  'timedOut',
  'answerUnreadable',
  'statusUnknown',
  'interfaceSwitchedOff',
  'updateRequired',
];

interface ConnectionProps {
  link: Link;
  onSignInAgain: () => void;
}

/** How the way from sensor to screen stands, in one sentence with what to do. */
export function Connection({ link, onSignInAgain }: ConnectionProps) {
  return (
    <div class={`connection ${toneOf(link)}`} role="status">
      <Icon name={iconOf(link)} />
      <p class="grow">{windowLinkSentence(named(link), localTime)}</p>
      {link.code === 'problem' && <Remedy code={link.problem.code} onSignInAgain={onSignInAgain} />}
    </div>
  );
}

function Remedy({ code, onSignInAgain }: { code: ProblemCode; onSignInAgain: () => void }) {
  if (SIGN_IN.includes(code) && mode.value === 'account')
    return (
      <button type="button" class="button" onClick={onSignInAgain}>
        {say('window.connection.signInAgain')}
      </button>
    );
  if (THEIRS.includes(code)) return <LinkButton link="status" label={say('window.connection.abbott')} />;
  return null;
}

export type Tone = 'good' | 'waiting' | 'bad';

const WAITING: readonly Link['code'][] = [
  'starting',
  'delayed',
  'sensorWarmingUp',
  'noReadingYet',
  'readingsContradict',
];

export function toneOf({ code }: Link): Tone {
  if (code === 'ok') return 'good';
  return WAITING.includes(code) ? 'waiting' : 'bad';
}

export const iconOf = (link: Link) =>
  toneOf(link) === 'good' ? 'linked' : toneOf(link) === 'bad' ? 'unlinked' : 'info';

/** The link with the name its person has here. */
function named(link: Link): Link {
  if (!('name' in link)) return link;
  const person = snapshot.value?.state?.people.find((one) => personName(one.person) === link.name);
  return person ? { ...link, name: nameOf(person.person) } : link;
}
