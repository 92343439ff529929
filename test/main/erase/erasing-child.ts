/** Erases a person or, with `everything`, all, and prints a line when it begins. Arguments: folder, whom. */
import { writeSync } from 'node:fs';
import { erase, whatGoes } from '../../../src/main/erase/erase.ts';
import { profileOf } from './profile-of.ts';

const [dataDir = '', whom = ''] = process.argv.slice(2);
const profile = profileOf(dataDir);
const what = await whatGoes(profile, whom === 'everything' ? null : whom);
if (!what.ok) throw new Error(what.problem.code);
writeSync(1, '.\n');
const done = await erase(profile, what.value);
if (!done.ok) throw new Error(done.problem.code);
await profile.close();
