import { say } from '../../../shared/messages/say.ts';
import { useLoaded } from '../../use-loaded.ts';
import { speakAlso } from '../../words.ts';
import { Missing } from '../../components/missing.tsx';

/** Its code, and its words in the language that is spoken. */
async function load() {
  const [sections] = await Promise.all([import('./sections.tsx'), speakAlso('data')]);
  return sections;
}

/** What comes in and goes out. Few come here often, so that its code comes with the first look. */
export function DataPage() {
  const loaded = useLoaded(load);
  return (
    <div class="data-page stack">
      <h1 tabIndex={-1}>{say('window.pages.data')}</h1>
      {loaded === 'failed' && <Missing />}
      {typeof loaded === 'object' && <loaded.Sections />}
    </div>
  );
}
