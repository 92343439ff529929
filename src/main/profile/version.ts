/** The same as in package.json; a test compares the two, since the built program may not find that file. */
export const VERSION = '0.1.0';
export const USER_AGENT = `Glucoglance/${VERSION}`;

/** The commit it was built of; see electron.vite.config.ts. Empty where there was no Git, and for sources that run unbuilt. */
declare const __BUILD__: string;
export const BUILD = typeof __BUILD__ === 'undefined' ? '' : __BUILD__;

/** The repository that package.json names, and with it where releases are; empty while it names none. */
declare const __REPOSITORY__: string;
export const REPOSITORY = typeof __REPOSITORY__ === 'undefined' ? '' : __REPOSITORY__;
