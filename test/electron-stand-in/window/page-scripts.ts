import { createBridge } from '../page/bridge.ts';
import { createCodec } from '../page/codec.ts';
import { installGuards } from '../page/guards.ts';
import { startIsolatedWorld, type IsolatedOptions } from '../page/isolated-world.ts';
import { startMainWorld } from '../page/main-world.ts';

export interface PageScripts {
  /** For the page's own world. */
  main: string;
  /** For the preload's world. */
  isolated: string;
}

/** The source text of what runs in a page before its own scripts do. */
export function pageScripts(options: IsolatedOptions, preload: string | null): PageScripts {
  const parts = `{
    createCodec: ${createCodec.toString()},
    createBridge: ${createBridge.toString()},
    installGuards: ${installGuards.toString()},
  }`;
  const wrapped =
    preload === null ? 'null' : `function (require, module, exports, process) { "use strict"; ${preload}\n}`;
  return {
    main: `(${startMainWorld.toString()})(${JSON.stringify(options.token)}, ${parts});`,
    isolated: `(${startIsolatedWorld.toString()})(${JSON.stringify(options)}, ${parts}, ${wrapped});`,
  };
}
