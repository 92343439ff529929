import { useEffect } from 'preact/hooks';
import { say } from '../../shared/messages/say.ts';
import { mode } from '../live.ts';
import { followed } from '../people.ts';
import { Frame } from './frame/frame.tsx';
import { isAtData, isSettingUp } from './first-run/progress.ts';
import { useLoaded } from '../use-loaded.ts';
import { page, signingInAgain } from './navigation.ts';
import { tellWhereWeStand } from './stands.ts';
import { DataPage } from './data/data-page.tsx';
import { ChartPage } from './chart/chart-page.tsx';
import { JournalPage } from './journal/journal-page.tsx';
import { NowPage } from './now/now-page.tsx';
import { DaysPage } from './days/days-page.tsx';
import { PatternsPage } from './patterns/patterns-page.tsx';
import { ReportPage } from './report/report-page.tsx';
import { SettingsPage } from './settings/settings-page.tsx';
import { StatisticsPage } from './statistics/statistics-page.tsx';
import { StatusPage } from './status/status-page.tsx';
import { Missing } from '../components/missing.tsx';

const VIEWS = {
  now: NowPage,
  chart: ChartPage,
  patterns: PatternsPage,
  days: DaysPage,
  statistics: StatisticsPage,
  journal: JournalPage,
  report: ReportPage,
  data: DataPage,
  settings: SettingsPage,
  status: StatusPage,
};

export function App() {
  // Once it is painted: main, when it starts, waits so long with what can wait.
  useEffect(tellWhereWeStand, []);
  // Until the keychain has answered, what is known from the last run; where nothing is, nothing is claimed.
  if (mode.value === 'starting' && followed.value.length === 0) return <Outline />;
  // Who is erased before the sign-in was not watched before it either.
  const isSignedOut = mode.value === 'signedOut' || (mode.value === 'paused' && isAtData.value);
  if (isSignedOut || isSettingUp.value) return <SignedOut show="FirstRun" />;
  const View = mode.value === 'paused' && page.value !== 'data' ? Nothing : VIEWS[page.value];
  return <Frame>{signingInAgain.value ? <SignedOut show="SignInAgain" /> : <View />}</Frame>;
}

/** Whoever is signed in, which is nearly always, need not load how to sign in. */
function SignedOut({ show }: { show: 'FirstRun' | 'SignInAgain' }) {
  const pages = useLoaded(() => import('./first-run/pages.ts'));
  if (pages === 'loading') return show === 'FirstRun' ? <Outline /> : null;
  if (pages === 'failed') return <Missing />;
  const View = pages[show];
  return <View />;
}

/** While nobody is watched there is nothing to be asked. */
function Nothing() {
  return <h1 tabIndex={-1}>{say(`window.pages.${page.value}`)}</h1>;
}

/** As index.html has it. */
function Outline() {
  return (
    <main class="outline" aria-busy="true">
      <h1 class="hidden-words">{say('window.product')}</h1>
      <p class="hidden-words" role="status">
        {say('window.loading')}
      </p>
      <div class="outline-bar" />
      <div class="outline-card" />
    </main>
  );
}
