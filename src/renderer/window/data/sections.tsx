import { ImportSection } from './import-section.tsx';

/** In this order: import, export, backups, erase, what leaves this computer; each in a file of its own. */
export function Sections() {
  return <ImportSection />;
}
