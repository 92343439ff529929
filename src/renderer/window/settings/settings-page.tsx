import { useRef } from 'preact/hooks';
import { say } from '../../../shared/messages/say.ts';
import { snapshot } from '../../live.ts';
import { AccountSection } from './account-section.tsx';
import { AlarmsSection } from './alarms-section.tsx';
import { ConnectionSection } from './connection-section.tsx';
import { FeedSection } from './feed-section.tsx';
import { LookSection, SnoozeSection, SoundSection, TraySection } from './desktop-sections.tsx';
import { NightscoutSection } from './nightscout-section.tsx';
import { PeopleSection } from './people-section.tsx';

const SECTIONS = [
  ['people', PeopleSection],
  ['alarms', AlarmsSection],
  ['snooze', SnoozeSection],
  ['sound', SoundSection],
  ['tray', TraySection],
  ['look', LookSection],
  ['connection', ConnectionSection],
  ['feed', FeedSection],
  ['nightscout', NightscoutSection],
  ['account', AccountSection],
] as const;

type Name = (typeof SECTIONS)[number][0];

/** Everything that can be chosen; each choice is kept at once. */
export function SettingsPage() {
  const page = useRef<HTMLDivElement>(null);
  const goTo = (name: Name) => {
    const heading = page.current?.querySelector<HTMLElement>(`[data-section="${name}"] h2`);
    heading?.focus({ preventScroll: true });
    heading?.closest('section')?.scrollIntoView({ behavior: 'smooth', block: 'start' });
  };
  if (!snapshot.value) return null;
  return (
    <div class="settings" ref={page}>
      <div class="settings-head">
        <h1 tabIndex={-1}>{say('window.pages.settings')}</h1>
        <nav class="contents" aria-label={say('window.settings.contents')}>
          {SECTIONS.map(([name]) => (
            <button key={name} type="button" class="contents-link" onClick={() => goTo(name)}>
              {say(`window.settings.sections.${name}`)}
            </button>
          ))}
        </nav>
      </div>
      <div class="sections">
        {SECTIONS.map(([name, Section]) => (
          <section
            key={name}
            class="panel section"
            data-section={name}
            aria-label={say(`window.settings.sections.${name}`)}
          >
            <h2 tabIndex={-1}>{say(`window.settings.sections.${name}`)}</h2>
            <Section />
          </section>
        ))}
      </div>
    </div>
  );
}
