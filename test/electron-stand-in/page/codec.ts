/*
 * Structured clone as text. These functions run in the page too, where they arrive as source text: each must stand on
 * its own, without imports or anything outside its braces.
 */

/** What becomes of a function or a promise inside a value: a number that stands for it, where that is possible. */
export interface Keeper {
  keep(value: object): number;
  revive(kind: 'function' | 'promise', id: number): unknown;
}

export interface Codec {
  /** Throws `An object could not be cloned.`, as Electron does, on what cannot be copied. */
  encode(value: unknown, keeper?: Keeper): string;
  decode(text: string, keeper?: Keeper): unknown;
}

/**
 * A table of objects, each named by its index, so that circles and shared objects survive:
 * `{ "root": value, "table": [object…] }`. A value is a plain string, finite number, boolean or null, or else an array
 * that begins with a tag; `["r", 3]` is the fourth object.
 */
export function createCodec(): Codec {
  type Node = [tag: string, ...content: unknown[]];
  const uncloneable = () => new Error('An object could not be cloned.');
  // Bound now: the page may replace its built-ins later.
  // oxlint-disable-next-line unbound-method -- the binding to any value is what is wanted
  const kindOf = Function.prototype.call.bind(Object.prototype.toString) as (value: object) => string;

  type Bytes = {
    from(buffer: ArrayBufferLike, offset: number, length: number): { toString(as: 'base64'): string };
  };
  /** Absent in a page. */
  const inNode = (globalThis as unknown as { Buffer?: Bytes }).Buffer;
  const letters = Function.prototype.apply.bind(String.fromCharCode, null) as (codes: Uint8Array) => string;

  function encode(root: unknown, keeper?: Keeper): string {
    const table: Node[] = [];
    const known = new Map<unknown, number>();

    const value = (v: unknown): unknown => {
      switch (typeof v) {
        case 'string':
        case 'boolean':
          return v;
        case 'number':
          return Number.isFinite(v) && !Object.is(v, -0) ? v : ['n', Object.is(v, -0) ? '-0' : String(v)];
        case 'undefined':
          return ['u'];
        case 'bigint':
          return ['b', String(v)];
        case 'function':
          if (!keeper) throw uncloneable();
          return ['function', keeper.keep(v)];
        case 'object':
          return v === null ? null : reference(v);
        case 'symbol':
        default:
          throw uncloneable();
      }
    };

    const reference = (v: object): unknown => {
      if (v instanceof Promise && keeper) return ['promise', keeper.keep(v)];
      const before = known.get(v);
      if (before !== undefined) return ['r', before];
      const index = table.length;
      known.set(v, index);
      table.push(['o']);
      table[index] = node(v);
      return ['r', index];
    };

    const node = (v: object): Node => {
      if (Array.isArray(v)) return ['a', Array.from(v, value)];
      if (v instanceof Date) return ['d', v.getTime()];
      if (v instanceof RegExp) return ['x', v.source, v.flags];
      if (v instanceof Map) return ['m', [...v].map(([k, w]) => [value(k), value(w)])];
      if (v instanceof Set) return ['s', [...v].map(value)];
      if (v instanceof Error) return ['e', v.name, v.message, v.stack ?? ''];
      if (v instanceof ArrayBuffer) return bytes('ArrayBuffer', new Uint8Array(v));
      if (ArrayBuffer.isView(v)) {
        const name = v.constructor.name === 'Buffer' ? 'Uint8Array' : v.constructor.name;
        return bytes(name, new Uint8Array(v.buffer, v.byteOffset, v.byteLength));
      }
      // Over the bridge a file crosses as itself; here by what `webUtils` knows it by.
      if (keeper && kindOf(v) === '[object File]') {
        const { name, size, lastModified } = v as { name: string; size: number; lastModified: number };
        return ['o', Object.entries({ name, size, lastModified })];
      }
      // A promise, a window, an element: anything that is more than its own fields.
      if (kindOf(v) !== '[object Object]') throw uncloneable();
      return ['o', Object.entries(v).map(([k, w]) => [k, value(w)])];
    };

    const bytes = (name: string, content: Uint8Array): Node => {
      if (inNode) {
        const { buffer, byteOffset, byteLength } = content;
        return ['y', name, inNode.from(buffer, byteOffset, byteLength).toString('base64')];
      }
      // In pieces: byte by byte months of readings would keep the page for long.
      let binary = '';
      for (let at = 0; at < content.length; at += 8192) binary += letters(content.subarray(at, at + 8192));
      return ['y', name, btoa(binary)];
    };

    return JSON.stringify({ root: value(root), table });
  }

  function decode(text: string, keeper?: Keeper): unknown {
    const { root, table } = JSON.parse(text) as { root: unknown; table: Node[] };

    const bytes = (name: string, base64: string): unknown => {
      const content = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      if (name === 'ArrayBuffer') return content.buffer;
      const View = (globalThis as unknown as Record<string, new (buffer: ArrayBuffer) => unknown>)[name];
      if (!View) throw uncloneable();
      return new View(content.buffer);
    };

    // All objects first, empty, so that a circle finds its other end.
    const objects = table.map(([tag, one, two, three]): unknown => {
      switch (tag) {
        case 'a':
          return [];
        case 'd':
          return new Date(one as number);
        case 'x':
          return new RegExp(one as string, two as string);
        case 'm':
          return new Map();
        case 's':
          return new Set();
        case 'e': {
          const error = new Error(two as string);
          error.name = one as string;
          error.stack = three as string;
          return error;
        }
        case 'y':
          return bytes(one as string, two as string);
        default:
          return {};
      }
    });

    const value = (v: unknown): unknown => {
      if (!Array.isArray(v)) return v;
      const [tag, content] = v as [string, never];
      switch (tag) {
        case 'r':
          return objects[content];
        case 'n':
          return Number(content);
        case 'b':
          return BigInt(content);
        case 'function':
        case 'promise':
          if (!keeper) throw uncloneable();
          return keeper.revive(tag, content);
        default:
          return undefined;
      }
    };

    table.forEach(([tag, content], index) => {
      const object = objects[index];
      if (tag === 'a') (object as unknown[]).push(...(content as unknown[]).map(value));
      else if (tag === 's') for (const w of content as unknown[]) (object as Set<unknown>).add(value(w));
      else if (tag === 'm' || tag === 'o') {
        for (const [k, w] of content as [unknown, unknown][]) {
          if (tag === 'm') (object as Map<unknown, unknown>).set(value(k), value(w));
          // Defined, not assigned: a field named __proto__ stays a field.
          else {
            const field = { value: value(w), writable: true, enumerable: true, configurable: true };
            Object.defineProperty(object, k as string, field);
          }
        }
      }
    });
    return value(root);
  }

  return { encode, decode };
}
