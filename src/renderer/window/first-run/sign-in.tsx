import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { Problem } from '../../../shared/problems.ts';
import { say } from '../../../shared/messages/say.ts';
import { documentName } from '../../../shared/messages/sentences/parameters.ts';
import { ageText } from '../../../shared/messages/sentences/durations.ts';
import { windowProblemSentence } from '../../../shared/messages/sentences/problem.ts';
import { SECOND } from '../../../shared/time.ts';
import { ask } from '../../bridge.ts';
import { Choice } from '../../components/choice.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import { localTime } from '../../../shared/messages/times.ts';
import { clock, snapshot } from '../../live.ts';
import { signingInAgain } from '../navigation.ts';
import { goTo, isAtData, signedIn } from './progress.ts';
import { TryDemo } from './try-demo.tsx';

const TEXT = { type: 'text' } as const;
const HIDDEN = { type: 'password' } as const;

/** The account, on the way through the first run. */
export function SignInStep() {
  return (
    <>
      <h1 tabIndex={-1}>{say('window.firstRun.signIn.title')}</h1>
      <p class="lead">{say('window.firstRun.signIn.lead')}</p>
      <SignInForm onSignedIn={() => void signedIn()} />
      <div class="row">
        <button type="button" class="button" onClick={() => goTo('invitation')}>
          {say('window.back')}
        </button>
        <TryDemo />
      </div>
      <p class="hint">
        <button type="button" class="link" onClick={() => void (isAtData.value = true)}>
          {say('window.firstRun.data.here')}
        </button>
      </p>
    </>
  );
}

/** The account once more, where it has refused or forgotten us. */
export function SignInAgain() {
  return (
    <div class="first-run-page">
      <h1 tabIndex={-1}>{say('window.firstRun.signIn.again')}</h1>
      <p class="lead">{say('window.firstRun.signIn.lead')}</p>
      <p class="muted">{say('window.firstRun.signIn.againLead')}</p>
      <SignInForm onSignedIn={() => (signingInAgain.value = false)} />
    </div>
  );
}

/** E-mail, password, and every answer they can get. */
function SignInForm({ onSignedIn }: { onSignedIn: () => void }) {
  const email = useSignal('');
  const password = useSignal('');
  const visible = useSignal(false);
  const failed = useSignal<Problem | null>(null);
  const busy = useSignal(false);
  const emailId = useId();
  const passwordId = useId();
  const retryAt = failed.value?.retryAt;
  const waiting = retryAt !== undefined && retryAt > clock.value;

  const signIn = async (acceptTerms: boolean) => {
    busy.value = true;
    const answer = await ask('account:signIn', {
      email: email.value,
      password: password.value,
      acceptTerms,
    });
    busy.value = false;
    failed.value = answer.ok ? null : answer.problem;
    if (!answer.ok) return;
    password.value = '';
    onSignedIn();
  };

  return (
    <form
      class="panel stack sign-in"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy.value && !waiting) void signIn(false);
      }}
    >
      <div class="field">
        <label for={emailId}>{say('window.email')}</label>
        <input
          id={emailId}
          class="input"
          type="email"
          autocomplete="username"
          required
          maxLength={254}
          value={email.value}
          onInput={(event) => (email.value = event.currentTarget.value)}
        />
      </div>
      <div class="field">
        <label for={passwordId}>{say('window.password')}</label>
        <input
          id={passwordId}
          class="input"
          {...(visible.value ? TEXT : HIDDEN)}
          autocomplete="current-password"
          required
          maxLength={200}
          value={password.value}
          onInput={(event) => (password.value = event.currentTarget.value)}
        />
        <Choice class="small" on={visible.value} onChange={(on) => (visible.value = on)}>
          {say('window.firstRun.signIn.showPassword')}
        </Choice>
      </div>
      <div class="row">
        <button type="submit" class="button primary" disabled={busy.value || waiting}>
          {busy.value ? say('window.firstRun.signIn.busy') : say('window.firstRun.signIn.button')}
        </button>
      </div>
      {failed.value && (
        <Refused problem={failed.value} busy={busy.value} onAccept={() => void signIn(true)} />
      )}
      <Vault />
    </form>
  );
}

/** Why it did not work, and the way on. */
function Refused({ problem, busy, onAccept }: { problem: Problem; busy: boolean; onAccept: () => void }) {
  const { retryAt } = problem;
  const left = retryAt === undefined ? 0 : Math.ceil((retryAt - clock.value) / SECOND);
  return (
    <div class="problem">
      {/* What counts down is outside: or it would be read aloud each second. */}
      <p role="alert">{windowProblemSentence(problem, localTime)}</p>
      {left > 0 && <p class="figures">{say('window.firstRun.signIn.countdown', { age: ageText(left) })}</p>}
      {problem.code === 'termsNotAccepted' && (
        <>
          {problem.params.link !== '' && <code class="address">{problem.params.link}</code>}
          <p class="hint">{say('window.firstRun.signIn.termsHint')}</p>
          <button type="button" class="button" disabled={busy} onClick={onAccept}>
            {say('window.firstRun.signIn.acceptTerms', { document: documentName(problem.params.document) })}
          </button>
        </>
      )}
      {(problem.code === 'emailNotVerified' || problem.code === 'stepUnknown') && (
        <LinkButton link="librelinkup" label={say('window.connection.openLibrelinkup')} />
      )}
      {(problem.code === 'maintenance' || problem.code === 'serverError') && (
        <LinkButton link="status" label={say('window.connection.abbott')} />
      )}
    </div>
  );
}

/** Where the password will be. */
function Vault() {
  const vault = snapshot.value?.vault;
  return vault ? <p class="hint">{say(`window.vaults.${vault.kind}`)}</p> : null;
}
