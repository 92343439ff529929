import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { isRecording, shownLink } from '../../../shared/state/app-state.ts';
import { PAGES, type Page } from '../../../shared/ipc/windows.ts';
import { say } from '../../../shared/messages/say.ts';
import { act } from '../../acts.ts';
import { Icon } from '../../components/icon.tsx';
import { isMonitorSilent, mode, snapshot } from '../../live.ts';
import { AlarmBanner } from '../../components/alarm-banner.tsx';
import { Failure } from '../../components/failure.tsx';
import { Connection, iconOf, toneOf } from '../../components/connection.tsx';
import { NewerVersion } from '../../components/newer-version.tsx';
import { Notices } from '../../components/notices.tsx';
import { page, showPage, signInAgain, signingInAgain } from '../navigation.ts';
import { FileDrop } from './file-drop.tsx';
import { AlarmPanel } from './alarm-panel.tsx';
import { NightOffer } from './night-offer.tsx';
import { PersonSwitch } from './person-switch.tsx';

/** What is around every page: where to go, whose readings, whether alarms would ring, what rings. */
export function Frame({ children }: { children: ComponentChildren }) {
  const main = useRef<HTMLElement>(null);
  const shown = page.value;
  const first = useRef(true);
  const about = useRef(false);
  const asked = useSignal(0);
  useEffect(() => {
    document.title = `${say(`window.pages.${shown}`)} – ${say('window.product')}`;
    const part = about.current ? document.getElementById('about') : null;
    about.current = false;
    if (part) part.scrollIntoView();
    else window.scrollTo(0, 0);
    if (!first.current) main.current?.querySelector('h1')?.focus({ preventScroll: true });
    first.current = false;
  }, [shown, asked.value]);
  // Once the page is there, at whose beginning it would be otherwise.
  const showAbout = () => {
    about.current = true;
    asked.value += 1;
    showPage('status');
  };
  return (
    <div class="frame">
      <FileDrop />
      <a class="skip" href="#page" onClick={(event) => skipTo(event, main.current)}>
        {say('window.skip')}
      </a>
      <nav class="nav" aria-label={say('window.navigation')}>
        <p class="brand" aria-hidden="true">
          {say('window.product')}
        </p>
        {PAGES.map((one) => (
          <NavButton key={one} page={one} />
        ))}
      </nav>
      <div class="body">
        {mode.value === 'demo' && (
          <section class="ribbon" aria-label={say('window.demoName')}>
            <p>{say('window.demo')}</p>
            <button type="button" class="link" onClick={() => void act('demo:stop')}>
              {say('window.leaveDemo')}
            </button>
          </section>
        )}
        <header class="header">
          <div class="grow">
            <PersonSwitch />
          </div>
          <ConnectionChip />
          {mode.value !== 'paused' && <AlarmPanel />}
        </header>
        <AlarmBanner />
        <Failure />
        <main id="page" class="main" ref={main} tabIndex={-1}>
          {mode.value === 'paused' && (
            <p class="problem silent" role="alert">
              {say('window.paused')}
            </p>
          )}
          {isMonitorSilent.value && (
            <p class="problem silent" role="alert">
              {say('window.monitorSilent')}
            </p>
          )}
          <Notices />
          <NewerVersion />
          <NightOffer />
          <Trouble />
          {children}
        </main>
        <footer class="footer">
          <p>{say('window.footer')}</p>
          <button type="button" class="link" onClick={showAbout}>
            {say('window.footerMore')}
          </button>
        </footer>
      </div>
    </div>
  );
}

function skipTo(event: Event, main: HTMLElement | null): void {
  event.preventDefault();
  main?.focus();
}

function NavButton({ page: one }: { page: Page }) {
  return (
    <button
      type="button"
      class="nav-button"
      aria-current={page.value === one && !signingInAgain.value ? 'page' : undefined}
      onClick={() => showPage(one)}
    >
      <Icon name={one} />
      {say(`window.pages.${one}`)}
    </button>
  );
}

function ConnectionChip() {
  const state = snapshot.value?.state;
  if (!state) return null;
  const link = shownLink(state);
  const isStorage = state.link.code === 'ok' && state.storage !== null;
  const storage = isRecording(state) ? say('window.connection.mended') : say('window.connection.storage');
  const words = isStorage ? storage : say(`window.connection.short.${link.code}`);
  return (
    <button
      type="button"
      class={`chip ${toneOf(link)}`}
      aria-label={say('window.connection.name', { state: words })}
      onClick={() => showPage('status')}
    >
      <Icon name={iconOf(link)} />
      {words}
    </button>
  );
}

/** On pages that do not speak of the connection themselves: what is wrong with it. */
function Trouble() {
  const state = snapshot.value?.state;
  if (!state || page.value === 'now' || page.value === 'status' || signingInAgain.value) return null;
  const link = shownLink(state);
  return toneOf(link) === 'bad' ? <Connection link={link} onSignInAgain={signInAgain} /> : null;
}
