import { messagesOf } from '../../../src/shared/messages/catalogue.ts';
import { readCatalogues } from '../../messages/languages.ts';

/** What a Linux system says of the program before it is started, in its launcher and in its shop for software. */
export interface LauncherWords {
  /** What kind of program it is, and what it does, each in a few words. */
  kind: string;
  summary: string;
  /** What people type who look for it. */
  keywords: readonly string[];
  /** Pages of the window that a launcher can open, by their names in the program. */
  pages: Readonly<Record<string, string>>;
  /** Each a paragraph. */
  about: readonly string[];
  /** Said to who calls the command line where there is none, in place of {{file}} the file that it is in. */
  commandLine: string;
}

const OWN = {
  en: {
    kind: 'Glucose readings',
    summary: 'Glucose readings from LibreLinkUp at a glance',
    keywords: ['glucose', 'diabetes', 'blood sugar', 'CGM', 'Libre', 'LibreLinkUp', 'sensor'],
    about:
      'Glucoglance follows people who wear a FreeStyle Libre sensor and share their readings through LibreLinkUp. The tray shows the value, alarms tell of lows and highs, and every reading is kept on this computer for charts, patterns and a report for the clinic visit.',
    commandLine:
      'This is the desktop. Commands are a package of their own, for Node 24: npm install --global {{file}}, a file that lies where this package came from.',
  },
  de: {
    kind: 'Glukosewerte',
    summary: 'Glukosewerte aus LibreLinkUp auf einen Blick',
    keywords: ['Glukose', 'Diabetes', 'Blutzucker', 'CGM', 'Libre', 'LibreLinkUp', 'Sensor'],
    about:
      'Glucoglance folgt Menschen, die einen FreeStyle-Libre-Sensor tragen und ihre Werte über LibreLinkUp teilen. Das Symbol in der Leiste zeigt den Wert, Alarme melden niedrige und hohe Werte, und jeder Wert bleibt auf diesem Computer, für Diagramme, Muster und einen Bericht für die Praxis.',
    commandLine:
      'Dies ist das Desktop-Programm. Die Befehle sind ein eigenes Paket für Node 24: npm install --global {{file}}, eine Datei, die dort liegt, woher dieses Paket kommt.',
  },
};

const PAGES = ['report', 'settings', 'status'];

/** By language, English first. A language without words of its own here is not among them, and is shown English. */
export function launcherWords(): ReadonlyMap<string, LauncherWords> {
  const catalogues = readCatalogues();
  return new Map(
    Object.entries(OWN).map(([tag, own]) => {
      const said = new Map(messagesOf(catalogues.get(tag)!));
      // What a window hyphenates, a launcher does not.
      const say = (key: string) => said.get(key)!.replaceAll('\u00ad', '');
      const safety = `${say('window.safety.0')} ${say('window.safety.1')}`;
      const pages = Object.fromEntries(PAGES.map((page) => [page, say(`window.pages.${page}`)]));
      return [tag, { ...own, pages, about: [own.about, safety, say('window.unofficial')] }];
    }),
  );
}
