import { join } from 'node:path';
import { build, type Plugin } from 'vite';

const SOURCE = 'src/main/cli/status-now.ts';
const NAME = 'status-now.cjs';

/** Groups of words that no status line says. What says one of them all the same ends the build. */
const UNSAID = [
  'window',
  'chart',
  'statistics',
  'why',
  'commandLine',
  'erasing',
  'restoring',
  'desktop',
  'autostart',
  'report',
  'clinic',
  'notification',
  'alarmWindow',
  'notices',
  'armedFaults',
  'windowProblems',
];

/**
 * Builds `src/main/cli/status-now.ts`, which a status bar starts each minute, into one file of its own beside the command
 * line: Node takes a millisecond for each file and more for each thousand words, and the whole may take forty.
 */
export function statusNow(root: string, define: Record<string, string>): Plugin {
  return {
    name: 'status-now',
    async closeBundle() {
      await build({
        configFile: false,
        root,
        logLevel: 'warn',
        define,
        plugins: [fewerWords],
        json: { stringify: true },
        ssr: { noExternal: true, external: ['better-sqlite3'] },
        build: {
          ssr: join(root, SOURCE),
          outDir: join(root, 'out/main'),
          emptyOutDir: false,
          target: 'node24',
          minify: true,
          rolldownOptions: {
            output: { format: 'cjs', entryFileNames: NAME, codeSplitting: false, comments: false },
          },
        },
      });
    },
  };
}

const fewerWords: Plugin = {
  name: 'fewer-words',
  enforce: 'pre',
  transform(code, id) {
    if (!/\/shared\/messages\/[\w-]+\.json/.test(id)) return null;
    const groups = Object.entries(JSON.parse(code) as object);
    return JSON.stringify(Object.fromEntries(groups.filter(([name]) => !UNSAID.includes(name))));
  },
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      const said = new RegExp(`say\\(["'\`](${UNSAID.join('|')})\\.`).exec('code' in chunk ? chunk.code : '');
      if (said) this.error(`A status line says ${said[1]}.`);
    }
  },
};
