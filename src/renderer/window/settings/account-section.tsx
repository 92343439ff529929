import { useSignal } from '@preact/signals';
import { ui, windowProblemSentence } from '../../../shared/messages/en.ts';
import { act } from '../../acts.ts';
import { ask } from '../../bridge.ts';
import { TwoStep } from '../../components/two-step.tsx';
import { localTime } from '../../format.ts';
import { mode, snapshot } from '../../live.ts';
import { signInAgain } from '../navigation.ts';

const words = ui.settings;

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
          <p class="label">{words.signedInAs}</p>
          {vault && <p class="hint">{ui.vaults[vault.kind]}</p>}
          <div class="row">
            <button type="button" class="button" onClick={signInAgain}>
              {ui.connection.signInAgain}
            </button>
            <TwoStep
              label={ui.signOut}
              question={words.signOutSure}
              yes={words.signOutYes}
              no={words.stay}
              onYes={() => void signOut()}
            />
          </div>
        </div>
      ) : (
        <div class="row">
          <p class="grow">{words.inDemo}</p>
          <button type="button" class="button" onClick={() => void act('demo:stop')}>
            {ui.leaveDemo}
          </button>
        </div>
      )}
      {fault.value !== null && (
        <p class="error" role="alert">
          {fault.value}
        </p>
      )}
      <div class="row">
        <p class="hint grow">{words.quitHint}</p>
        <button type="button" class="button" onClick={() => void act('app:quit')}>
          {words.quit}
        </button>
      </div>
    </>
  );
}
