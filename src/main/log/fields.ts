/** What a field holds in the log. */
export type Written = string | number | boolean | readonly string[];

/** One field of a log line: what may go in and what of it is written. */
export interface Field<T> {
  /** undefined: not of this field's shape, so it is left out. Takes whatever comes: types are gone at run time. */
  written(value: T): Written | undefined;
}

/** A number of something; whole. */
export const count: Field<number> = {
  written: (value) => (Number.isFinite(value) ? Math.round(value) : undefined),
};

export const flag: Field<boolean> = {
  written: (value) => (typeof value === 'boolean' ? value : undefined),
};

/** ms UTC; written as ISO 8601. */
export const instant: Field<number> = {
  written: (value) => (Math.abs(value) <= 8.64e15 ? new Date(value).toISOString() : undefined),
};

/** One of a closed list of words. */
export function oneOf<T extends string>(words: readonly T[]): Field<T> {
  return { written: (value) => (words.includes(value) ? value : undefined) };
}

/** `45.4.1`, `7.0.0-rc1` */
export const version = shaped(/^\d{1,5}(\.\d{1,5}){1,3}(-[a-z0-9.]{1,16})?$/);

/** The class of an error: `TypeError`. */
export const errorName = shaped(/^[A-Z]?[A-Za-z]{0,30}(Error|Exception)$/);

/** The code of an error of the system, the HTTP stack or SQLite: `ENOSPC`, `CERT_HAS_EXPIRED`. */
export const errorCode = shaped(/^[A-Z][A-Z0-9]{0,15}(_[A-Z0-9]{1,16}){0,6}$/);

/** A server, by name where it is Abbott's; of any other only whether it is this computer. */
export const server: Field<string> = {
  written: (value) => (typeof value === 'string' ? serverName(value) : undefined),
};

/** `main/index.js:12:3`: our own places in a stack, the innermost first. */
export const frames: Field<readonly string[]> = {
  written: (value) =>
    Array.isArray(value)
      ? value.filter((frame): frame is string => typeof frame === 'string' && FRAME.test(frame)).slice(0, 12)
      : undefined,
};

/** @param host `api-de.libreview.io`, an origin, or a host with its port */
export function serverName(host: string): string {
  const url = URL.parse(host.includes('://') ? host : `https://${host}`);
  if (url === null) return 'other';
  if (/^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname)) return 'loopback';
  return /^api(-[a-z]{2}\d?)?\.libreview\.io$/.test(url.hostname) ? url.hostname : 'other';
}

const FRAME = /^[a-z][a-z0-9/_-]{0,80}\.[cm]?[jt]sx?:\d{1,7}:\d{1,7}$/i;
const OURS = /[\\/](?:out|src)[\\/]((?:main|preload|renderer|shared)[\\/][\w.\\/-]+:\d+:\d+)\)?$/;

/**
 * What may be told of an error: its class, its code and the places in our own files. Never its message, which may
 * quote a server, a path or a person.
 */
export function errorFields(error: unknown): { error: string; errorCode?: string; frames: string[] } {
  if (!(error instanceof Error)) return { error: 'NoError', frames: [] };
  const { name, message, stack } = error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const lines = String(stack ?? '')
    .replace(`${name}: ${message}`, '')
    .split('\n');
  // A message may have lines that look like places; the real ones stand together at the end.
  const real = lines.slice(lines.findLastIndex((line) => !/^\s+at /.test(line)) + 1);
  const places = real.flatMap((line) => OURS.exec(line)?.[1]?.replaceAll('\\', '/') ?? []);
  return { error: name, frames: places, ...(code === undefined ? {} : { errorCode: code }) };
}

/** A text of one shape. */
export function shaped(shape: RegExp): Field<string> {
  return { written: (value) => (typeof value === 'string' && shape.test(value) ? value : undefined) };
}
