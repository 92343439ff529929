/**
 * Writes the manual page `glucoglance(1)`, made from the definitions of the commands, into `out/man`: a part of
 * `npm run build`. The npm package carries it to where `man glucoglance` finds it.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { definedProgram } from '../src/main/cli/completion/defined.ts';
import { MANUAL_FACTS } from '../src/main/cli/completion/manual-facts.ts';
import { manualPage } from '../src/main/cli/completion/manual.ts';
import { VERSION } from '../src/main/profile/version.ts';

const folder = resolve(import.meta.dirname, '../out/man');
mkdirSync(folder, { recursive: true });
writeFileSync(
  join(folder, 'glucoglance.1'),
  manualPage(definedProgram(), { ...MANUAL_FACTS, version: VERSION }),
);
