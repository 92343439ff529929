import { EventEmitter } from 'node:events';

/*
 * A gap in the stand-in is an error where the app meets it, never an `undefined` that travels. The wall stands at the
 * end of the prototype chain, so that it costs nothing for what is provided and `this` stays the object itself.
 */

/** Names that Node, the inspector, promises and JSON ask of any object. */
const ASKED_OF_ALL = new Set(['then', 'toJSON', 'constructor', 'asymmetricMatch', 'nodeType', '__esModule']);

function gap(what: string): Error {
  return new Error(`stand-in: electron.${what} is not provided`);
}

function wall<T extends object>(name: string, behind: T): T {
  return new Proxy(behind, {
    get(target, key, receiver) {
      if (typeof key === 'symbol' || key in target || ASKED_OF_ALL.has(key)) {
        return Reflect.get(target, key, receiver) as unknown;
      }
      throw gap(`${name}.${key}`);
    },
  });
}

/** The object itself; asking it for a member that it does not have throws from now on. */
export function strict<T extends object>(name: string, object: T): T {
  return Object.setPrototypeOf(object, wall(name, Object.getPrototypeOf(object) as object)) as T;
}

/** The base class of everything that emits: members that a subclass does not have throw, static ones too. */
export function strictEmitter(name: string): typeof EventEmitter {
  class StrictEmitter extends EventEmitter {}
  Object.setPrototypeOf(StrictEmitter.prototype, wall(name, EventEmitter.prototype));
  Object.setPrototypeOf(StrictEmitter, wall(name, EventEmitter));
  return StrictEmitter as typeof EventEmitter;
}

/** A whole module or class of Electron that is not provided: importing it is fine, using it throws. */
export function absent(name: string): never {
  const refuse = (): never => {
    throw gap(name);
  };
  return new Proxy(function absentModule() {}, {
    get(_target, key) {
      if (typeof key === 'symbol' || ASKED_OF_ALL.has(key)) return undefined;
      throw gap(`${name}.${key}`);
    },
    apply: refuse,
    construct: refuse,
  }) as never;
}
