/**
 * `npm run package`, after the build: the packages of the system it runs on, in `release/`. What stands behind it is
 * for electron-builder; with `--dir` there is only a folder to start the program from.
 */
import { electronBuilder, packageLinux } from './package/packages.ts';

const args = process.argv.slice(2);
if (process.platform === 'linux' && !args.includes('--dir')) await packageLinux(args);
else electronBuilder(args);
