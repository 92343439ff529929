/**
 * `npm run messages`: writes the `*.generated.ts` beside the languages in `src/shared/messages/*.json`: the keys and their
 * placeholders as types, and what teaches every language. `npm run check:messages` writes nothing, and says what is wrong
 * with a language.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { faultsOf, generated, readCatalogues } from './messages/languages.ts';

const catalogues = readCatalogues();
const faults = [...catalogues].flatMap(([tag]) => faultsOf(catalogues, tag));
for (const [path, text] of await generated(catalogues)) {
  if (!process.argv.includes('--check')) writeFileSync(path, text);
  else if (!existsSync(path) || readFileSync(path, 'utf8') !== text)
    faults.push(`${basename(path)} is not that of the languages: npm run messages.`);
}
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
