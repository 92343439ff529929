import { say } from '../../../shared/messages/say.ts';
import { useLoaded } from '../../use-loaded.ts';

/** What comes in and goes out. Few come here often, so that its code comes with the first look. */
export function DataPage() {
  const loaded = useLoaded(() => import('./sections.tsx'));
  return (
    <div class="data-page stack">
      <h1 tabIndex={-1}>{say('window.pages.data')}</h1>
      {loaded === 'failed' && (
        <p class="problem" role="alert">
          {say('window.data.missing')}
        </p>
      )}
      {typeof loaded === 'object' && <loaded.Sections />}
    </div>
  );
}
