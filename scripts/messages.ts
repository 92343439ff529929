/**
 * `npm run messages`: writes `catalogue.generated.ts` from the languages in `src/shared/messages/*.json`, the keys and
 * their placeholders as types. `npm run check:messages` writes nothing, and says what is wrong with a language.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { faultsOf, GENERATED, generated, readCatalogues } from './messages/languages.ts';

const catalogues = readCatalogues();
const faults = [...catalogues].flatMap(([tag]) => faultsOf(catalogues, tag));
const text = await generated(catalogues);
if (!process.argv.includes('--check')) writeFileSync(GENERATED, text);
else if (readFileSync(GENERATED, 'utf8') !== text)
  faults.push('The types are not those of en.json: npm run messages.');
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
