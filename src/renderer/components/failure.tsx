import { say } from '../../shared/messages/say.ts';
import { windowProblemSentence } from '../../shared/messages/sentences/problem.ts';
import { failure } from '../acts.ts';
import { localTime } from '../../shared/messages/times.ts';

/** Why the last click did nothing, until it is put away or the next one works. */
export function Failure() {
  if (failure.value === null) return null;
  return (
    <div class="problem row" role="alert">
      <p class="grow">{windowProblemSentence(failure.value, localTime)}</p>
      <button type="button" class="button quiet" onClick={() => (failure.value = null)}>
        {say('window.notices.dismiss')}
      </button>
    </div>
  );
}
