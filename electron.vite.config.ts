import { defineConfig } from 'electron-vite';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { notices } from './scripts/notices.ts';
import { statusNow } from './scripts/status-now.ts';

/** Releases (`npm run package`) speak no pseudo-language; see src/shared/messages/speech.ts. */
const words = (mode: string) => ({ __PSEUDO__: JSON.stringify(mode !== 'release') });

/** The commit that is built, and where releases are, for src/main/profile/version.ts; nothing where somebody builds without Git. */
const git = spawnSync('git', ['rev-parse', '--short=10', 'HEAD'], {
  cwd: import.meta.dirname,
  encoding: 'utf8',
});
const { repository = '' } = JSON.parse(readFileSync(join(import.meta.dirname, 'package.json'), 'utf8')) as {
  repository?: string;
};
const build = {
  __BUILD__: JSON.stringify(git.status === 0 ? git.stdout.trim() : ''),
  __REPOSITORY__: JSON.stringify(repository),
};

/** Modules that are in one chunk are loaded by the same: with one of the desktop's, by it alone. The npm package is without. */
const chunkFileNames = ({ name, moduleIds }: { name: string; moduleIds: readonly string[] }) => {
  const short = name.startsWith('shared~') ? 'shared' : '[name]';
  const isDesktop = moduleIds.some((id) => id.includes('/src/main/desktop/'));
  return `chunks/${isDesktop ? 'desktop-' : ''}${short}-[hash].js`;
};

/**
 * What several entries load comes in few files: to a start each costs as much as many kilobytes of code. What the desktop
 * alone loads stays apart, by its name.
 */
const codeSplitting = {
  groups: [
    {
      name: 'shared',
      test: (id: string) => !id.includes('/src/main/desktop/'),
      minShareCount: 2,
      entriesAware: true,
      entriesAwareMergeThreshold: 6_000,
    },
  ],
};

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

/** And those that only its page for data says: they come with it. */
const OF_THE_DATA_PAGE = [
  'importing',
  'erasing',
  'restoring',
  'window.imports',
  'window.exports',
  'window.backups',
  'window.erase',
  'window.leaving',
];

/** And those of the check-up on the page of the status. */
const OF_THE_CHECK_UP = ['doctor', 'night'];

interface Words {
  [name: string]: string | Words;
}

/** A part of a language: of its groups, whose names begin with `prefix`, those that are wanted. */
function groupsOf(words: Words, isWanted: (group: string) => boolean, prefix = ''): Words {
  const kept = Object.entries(words).flatMap(([name, value]): [string, string | Words][] => {
    const group = `${prefix}${name}`;
    const isParent = OF_THE_DATA_PAGE.some((one) => one.startsWith(`${group}.`));
    if (!isParent || typeof value === 'string') return isWanted(group) ? [[name, value]] : [];
    return [[name, groupsOf(value, isWanted, `${group}.`)]];
  });
  return Object.fromEntries(kept);
}

const PARTS: Record<string, (group: string) => boolean> = {
  window: (group) => ![...NOT_OF_THE_WINDOW, ...OF_THE_DATA_PAGE, ...OF_THE_CHECK_UP].includes(group),
  data: (group) => OF_THE_DATA_PAGE.includes(group),
  checks: (group) => OF_THE_CHECK_UP.includes(group),
};

const windowWords = {
  name: 'window-words',
  enforce: 'pre' as const,
  transform(code: string, id: string) {
    const part = /\/shared\/messages\/[\w-]+\.json\?(\w+)/.exec(id)?.[1];
    if (part === undefined) return null;
    const said = groupsOf(JSON.parse(code) as Words, PARTS[part]!);
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

const licences = notices(import.meta.dirname);

// What is a `dependency` stays outside: native code, which cannot be in a bundle. All else is in it: one file is read
// sooner than hundreds. The preload is CommonJS, the only form a sandboxed window loads.
export default defineConfig(({ mode }) => ({
  main: {
    plugins: [withoutValidator, statusNow(import.meta.dirname, words(mode)), licences],
    define: { ...words(mode), ...build },
    build: {
      rolldownOptions: {
        input: {
          index: 'src/main/index.ts',
          cli: 'src/main/cli/index.ts',
          package: 'src/main/package.ts',
          'history-worker': 'src/main/history/worker.ts',
          'understanding-worker': 'src/main/exchange/understanding-worker.ts',
          'watchdog-worker': 'src/main/desktop/watchdog/worker.ts',
        },
        output: { chunkFileNames, codeSplitting, comments: { legal: true, jsdoc: false, annotation: true } },
      },
    },
  },
  preload: {
    plugins: [licences],
    build: {
      rolldownOptions: {
        input: { preload: 'src/main/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [windowWords, licences],
    define: words(mode),
    build: {
      minify: true,
      rolldownOptions: { input: { index: 'src/renderer/index.html', alarm: 'src/renderer/alarm.html' } },
    },
  },
}));
