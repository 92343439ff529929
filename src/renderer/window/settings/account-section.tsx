import { useSignal } from '@preact/signals';
import { say } from '../../../shared/messages/say.ts';
import { windowProblemSentence } from '../../../shared/messages/sentences/problem.ts';
import { act } from '../../acts.ts';
import { ask } from '../../bridge.ts';
import { TwoStep } from '../../components/two-step.tsx';
import { localTime } from '../../../shared/messages/times.ts';
import { mode, snapshot } from '../../live.ts';
import { signInAgain } from '../navigation.ts';

/** The ways out: of the account, of the demo, of the program. */
export function AccountSection() {
  const fault = useSignal<string | null>(null);
  const signOut = async () => {
    const answer = await ask('account:signOut');
    fault.value = answer.ok ? null : windowProblemSentence(answer.problem, localTime);
  };
  const vault = snapshot.value?.vault;
  return (
    <>
      {mode.value === 'account' ? (
        <div class="stack tight">
          <p class="label">{say('window.settings.signedInAs')}</p>
          {vault && <p class="hint">{say(`window.vaults.${vault.kind}`)}</p>}
          <div class="row">
            <button type="button" class="button" onClick={signInAgain}>
              {say('window.connection.signInAgain')}
            </button>
            <TwoStep
              label={say('window.signOut')}
              question={say('window.settings.signOutSure')}
              yes={say('window.settings.signOutYes')}
              no={say('window.settings.stay')}
              onYes={() => void signOut()}
            />
          </div>
        </div>
      ) : (
        <div class="row">
          <p class="grow">{say('window.settings.inDemo')}</p>
          <button type="button" class="button" onClick={() => void act('demo:stop')}>
            {say('window.leaveDemo')}
          </button>
        </div>
      )}
      {fault.value !== null && (
        <p class="error" role="alert">
          {fault.value}
        </p>
      )}
      <div class="row">
        <p class="hint grow">{say('window.settings.quitHint')}</p>
        <button type="button" class="button" onClick={() => void act('app:quit')}>
          {say('window.settings.quit')}
        </button>
      </div>
    </>
  );
}
