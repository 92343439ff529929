/**
 * Makes the deb of the build around an Electron that is made up, which starts the stand-in of the project.
 *
 * Arguments: the folder for it; where the project will be on the computer on which it is installed.
 */
import { extractAll } from '@electron/asar';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { writeMadeUpElectron } from '../../test/e2e/package/made-up-electron.ts';
import { electronBuilder, makeDebOf, projectIdentity } from '../package/packages.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const [into, project] = process.argv.slice(2) as [string, string];
const ARCHIVE = '/opt/Glucoglance/resources/app.asar';
const work = mkdtempSync(join(tmpdir(), 'glucoglance-deb-'));
const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules/electron/package.json'), 'utf8')) as {
  version: string;
};
writeMadeUpElectron(join(work, 'electron'), version, [
  'export ELECTRON_STAND_IN_PACKAGED=1 ELECTRON_STAND_IN_HEADED=1',
  `export ELECTRON_STAND_IN_ARCHIVE=${ARCHIVE} ELECTRON_STAND_IN_EXTRACTED=/srv/extracted`,
  'export ELECTRON_STAND_IN_ATTACHABLE=1 ELECTRON_STAND_IN_EXECUTABLE=/opt/Glucoglance/glucoglance',
  // Playwright names the archive itself, behind arguments of its own; whoever starts it from a menu names nothing.
  `case " $* " in *" ${ARCHIVE} "*) ;; *) set -- ${ARCHIVE} "$@" ;; esac`,
  `exec ${project}/test/electron-stand-in/electron "$@"`,
]);
electronBuilder([
  '--linux',
  '--dir',
  `-c.electronDist=${join(work, 'electron')}`,
  `-c.directories.output=${join(work, 'release')}`,
]);
mkdirSync(into, { recursive: true });
const program = join(work, 'release/linux-unpacked');
extractAll(join(program, 'resources/app.asar'), join(into, 'extracted'));
console.log(makeDebOf(program, into, projectIdentity()));
rmSync(work, { recursive: true });
