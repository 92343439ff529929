import { say } from '../../../shared/messages/say.ts';
import { isAtData } from '../first-run/progress.ts';
import { BackupsSection } from './backups-section.tsx';
import { EraseSection } from './erase-section.tsx';
import { ExportSection } from './export-section.tsx';
import { ImportSection } from './import-section.tsx';
import { LeavingSection } from './leaving-section.tsx';
import { usePeople } from './recorded.tsx';
import { erasing } from './work.ts';

/**
 * In this order: import, export, backups, erase, what leaves this computer; each in a file of its own. Before the sign-in
 * nothing leaves it, and as long as nothing is recorded there is nothing to take along or to erase.
 */
export function Sections() {
  const people = usePeople().value;
  const isEmpty =
    isAtData.value && erasing.now.value === null && !(people && 'value' in people && people.value.length > 0);
  return (
    <>
      {isAtData.value && <p>{say('window.imports.signedOut')}</p>}
      <ImportSection />
      {!isEmpty && <ExportSection />}
      <BackupsSection />
      {!isEmpty && <EraseSection />}
      {!isAtData.value && <LeavingSection />}
    </>
  );
}
