import { useSignal } from '@preact/signals';
import type { Problem } from '../../shared/problems.ts';
import { problemSentence, ui } from '../../shared/messages/en.ts';
import { bridge } from '../bridge.ts';
import { localTime } from '../format.ts';
import { now, snapshot } from '../model.ts';

/** The first page: what this is, the demo, and the sign-in with every answer it can get. */
export function SignInView() {
  const email = useSignal('');
  const password = useSignal('');
  const failed = useSignal<Problem | null>(null);
  const busy = useSignal(false);
  const waiting = failed.value?.retryAt !== undefined && failed.value.retryAt > now.value;
  const terms = failed.value?.code === 'termsNotAccepted' ? failed.value.params : null;

  const signIn = async (acceptTerms: boolean) => {
    busy.value = true;
    const answer = await bridge.invoke('account:signIn', {
      email: email.value,
      password: password.value,
      acceptTerms,
    });
    busy.value = false;
    failed.value = answer.ok ? null : answer.problem;
    if (answer.ok) password.value = '';
  };

  return (
    <main class="welcome">
      <h1>Glucoglance</h1>
      <p>{ui.welcome}</p>
      <p class="notice">{ui.notMedical}</p>
      <button type="button" class="primary" onClick={() => void bridge.invoke('demo:start', undefined)}>
        {ui.tryDemo}
      </button>
      <h2>{ui.signInTitle}</h2>
      <p>{ui.signInHint}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void signIn(false);
        }}
      >
        <label>
          {ui.email}
          <input
            type="email"
            autocomplete="username"
            required
            maxLength={254}
            value={email.value}
            onInput={(event) => (email.value = event.currentTarget.value)}
          />
        </label>
        <label>
          {ui.password}
          <input
            type="password"
            autocomplete="current-password"
            required
            maxLength={200}
            value={password.value}
            onInput={(event) => (password.value = event.currentTarget.value)}
          />
        </label>
        <button type="submit" disabled={busy.value || waiting}>
          {busy.value ? ui.signingIn : ui.signIn}
        </button>
      </form>
      {failed.value && (
        <section class="problem" role="alert">
          <p>{problemSentence(failed.value, localTime)}</p>
          {waiting && (
            <p class="countdown">{ui.countdown(Math.ceil((failed.value.retryAt! - now.value) / 1000))}</p>
          )}
          {terms && (
            <button type="button" disabled={busy.value} onClick={() => void signIn(true)}>
              {ui.acceptTerms(terms.document)}
            </button>
          )}
        </section>
      )}
      {snapshot.value?.vault?.kind !== 'keytar' && (
        <p class="notice">{ui.vaults[snapshot.value?.vault?.kind ?? 'memory']}</p>
      )}
    </main>
  );
}
