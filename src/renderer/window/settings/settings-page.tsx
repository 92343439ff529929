import { useRef } from 'preact/hooks';
import { say } from '../../../shared/messages/say.ts';
import { snapshot } from '../../live.ts';
import { useLoaded } from '../../use-loaded.ts';
import type { sections } from './sections.ts';
import { Missing } from '../../components/missing.tsx';

type Name = keyof typeof sections;

/** In the order in which they stand. */
const NAMES: readonly Name[] = [
  'people',
  'alarms',
  'snooze',
  'sound',
  'tray',
  'look',
  'connection',
  'feed',
  'nightscout',
  'account',
];

/** Everything that can be chosen; each choice is kept at once. Few come here often, so that its code comes with the first look. */
export function SettingsPage() {
  const loaded = useLoaded(() => import('./sections.ts'));
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
          {NAMES.map((name) => (
            <button key={name} type="button" class="contents-link" onClick={() => goTo(name)}>
              {say(`window.settings.sections.${name}`)}
            </button>
          ))}
        </nav>
      </div>
      <div class="sections">
        {loaded === 'failed' && <Missing />}
        {typeof loaded === 'object' &&
          NAMES.map((name) => {
            const Section = loaded.sections[name];
            return (
              <section
                key={name}
                class="panel section"
                data-section={name}
                aria-label={say(`window.settings.sections.${name}`)}
              >
                <h2 tabIndex={-1}>{say(`window.settings.sections.${name}`)}</h2>
                <Section />
              </section>
            );
          })}
      </div>
    </div>
  );
}
