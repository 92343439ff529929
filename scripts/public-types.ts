/**
 * Writes `out/package.d.ts`, what programs that import 'glucoglance' see, out of the compiler's declarations: a part of
 * `npm run build`.
 */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { publicTypes } from './public-types/declarations.ts';

const out = resolve(import.meta.dirname, '../out');
writeFileSync(join(out, 'package.d.ts'), publicTypes(join(out, 'types/main/package.d.ts')));
