/**
 * What `npm test` leaves to `npm run test:all`: files that by themselves take three seconds of a processor or more, and
 * are not what people depend on most (readings, times, units, alarms, what is recorded, what leaves the computer). Every
 * other test is in both, so a new file is in both until it turns out to be slow.
 */
export const SLOW = [
  // These start the program as a process of its own, some a hundred times: half a second each.
  'test/main/cli/{backups,contract,erase,export,failure-json,folder-owner,import,interrupted}.test.ts',
  'test/main/cli/{keychain,language,prompt,serve,service-manager,service-secrets,simulate}.test.ts',
  'test/main/cli/{status,status-beside-watch,stopped-process,times,upload,watch,watch-terminal}.test.ts',
  'test/main/cli/completion/*.test.ts',
  'test/main/alarms/command-line.test.ts',
  'test/main/doctor/online.test.ts',
  'test/docs/{server,status-bars}.test.ts',
  'test/scripts/start.test.ts',
  // And these kill it again and again.
  'test/main/erase/erase-kill.test.ts',
  'test/main/history/{durability,import-kill,upgrade-kill}.test.ts',
  'test/main/history/backups/killed.test.ts',
  // Real panels, daemons of notifications, packages.
  'test/main/desktop/notify/real-daemons.test.ts',
  'test/main/desktop/tray/real-panel.test.ts',
  'test/main/credentials/keychain-real.test.ts',
  'test/packaging/{npm-package,release}.test.ts',
  'test/scripts/fetch-electron.test.ts',
  'test/electron-stand-in/coverage.test.ts',
  // Worlds that are lived for days and in many ways, and files that are broken in as many.
  'test/main/long-life.test.ts',
  'test/main/monitor/{disk-troubles,endurance,faults-host,laws}.test.ts',
  'test/main/session/demo-history.test.ts',
  'test/main/simulator/truth.test.ts',
  'test/main/history/salvage.test.ts',
  'test/main/exchange/export-import.test.ts',
  'test/main/desktop/ipc/imports.test.ts',
];

/** The tag of the specs that are in `npm test`: what somebody does with the desktop on a first day. */
export const WALK = '@walk';

const PURE = 'test/shared/**/*.test.ts';

/** The projects that vitest runs in a mode: `quick` for `npm test`, else every test. */
export const projectsIn = (mode: string) => [
  // Pure code has no state that a file could leave to the next: its tests share one graph of modules, in half the time.
  { name: 'pure', include: [PURE], exclude: [], isolate: false },
  {
    name: 'rest',
    include: ['test/**/*.test.ts'],
    exclude: [PURE, ...(mode === 'quick' ? SLOW : [])],
    isolate: true,
  },
];
