import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { desktopEntry, EXECUTABLE, FOLDER } from './desktop-entry.ts';
import { metainfo, type MetainfoOptions } from './metainfo.ts';
import { launcherWords } from './words.ts';

export interface StagingOptions extends MetainfoOptions {
  /** The project. */
  root: string;
  /** The program as electron-builder leaves it unpacked. */
  program: string;
  /** Of the npm package that holds the command line. */
  commandLineFile: string;
}

/** Lays out in `stage`, a new folder, what deb and rpm put into `/`. */
export function layOut(stage: string, options: StagingOptions): void {
  const { root, program, id, commandLineFile } = options;
  const write = (path: string, text: string, mode = 0o644) => {
    mkdirSync(dirname(join(stage, path)), { recursive: true });
    writeFileSync(join(stage, path), text, { mode });
  };
  cpSync(program, join(stage, FOLDER), { recursive: true, verbatimSymlinks: true });
  write('usr/bin/glucoglance', command(commandLineFile), 0o755);
  write('usr/share/applications/glucoglance.desktop', desktopEntry());
  write(`usr/share/metainfo/${id}.metainfo.xml`, metainfo(options));
  write('usr/share/doc/glucoglance/copyright', copyright(root));
  for (const size of [16, 24, 32, 48, 64, 128, 256, 512].map((one) => `${one}x${one}`)) {
    const folder = join(stage, `usr/share/icons/hicolor/${size}/apps`);
    mkdirSync(folder, { recursive: true });
    cpSync(join(root, `assets/icons/${size}.png`), join(folder, 'glucoglance.png'));
  }
  const scalable = join(stage, 'usr/share/icons/hicolor/scalable/apps');
  mkdirSync(scalable, { recursive: true });
  cpSync(join(root, 'assets/icon.svg'), join(scalable, 'glucoglance.svg'));
}

/** The command that comes with the desktop, which speaks every language of the launcher. */
function command(commandLineFile: string): string {
  const languages = [...launcherWords()].toReversed();
  const words = languages.map(([tag, { commandLine }]) => {
    const said = commandLine.replace('{{file}}', commandLineFile).replaceAll("'", "'\\''");
    return `  ${tag === 'en' ? '*' : `${tag}*`}) echo '${said}' >&2 ;;`;
  });
  return readFileSync(join(import.meta.dirname, 'command.sh'), 'utf8')
    .replace('@EXECUTABLE@', EXECUTABLE)
    .replace('@WORDS@', words.join('\n'));
}

/** What Debian wants to be told in a file of that name: our licence, and those of all that comes with it. */
function copyright(root: string): string {
  const beside = `Electron and Chromium, whose licences lie in ${FOLDER}: LICENSE.electron.txt, LICENSES.chromium.html.`;
  const texts = ['LICENSE', 'out/THIRD-PARTY-NOTICES.txt'].map((name) =>
    readFileSync(join(root, name), 'utf8'),
  );
  return [texts[0], `${beside}\n`, texts[1]].join('\n');
}
