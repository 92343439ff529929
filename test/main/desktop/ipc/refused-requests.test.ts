import { describe, expect, it, vi } from 'vitest';
import { ANSWERS } from '../../../../src/main/desktop/ipc/answers.ts';
import { CHANNELS, type Channel } from '../../../../src/shared/ipc/contracts.ts';
import { FULL } from './full-requests.ts';

vi.mock('electron', () => ({ app: {}, clipboard: {}, shell: {} }));

const accepts = (channel: Channel, request: unknown) => ANSWERS[channel].request.safeParse(request).success;

const cycle: Record<string, unknown> = {};
cycle['self'] = cycle;
const deep = (levels: number) => JSON.parse('['.repeat(levels) + ']'.repeat(levels)) as unknown;

/** What a structured clone can carry and what it cannot, none of which is ever asked. */
const NEVER: [string, unknown][] = [
  ['null', null],
  ['a word', 'x'],
  ['an empty word', ''],
  ['a number', 1],
  ['NaN', NaN],
  ['a BigInt', 10n],
  ['true', true],
  ['an empty object', {}],
  ['a list', []],
  ['a date', new Date(0)],
  ['a map', new Map([['email', 'a']])],
  ['a set', new Set(['status'])],
  ['bytes', new Uint8Array(4)],
  ['an error', new Error('x')],
  ['a promise', Promise.resolve()],
  ['a function', () => {}],
  ['a symbol', Symbol('x')],
  ['a circle', cycle],
  ['a thousand levels', deep(1000)],
  ['a prototype of its own', JSON.parse('{"__proto__":{"email":"a","link":"status"}}')],
];

/** What no single field may be, whatever it is otherwise. */
const WRONG: unknown[] = [
  undefined,
  NaN,
  Infinity,
  -1,
  0.5,
  10n,
  '',
  'x'.repeat(1_000_001),
  {},
  [],
  ['status'],
  new Date(0),
  new Map(),
  () => {},
  cycle,
  deep(1000),
  { toString: () => 'status' },
];

type Path = readonly (string | number)[];

/** Every place in a request, the leaves and what holds them. */
function places(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, one]) => places(one, [...path, key]))];
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce((one, key) => (one as Record<string, unknown>)[key], value);
}

/** A copy of the request with something done to one place. */
function changed(
  request: unknown,
  path: Path,
  change: (holder: Record<string, unknown>, key: string) => void,
) {
  const copy = { request: structuredClone(request) };
  const whole: Path = ['request', ...path];
  change(valueAt(copy, whole.slice(0, -1)) as Record<string, unknown>, String(whole.at(-1)));
  return copy.request;
}

const WITH_FIELDS = CHANNELS.filter((channel) => FULL[channel] !== undefined);
const isHolder = (value: unknown): value is object => typeof value === 'object' && value !== null;

describe('what a window may not ask', () => {
  it.each(CHANNELS)('%s: anything of another kind', (channel) => {
    expect(accepts(channel, FULL[channel])).toBe(true);
    const wrong = NEVER.filter(([name, request]) => {
      // An empty object changes no setting, and that is allowed.
      if (channel === 'settings:update' && name === 'an empty object') return false;
      return accepts(channel, request);
    });
    expect(wrong.map(([name]) => name)).toEqual([]);
  });

  it.each(WITH_FIELDS)('%s: a key more, wherever', (channel) => {
    const holders = places(FULL[channel]).filter((path) => isHolder(valueAt(FULL[channel], path)));
    const keys = ['baseUrl', 'path', 'sql', 'toString', 'constructor'];
    const wrong = holders.flatMap((path) =>
      keys
        .filter((key) =>
          accepts(
            channel,
            changed(FULL[channel], path, (holder, name) => {
              holder[name] = { ...(holder[name] as object), [key]: 'x' };
            }),
          ),
        )
        .map((key) => [...path, key].join('.')),
    );
    expect(wrong).toEqual([]);
  });

  it.each(WITH_FIELDS)('%s: a field of another kind, too long or without bounds', (channel) => {
    const wrong = places(FULL[channel]).flatMap((path) => {
      const optional = channel === 'settings:update';
      return WRONG.filter((value) => {
        // A change may be empty, and so may a name.
        const empty = isHolder(value) && Object.keys(value).length === 0 && path.length < 3;
        if (optional && (empty || value === '')) return false;
        return accepts(
          channel,
          changed(FULL[channel], path, (holder, key) => (holder[key] = value)),
        );
      }).map((value) => `${path.join('.')} = ${typeof value} ${String(value).slice(0, 20)}`);
    });
    expect(wrong).toEqual([]);
  });

  it.each(WITH_FIELDS)('%s: a field less', (channel) => {
    if (channel === 'settings:update') return;
    const wrong = places(FULL[channel])
      .filter((path) => path.length > 0)
      .filter((path) =>
        accepts(
          channel,
          changed(FULL[channel], path, (holder, key) => {
            delete holder[key];
          }),
        ),
      );
    expect(wrong).toEqual([]);
  });

  it('no request changes what objects are made of', () => {
    for (const key of ['__proto__', 'constructor', 'prototype']) {
      const people = JSON.parse(`{"people":{"${key}":{"followed":false}}}`) as unknown;
      ANSWERS['settings:update'].request.safeParse(people);
    }
    expect(({} as Record<string, unknown>)['followed']).toBeUndefined();
    expect((Object as unknown as Record<string, unknown>)['followed']).toBeUndefined();
  });

  it('at most so many people at once', () => {
    const people = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, i) => [`p${i}`, { followed: false }]),
    );
    expect(accepts('settings:update', { people })).toBe(false);
  });
});
