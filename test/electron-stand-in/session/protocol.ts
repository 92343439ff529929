import { strict } from '../provided.ts';
import { app } from '../app/app.ts';
import { addScheme } from './schemes.ts';

export type ProtocolHandler = (request: Request) => Response | Promise<Response>;

const handlers = new Map<string, ProtocolHandler>();
let registered = false;

/** Who answers for a scheme. */
export function handlerOf(scheme: string): ProtocolHandler | undefined {
  return handlers.get(scheme);
}

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]): void {
    if (app.isReady()) {
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    }
    // The second call of the real one silently replaces the first: always a mistake.
    if (registered) throw new Error('stand-in: protocol.registerSchemesAsPrivileged was called twice');
    registered = true;
    for (const { scheme, privileges } of schemes) {
      if (privileges?.standard !== true) {
        throw new Error(`stand-in: only standard schemes are provided, and ${scheme} is not one`);
      }
      addScheme(scheme);
    }
  },
  handle(scheme: string, handler: ProtocolHandler): void {
    if (handlers.has(scheme)) throw new Error(`The scheme has been registered: ${scheme}`);
    addScheme(scheme);
    handlers.set(scheme, handler);
  },
  unhandle(scheme: string): void {
    handlers.delete(scheme);
  },
  isProtocolHandled: (scheme: string) => handlers.has(scheme),
} satisfies Partial<Electron.Protocol>);
