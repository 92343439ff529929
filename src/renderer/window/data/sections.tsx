import { BackupsSection } from './backups-section.tsx';
import { EraseSection } from './erase-section.tsx';
import { ExportSection } from './export-section.tsx';
import { ImportSection } from './import-section.tsx';
import { LeavingSection } from './leaving-section.tsx';

/** In this order: import, export, backups, erase, what leaves this computer; each in a file of its own. */
export function Sections() {
  return (
    <>
      <ImportSection />
      <ExportSection />
      <BackupsSection />
      <EraseSection />
      <LeavingSection />
    </>
  );
}
