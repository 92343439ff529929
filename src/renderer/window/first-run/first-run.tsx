import { useEffect, useRef } from 'preact/hooks';
import { say } from '../../../shared/messages/say.ts';
import { AlarmBanner } from '../../components/alarm-banner.tsx';
import { NewerVersion } from '../../components/newer-version.tsx';
import { Notices } from '../../components/notices.tsx';
import { ChoosePeople } from './choose-people.tsx';
import { DataHere } from './data-here.tsx';
import { Done } from './done.tsx';
import { Invitation } from './invitation.tsx';
import { LimitsStep } from './limits-step.tsx';
import { isAtData, step, STEPS, type Step } from './progress.ts';
import { SignInStep } from './sign-in.tsx';
import { TestStep } from './test-step.tsx';
import { Welcome } from './welcome.tsx';

const VIEWS = {
  welcome: Welcome,
  invitation: Invitation,
  signIn: SignInStep,
  people: ChoosePeople,
  limits: LimitsStep,
  test: TestStep,
  done: Done,
  data: DataHere,
};

/** From what this is to the first value, one thing at a time. */
export function FirstRun() {
  const current = isAtData.value ? 'data' : step.value;
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    const title = current === 'data' ? say('window.pages.data') : say(`window.firstRun.steps.${current}`);
    document.title = `${title} – ${say('window.product')}`;
    window.scrollTo(0, 0);
    if (!first.current) main.current?.querySelector('h1')?.focus();
    first.current = false;
  }, [current]);
  const View = VIEWS[current];
  return (
    <div class="first-run">
      <AlarmBanner />
      <main class={`first-run-page ${current}`} ref={main}>
        <Notices />
        <NewerVersion />
        {current !== 'welcome' && current !== 'data' && <Progress current={current} />}
        <View />
      </main>
    </div>
  );
}

/** How far it is: a word for those who listen, a line for those who look. */
function Progress({ current }: { current: Step }) {
  const number = STEPS.indexOf(current);
  return (
    <div class="progress">
      <p class="small muted">
        {say('window.firstRun.progress', {
          step: number + 1,
          steps: STEPS.length,
          name: say(`window.firstRun.steps.${current}`),
        })}
      </p>
      <ol aria-hidden="true">
        {STEPS.map((one, i) => (
          <li key={one} class={i < number ? 'over' : i === number ? 'here' : ''} />
        ))}
      </ol>
    </div>
  );
}
