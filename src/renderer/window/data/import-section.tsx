import { say } from '../../../shared/messages/say.ts';
import { PastImports } from './past-imports.tsx';

/** Readings out of files. */
export function ImportSection() {
  return (
    <section class="panel stack" aria-label={say('window.imports.title')}>
      <h2>{say('window.imports.title')}</h2>
      <PastImports />
    </section>
  );
}
