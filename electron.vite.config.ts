import { defineConfig } from 'electron-vite';
import { statusNow } from './scripts/status-now.ts';

/** Releases (`npm run package`) speak no pseudo-language; see src/shared/messages/speech.ts. */
const words = (mode: string) => ({ __PSEUDO__: JSON.stringify(mode !== 'release') });

/** What every start loads: one file is read sooner than the hundreds that these come in. */
const BUILT_IN = ['conf', 'electron-store', 'zod'];

// Other dependencies stay external: better-sqlite3 and keytar carry native code that must not be bundled. The preload is
// CommonJS, the only form a sandboxed window loads; the window's own parts are bundled, since it can require nothing.
/** Groups of words that the main window does not say, and so does not carry. test/renderer/words.test.ts holds that. */
const NOT_OF_THE_WINDOW = [
  'commandLine',
  'statusLine',
  'desktop',
  'tray',
  'notification',
  'autostart',
  'alarmWindow',
  'watchdog',
];

const windowWords = {
  name: 'window-words',
  enforce: 'pre' as const,
  transform(code: string, id: string) {
    if (!/\/shared\/messages\/[\w-]+\.json\?window/.test(id)) return null;
    const groups = Object.entries(JSON.parse(code) as object);
    const said = Object.fromEntries(groups.filter(([name]) => !NOT_OF_THE_WINDOW.includes(name)));
    return { code: `export default ${JSON.stringify(said)}`, moduleType: 'js' };
  },
};

/**
 * conf loads a JSON schema validator for whoever gives it a schema. Nobody here does: the settings have their own. Without
 * it a start reads a third less.
 */
const withoutValidator = {
  name: 'without-validator',
  enforce: 'pre' as const,
  resolveId: (id: string) => (id === 'ajv/dist/2020.js' || id === 'ajv-formats' ? `\0${id}` : null),
  load(id: string) {
    if (!id.startsWith('\0ajv')) return null;
    return 'export class Ajv2020 { constructor() { throw new Error("Built without."); } } export default {};';
  },
};

export default defineConfig(({ mode }) => ({
  main: {
    plugins: [withoutValidator, statusNow(import.meta.dirname, words(mode))],
    define: words(mode),
    build: {
      externalizeDeps: { exclude: BUILT_IN },
      rolldownOptions: {
        input: {
          index: 'src/main/index.ts',
          cli: 'src/main/cli/index.ts',
          package: 'src/main/package.ts',
          'history-worker': 'src/main/history/worker.ts',
          'understanding-worker': 'src/main/exchange/understanding-worker.ts',
          'watchdog-worker': 'src/main/desktop/watchdog/worker.ts',
        },
        output: { comments: { legal: true, jsdoc: false, annotation: true } },
      },
    },
  },
  preload: {
    build: {
      rolldownOptions: {
        input: { preload: 'src/main/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [windowWords],
    define: words(mode),
    build: {
      minify: true,
      rolldownOptions: { input: { index: 'src/renderer/index.html', alarm: 'src/renderer/alarm.html' } },
    },
  },
}));
