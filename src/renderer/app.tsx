import { ui } from '../shared/messages/en.ts';
import { mode, page, snapshot, type Page } from './model.ts';
import { NowView } from './views/now.tsx';
import { PeopleView } from './views/people.tsx';
import { SignInView } from './views/sign-in.tsx';
import { StatusView } from './views/status.tsx';
import { bridge } from './bridge.ts';

const PAGES: Page[] = ['now', 'people', 'status'];

export function App() {
  if (snapshot.value === null) return <main class="quiet" aria-busy="true" />;
  if (mode.value === 'signedOut') return <SignInView />;
  return (
    <div class="frame">
      <nav aria-label={ui.navigation}>
        {PAGES.map((one) => (
          <button
            key={one}
            type="button"
            class="tab"
            aria-current={page.value === one ? 'page' : undefined}
            onClick={() => (page.value = one)}
          >
            {ui.pages[one]}
          </button>
        ))}
        {mode.value === 'demo' && (
          <button type="button" class="tab leave" onClick={() => void bridge.invoke('demo:stop', undefined)}>
            {ui.leaveDemo}
          </button>
        )}
      </nav>
      <main>
        {page.value === 'now' && <NowView />}
        {page.value === 'people' && <PeopleView />}
        {page.value === 'status' && <StatusView />}
      </main>
      <footer>{ui.notMedical}</footer>
    </div>
  );
}
