import { launcherWords, type LauncherWords } from './words.ts';

/** Where packages put the program, and its command. */
export const FOLDER = '/opt/Glucoglance';
export const EXECUTABLE = `${FOLDER}/glucoglance`;

/** The entry of a launcher (freedesktop.org, Desktop Entry Specification), in every language. */
export function desktopEntry(): string {
  const languages = launcherWords();
  const line = (key: string, of: (words: LauncherWords) => string) =>
    [...languages].map(([tag, words]) => `${tag === 'en' ? key : `${key}[${tag}]`}=${escaped(of(words))}`);
  const pages = Object.keys(languages.get('en')!.pages);
  const keywords = ({ keywords }: LauncherWords) => keywords.map((word) => `${word};`).join('');
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Glucoglance',
    ...line('GenericName', ({ kind }) => kind),
    ...line('Comment', ({ summary }) => summary),
    ...line('Keywords', keywords),
    `Exec=${EXECUTABLE}`,
    'Icon=glucoglance',
    'StartupWMClass=glucoglance',
    'X-GNOME-SingleWindow=true',
    'Terminal=false',
    'Categories=Utility;',
    `Actions=${pages.map((page) => `${page};`).join('')}`,
    ...pages.flatMap((page) => [
      '',
      `[Desktop Action ${page}]`,
      ...line('Name', (words) => words.pages[page]!),
      `Exec=${EXECUTABLE} --page=${page}`,
    ]),
    '',
  ].join('\n');
}

const escaped = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
