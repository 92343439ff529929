/** The same as in package.json; a test compares the two, since the built program may not find that file. */
export const VERSION = '0.1.0';
export const USER_AGENT = `Glucoglance/${VERSION}`;
